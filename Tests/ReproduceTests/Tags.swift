import Testing

extension Tag {
    /// A test that takes seconds, for an editor to leave out; `CONTRIBUTING.md` has the names for the command line.
    @Tag static var slow: Self
}
