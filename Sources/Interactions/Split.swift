/// The clicks of training, validation and test users: no user is in two parts, and each part has all movies.
package struct UserSplit: Sendable, Hashable {
    /// The users to train on.
    package let train: ClickMatrix
    /// The users to validate on after each epoch.
    package let validation: ClickMatrix
    /// The users to test on at the end.
    package let test: ClickMatrix
}

/// More users should be set aside than there are.
package struct SplitError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number of users to set aside for validation.
    package let validation: Int
    /// The number of users to set aside for testing.
    package let test: Int
    /// The number of users there are.
    package let users: Int

    /// The error on one line.
    package var description: String {
        "split: expected more than \(validation + test) users, to set \(validation) aside for validation and \(test)"
            + " for test, found \(users); set fewer aside or bring more ratings"
    }
}

extension ClickMatrix {
    /// Splits the users by position: the last `test` for testing, the `validation` before them, and all others for
    /// training.
    ///
    /// - Throws: `SplitError` if no user is left to train on.
    /// - Precondition: neither number is negative.
    /// - Complexity: O(clicks).
    ///
    /// Source: notebook cells 73 and 74.
    package func split(validation: Int, test: Int) throws(SplitError) -> UserSplit {
        precondition(validation >= 0 && test >= 0, "no number set aside is negative")
        let train = users.count - validation - test
        guard train > 0 else {
            throw SplitError(validation: validation, test: test, users: users.count)
        }
        return UserSplit(
            train: self[users: 0..<train],
            validation: self[users: train..<train + validation],
            test: self[users: train + validation..<users.count])
    }

    /// The users in a range of positions, all movies kept. O(clicks kept).
    package subscript(users range: Range<Int>) -> ClickMatrix {
        ClickMatrix(users: Array(users[range]), movies: movies, ids: (userIDs, movieIDs), clicks: clicks[rows: range])
    }
}
