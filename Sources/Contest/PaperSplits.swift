import Interactions
import Study

/// Users as Liang et al. 2018 evaluate on them: those who train, and of the others a fifth of each one's own clicks held out.
package struct PaperSplits: Sendable, Hashable {
    /// The users, over the movies that training users clicked.
    package let parts: StrongGeneralization
    /// The clicks that they were made from, in the ratings file's order.
    package let clicks: Clicks
    /// The paper's data set, where the ratings are one.
    package let dataSet: PaperDataSet?

    /// Prepares a study's users: of one of the paper's data sets as its authors do, of all others those of chapter 5.
    ///
    /// - Throws: `SplitError` where the paper's data set has too few users, which it never has.
    /// - Complexity: O(clicks log clicks of a user); O(ratings) more if the study's threshold is not the paper's.
    package init(_ data: StudyData, published: PaperDataSet = .movieLens20M) throws(SplitError) {
        try self.init(data.clicks, threshold: data.settings.threshold, users: data.users, published: published)
    }

    /// The same of clicks that are ratings from a threshold on, and of the users of chapter 5.
    package init(
        _ own: Clicks, threshold: Double, users: UserSplit, published: PaperDataSet = .movieLens20M
    ) throws(SplitError) {
        let likes =
            threshold == PaperDataSet.threshold ? own : own.ratings.binarized(threshold: PaperDataSet.threshold)
        let filtered = likes.pivot().filteredInTurn()
        if published.isRecognised(in: filtered) {
            let heldOut = published.heldOutUsers
            parts = try filtered.shufflingUsers().split(validation: heldOut, test: heldOut)
                .strongGeneralization(inOrderOf: likes)
            clicks = likes
            dataSet = published
        } else {
            clicks = own
            parts = users.strongGeneralization(inOrderOf: clicks)
            dataSet = nil
        }
    }
}

/// A data set of the paper, known by what its authors' filter leaves of it, and what they published on it.
package struct PaperDataSet: Sendable, Hashable {
    /// The fewest stars of a click: more than three and a half.
    package static let threshold = 4.0

    package let users: Int
    package let movies: Int
    package let clicks: Int
    /// The users held out for validation, and again for test.
    package let heldOutUsers: Int
    /// The epochs that they trained for.
    package let epochs: Int

    /// Describes a data set.
    package init(users: Int, movies: Int, clicks: Int, heldOutUsers: Int, epochs: Int = 200) {
        self.users = users
        self.movies = movies
        self.clicks = clicks
        self.heldOutUsers = heldOutUsers
        self.epochs = epochs
    }

    /// MovieLens 20M. Source: Liang et al. 2018, table 1, and `VAE_ML20M_WWW2018.ipynb` of github.com/dawenl/vae_cf.
    package static let movieLens20M = PaperDataSet(
        users: 136_677, movies: 20_720, clicks: 9_990_682, heldOutUsers: 10_000)

    func isRecognised(in matrix: ClickMatrix) -> Bool {
        matrix.users.count == users && matrix.movies.count == movies && matrix.count == clicks
    }
}
