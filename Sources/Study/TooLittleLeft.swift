import Formatting
import Interactions

/// Too little is left of the ratings to go on.
package struct TooLittleLeft: Error, Hashable, Sendable, CustomStringConvertible {
    /// The error on one line.
    package let description: String

    private init(_ description: String) { self.description = description }

    /// Makes sure that movies and users are left by the filter.
    ///
    /// - Throws: `TooLittleLeft`, with how many there were.
    package static func check(kept: ClickMatrix, of matrix: ClickMatrix, _ settings: Settings) throws(TooLittleLeft) {
        guard kept.shape.movies == 0 || kept.shape.users == 0 || kept.count == 0 else { return }
        let gone = kept.shape.users == 0 ? "users" : "movies"
        throw TooLittleLeft(
            "\(Chapter.filter.name): expected \(gone) with at least \(settings.minimum) clicks, found none among "
                + "\(decimal(matrix.shape.users)) users and \(decimal(matrix.shape.movies)) movies; lower --minimum")
    }

    /// Makes sure that there are users to train on, to validate on and to test on.
    ///
    /// - Throws: `TooLittleLeft`, with how many there are, and how many the steps before took.
    package static func check(
        _ users: Int, of clicked: Int, _ settings: Settings
    ) throws(TooLittleLeft) {
        let (validation, test) = (settings.validationUsers.of(users), settings.testUsers.of(users))
        guard validation < 1 || test < 1 || validation + test >= users else { return }
        throw TooLittleLeft(
            "\(Chapter.split.name): expected users to train on, to validate on and to test on, found \(decimal(users)) in "
                + "all (--minimum leaves that many of \(decimal(clicked)) with a click), to set \(decimal(validation)) aside for validation "
                + "and \(decimal(test)) for test; set other numbers or shares with --validation-users and --test-users")
    }
}

/// No rating reaches the threshold, so that nothing counts as a click.
package struct NoClicksError: Error, Hashable, Sendable, CustomStringConvertible {
    private let threshold: Double
    private let range: ClosedRange<Double>

    /// Makes the error where ratings have no clicks.
    package init?(_ ratings: Ratings, clicks: Clicks, threshold: Double) {
        guard clicks.count == 0, let range = ratings.range else { return nil }
        self.threshold = threshold
        self.range = range
    }

    /// The error on one line.
    package var description: String {
        "threshold: expected ratings of \(decimal(threshold)) or more, found ratings from \(decimal(range.lowerBound)) to"
            + " \(decimal(range.upperBound)); set --threshold within them"
    }
}
