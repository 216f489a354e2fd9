import Interactions

/// Too little is left of the ratings to go on.
package struct TooFew: Error, Hashable, Sendable, CustomStringConvertible {
    /// The error on one line.
    package let description: String

    private init(_ description: String) { self.description = description }

    /// Makes sure that movies and users are left by the filter.
    ///
    /// - Throws: `TooFew`, with how many there were.
    package static func check(kept: ClickMatrix, of matrix: ClickMatrix, _ settings: Settings) throws(TooFew) {
        guard kept.shape.movies == 0 || kept.shape.users == 0 || kept.count == 0 else { return }
        let gone = kept.shape.users == 0 ? "users" : "movies"
        throw TooFew(
            "\(Chapter.filter.name): expected \(gone) with at least \(settings.minimum) clicks, found none among "
                + "\(decimal(matrix.shape.users)) users and \(decimal(matrix.shape.movies)) movies; lower --minimum")
    }

    /// Makes sure that there are users to train on, to validate on and to test on.
    ///
    /// - Throws: `TooFew`, with how many there are, and how many the steps before took.
    package static func check(
        _ users: Int, of clicked: Int, _ settings: Settings
    ) throws(TooFew) {
        let (validation, test) = (settings.validationUsers.of(users), settings.testUsers.of(users))
        guard validation < 1 || test < 1 || validation + test >= users else { return }
        throw TooFew(
            "\(Chapter.split.name): expected users to train on, to validate on and to test on, found \(decimal(users)) in "
                + "all (--minimum leaves that many of \(decimal(clicked)) with a click), to set \(decimal(validation)) aside for validation "
                + "and \(decimal(test)) for test; set other numbers or shares with --validation-users and --test-users")
    }
}
