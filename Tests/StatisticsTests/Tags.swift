import Testing

extension Tag {
    /// A test that takes seconds; `CONTRIBUTING.md` tells how to leave them out.
    @Tag static var slow: Self
}
