import Interactions
import Formatting
import LinearAlgebra
import Ranking
import Recommenders
import Study

/// What lies beside exported splits: what is in the files, how metrics are defined, and popularity's numbers to hold a
/// program of one's own against.
package struct SplitsReadme {
    /// The first line, by which such a file is known.
    package static let title = "# The splits of chapter 13"

    private let splits: PaperSplits
    private let data: DataSet
    private let settings: Settings

    package init(_ splits: PaperSplits, of data: StudyData) {
        self.splits = splits
        self.data = data.source
        settings = data.settings
    }

    /// The page.
    package var markdown: String {
        let parts = splits.parts
        let (trained, validated, tested) = (
            parts.train.users.count, parts.validation.target.users.count, parts.test.target.users.count
        )
        let users = TestUsers(parts)
        let (movies, depths) = (users.movies, Depths(movies: users.movies))
        func uids(_ first: Int, _ count: Int) -> String { "\(first) to \(first + count - 1)" }
        let options = settings.changed.filter { $0.part == .clicks }
            .map { " --\($0.option) \($0.text(settings))" }.joined()
        return """
            \(Self.title)

            The clicks of \(data.name) (fingerprint `\(data.fingerprint.prefix(16))`), divided as *Variational Autoencoders for
            Collaborative Filtering* (Liang et al. 2018) and its code, vae_cf, divide them. To compare a model of your own with
            chapter 13: train it on `train.csv`, show it the clicks of `test_tr.csv`, save its scores with `np.save`, and run
            `./reproduce.sh judge scores.npy\(options)` on the same ratings.

            ## The files

            | File | |
            | :--- | :--- |
            | `train.csv` | clicks of the \(counted(trained, "training user")): uid \(uids(0, trained)) |
            | `validation_tr.csv`, `validation_te.csv` | clicks shown and held out of the \(counted(validated, "validation user")): uid \(uids(trained, validated)) |
            | `test_tr.csv`, `test_te.csv` | clicks shown and held out of the \(counted(tested, "test user")): uid \(uids(users.uids.lowerBound, tested)) |
            | `unique_sid.txt` | the ratings' ids of the \(counted(movies, "movie")): line n, counted from 0, is the movie of sid n |

            Each `.csv` has the header `uid,sid` and a line for each click. `train.csv` is in the order of the ratings; the others
            are grouped by user, and users are in the order of their ids in the ratings, so that uids do not ascend. A user
            without a line, should there be one, has a uid all the same. Movies are numbered by their first click of a training
            user in the ratings.

            **Scores** are \(tested) rows of \(movies) columns: row r is the test user of uid \(users.uids.lowerBound) + r, column c the movie of sid c.
            **Lists** have the header `uid,rank,sid` and ranks from 1.

            ## The metrics

            A user's movies are ranked by falling score, equal scores by rising sid, after every movie that `test_tr.csv` shows of
            the user has been given the score −∞. A hit is a movie that `test_te.csv` holds out of the user; n is how many those
            are.

            \(definitions(depths))

            For k the tables have the number of movies where these are fewer.

            Users with n = 0 are left out, which leaves \(users.counted). A mean is over the other users, each counting once; its standard
            error is the standard deviation over them, with divisor \(users.counted), divided by √\(users.counted).

            ## Popularity first

            The score of a movie is the number of its lines in `train.csv`, the same for everybody. A program of your own has to
            come to these numbers, but for the last digit or two of a sum in another order, before any other number of it is
            believed:

            | | Mean | Standard error |
            | :--- | ---: | ---: |
            \(popularity(users, depths))

            """
    }

    /// What each kind of metric is, once.
    private func definitions(_ depths: Depths) -> String {
        var told: Set<String> = []
        return depths.metrics.filter { told.insert($0.kind).inserted }
            .map { "- **\($0.kind)@k** is \($0.definition)." }.joined(separator: "\n")
    }

    private func popularity(_ users: TestUsers, _ depths: Depths) -> String {
        let scores = Popularity(training: splits.parts.train.clicks).scores(for: users.evaluation.input)
        let metrics = UserMetrics(scores, users.evaluation, threads: Threads(1))
        return depths.metrics.map { metric in
            let average = metrics.average(metric)
            return
                "| \(depths.name(of: metric)) | \(average.map { "\($0.mean)" } ?? "–") | \(average.map { "\($0.standardError)" } ?? "–") |"
        }.joined(separator: "\n")
    }
}

/// Whether a README beside exported splits may be replaced: true for one that was exported.
package func isSplitsReadme(_ bytes: [UInt8]) -> Bool { bytes.starts(with: SplitsReadme.title.utf8) }
