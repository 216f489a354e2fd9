import Formatting
import LinearAlgebra
import Ranking

/// User-based nearest neighbours: an item's score is the sum of the similarities of those of the user's k nearest
/// training users who clicked it.
///
/// The similarity of users u and v is c_uv / (√(n_u n_v) + h), where c_uv is the number of items both clicked and n_u
/// that of the items u clicked. For h = 0 it is the cosine of their click rows; a shrinkage h above zero gives users with
/// few clicks less weight.
///
/// Source: Herlocker et al., "An Algorithmic Framework for Performing Collaborative Filtering", SIGIR 1999, here for
/// clicks; the shrinkage as in Ferrari Dacrema et al., RecSys 2019.
package struct UserKNN: Recommender, Hashable {
    /// The training users' clicks, users by items.
    private let training: BinaryMatrix
    /// The same, items by users.
    private let clickers: BinaryMatrix
    private let largest: Int
    private let shrinkage: Double

    /// Keeps the training users; neighbours are found once there is a user to score items for. O(clicks).
    ///
    /// - Parameters:
    ///   - training: The clicks of the users who can be neighbours, `U × I`.
    ///   - neighbours: k, the largest number of neighbours of a user, at least 1.
    ///   - shrinkage: h, in clicks, at least 0.
    package init(training: BinaryMatrix, neighbours k: Int, shrinkage: Double = 0) {
        precondition(k > 0 && shrinkage >= 0, "k counts from 1 and the shrinkage from 0")
        self.training = training
        clickers = training.transposed()
        largest = k
        self.shrinkage = shrinkage
    }

    /// The sum of similarities to the neighbours who clicked.
    ///
    /// The same on any number of threads; for each user O(clicks of all training users on what the user is shown + their
    /// number + k log k + clicks of the k neighbours).
    package func scores(for input: BinaryMatrix, threads: Threads = Threads(1)) -> Matrix {
        let items = training.columns
        precondition(input.columns == items, "\(input.columns) items shown, \(items) fitted")
        return Matrix(rows: input.rows, columns: items, threads: threads) { user, scores in
            for (neighbour, similarity) in neighbours(of: input[row: user]) {
                for item in training[row: neighbour] { scores[Int(item)] += similarity }
            }
        }
    }

    /// The training users most similar to one who clicked these items, ties by index; none without a common item.
    private func neighbours(of clicks: ArraySlice<Int32>) -> [(user: Int, similarity: Float)] {
        var common = [Int32](repeating: 0, count: training.rows)
        for item in clicks {
            for user in clickers[row: Int(item)] { common[Int(user)] += 1 }
        }
        let similarities = common.enumerated().map { user, both in
            both == 0
                ? 0 : Float(Double(both) / (Double(clicks.count * training[row: user].count).squareRoot() + shrinkage))
        }
        return topK(scores: similarities, k: largest).filter { similarities[$0] > 0 }.map { ($0, similarities[$0]) }
    }
}

extension UserKNN {
    /// The settings of a fit.
    package struct Settings: RecommenderSettings {
        package static let key = "userKNN"

        /// k and h.
        package let neighbours: Int
        package let shrinkage: Double

        package init(neighbours: Int, shrinkage: Double) {
            self.neighbours = neighbours
            self.shrinkage = shrinkage
        }

        package var label: String { "k = \(neighbours), h = \(decimal(shrinkage))" }
        package var cost: Double { 0.3 }

        package func fit(_ fitting: Fitting) -> Fitted {
            Fitted(UserKNN(training: fitting.training, neighbours: neighbours, shrinkage: shrinkage))
        }
    }
}

extension ContestModel {
    package static let userKNN = ContestModel(
        "user-kNN", of: UserKNN.Settings.self,
        settings: .searched(number: 8) { _ in
            SearchSpace([("k", .choice([10, 20, 50, 100, 200, 400])), ("h", .logarithmic(1...300))]) {
                UserKNN.Settings(neighbours: Int($0["k"]), shrinkage: $0["h"])
            }
        })
}
