import Formatting
import LinearAlgebra
import Random

/// Implicit alternating least squares: a score is the dot product of a user's and an item's K factors.
///
/// The factors w of users and h of items minimise
///
///     Σ_clicks (w·h − 1)² + α₀ Σ_all (w·h)² + λ Σ_u (n_u + α₀ I)^ν ‖w_u‖² + λ Σ_i (n_i + α₀ U)^ν ‖h_i‖²,
///
/// where the second sum is over every pair of a user and an item, and n counts the clicks of a user or an item. With one
/// side fixed, each row of the other is a least-squares problem.
///
/// Source: Rendle, Krichene, Zhang and Koren, "Revisiting the Performance of iALS on Item Recommendation Benchmarks",
/// RecSys 2022; the algorithm is that of Hu, Koren and Volinsky, ICDM 2008.
package struct IALS: Recommender, Hashable {
    /// What a fit minimises, and in how many rounds.
    package struct Hyperparameters: Sendable, Hashable {
        /// α₀: what a pair weighs, clicked or not; a click weighs 1 more.
        package var unobservedWeight: Float
        /// λ: the weight of the squared factors.
        package var regularization: Float
        /// ν: how the squared factors' weight grows with what their user or item weighs; 0 for the same of all.
        package var exponent: Float
        /// The number of rounds, each of which solves for the users and then for the items.
        package var rounds: Int

        /// Takes ν = 1 and ten rounds, where nothing else is said.
        package init(unobservedWeight: Float, regularization: Float, exponent: Float = 1, rounds: Int = 10) {
            self.unobservedWeight = unobservedWeight
            self.regularization = regularization
            self.exponent = exponent
            self.rounds = rounds
        }
    }

    /// The factors of the items, `I × K`.
    package let items: Matrix
    /// What this fit minimised.
    package let hyperparameters: Hyperparameters

    /// Fits the items' factors.
    ///
    /// The same on any number of threads; a round takes O(clicks · `K`² + (`U` + `I`) · `K`³): for MovieLens 1M on
    /// one core 0.15 s with 64 factors and 1.8 s with 256.
    ///
    /// - Parameters:
    ///   - training: `U × I` clicks.
    ///   - initial: The items' initial factors, `I × K`; see `initialFactors`.
    /// - Throws: `NotPositiveDefinite` if λ is too small, as zero may be.
    package init(
        training: BinaryMatrix, initial: Matrix, _ hyperparameters: Hyperparameters, threads: Threads = Threads(1)
    ) throws(NotPositiveDefinite) {
        precondition(initial.rows == training.columns, "\(initial.rows) rows of factors for \(training.columns) items")
        self.hyperparameters = hyperparameters
        let usersOf = training.transposed()
        var items = initial
        for _ in 0..<hyperparameters.rounds {
            let users = try solved(training, against: items, hyperparameters, threads)
            items = try solved(usersOf, against: users, hyperparameters, threads)
        }
        self.items = items
    }

    /// Initial factors, uniform on ±1/√K, where the paper's are normal. `I × K`.
    package static func initialFactors(items: Int, factors: Int, generator: Philox4x32) -> Matrix {
        let limit = 1 / Float(factors).squareRoot()
        return Matrix(
            rows: items, columns: factors,
            values: (0..<items * factors).map { index in
                let word = generator(SIMD4(UInt32(index / 4), 0, 0, 0))[index % 4]
                // A single-precision number holds 24 bits exactly.
                return (Float(word >> 8) * 0x1p-23 - 1) * limit
            })
    }

    /// The factors of users who were not part of the fit, by one least-squares problem each. `U × K`.
    ///
    /// O(clicks · `K`² + `U` · `K`³).
    package func users(for input: BinaryMatrix, threads: Threads = Threads(1)) throws(NotPositiveDefinite) -> Matrix {
        precondition(input.columns == items.rows, "\(input.columns) items shown, \(items.rows) fitted")
        return try solved(input, against: items, hyperparameters, threads)
    }

    /// The products of the users' factors, from `users(for:threads:)`, and the items'. O(`U I K`) more than that.
    package func scores(for input: BinaryMatrix, threads: Threads = Threads(1)) throws(NotPositiveDefinite) -> Matrix {
        factorProducts(try users(for: input, threads: threads), items, threads)
    }
}

/// One side's factors with the other side fixed.
private func solved(
    _ clicks: BinaryMatrix, against fixed: Matrix, _ hyperparameters: IALS.Hyperparameters, _ threads: Threads
) throws(NotPositiveDefinite) -> Matrix {
    let everyone = hyperparameters.unobservedWeight * Float(clicks.columns)
    return try leastSquares(
        clicks, against: fixed, unobserved: hyperparameters.unobservedWeight,
        regularization: {
            hyperparameters.regularization * power(Float($0) + everyone, hyperparameters.exponent)
        }, threads: threads)
}

extension IALS {
    /// The settings of a fit.
    package struct Settings: RecommenderSettings {
        package static let key = "ials"

        /// K.
        package let factors: Int
        /// α₀.
        package let unobserved: Float
        /// λ.
        package let regularization: Float
        /// ν; nil for 1.
        package let exponent: Float?
        /// The number of rounds; nil for ten.
        package let rounds: Int?
        /// The seed of the items' initial factors.
        package let seed: UInt32

        package init(
            factors: Int, unobserved: Float, regularization: Float, exponent: Float? = nil, rounds: Int? = nil,
            seed: UInt32
        ) {
            self.factors = factors
            self.unobserved = unobserved
            self.regularization = regularization
            self.exponent = exponent
            self.rounds = rounds
            self.seed = seed
        }

        /// Those of Hu, Koren and Volinsky 2008, who weigh a click by 1 + `confidence`, any other pair by 1, and all squared
        /// factors by λ: of the same factors but for their scale, which orders no items.
        ///
        /// With c the confidence and scores s = (1 + c) t / c, their sum Σ_clicks (1 + c) (1 − s)² + Σ_others s² is
        /// (1 + c)² / c times Σ_clicks (1 − t)² + Σ_all t² / c, but for a constant, and their penalty the same times λ / (1 + c)
        /// on the factors of t.
        package static func confidence(
            _ confidence: Float, factors: Int, regularization: Float, rounds: Int, seed: UInt32
        ) -> Settings {
            Settings(
                factors: factors, unobserved: 1 / confidence, regularization: regularization / (1 + confidence),
                exponent: 0, rounds: rounds, seed: seed)
        }

        package var label: String {
            let own = "K = \(factors), α₀ = \(decimal(unobserved)), λ = \(decimal(regularization))"
            return own + (exponent.map { ", ν = \(decimal($0))" } ?? "") + (rounds.map { ", \($0) rounds" } ?? "")
        }
        package var cost: Double { 4 + Double(factors * factors) / 1200 }
        package var randomSeed: UInt32? { seed }

        package func seeded(_ seed: UInt32) -> Self {
            Self(
                factors: factors, unobserved: unobserved, regularization: regularization, exponent: exponent,
                rounds: rounds, seed: seed)
        }

        package func fit(_ fitting: Fitting) throws -> Fitted {
            let initial = IALS.initialFactors(
                items: fitting.training.columns, factors: factors, generator: Philox4x32(seed: UInt64(seed)))
            var hyperparameters = Hyperparameters(unobservedWeight: unobserved, regularization: regularization)
            if let exponent { hyperparameters.exponent = exponent }
            if let rounds { hyperparameters.rounds = rounds }
            return Fitted(
                try IALS(
                    training: fitting.training, initial: initial, hyperparameters, threads: fitting.threads))
        }
    }
}

extension ContestModel {
    package static let ials = ContestModel(
        "iALS", of: IALS.Settings.self,
        settings: .searched(number: 3) { paper in
            SearchSpace([
                ("K", .choice([64, 128, 256])), ("α₀", .logarithmic(0.03...1)), ("λ", .logarithmic(0.002...0.03)),
            ]) {
                IALS.Settings(
                    factors: Int($0["K"]), unobserved: Float($0["α₀"]), regularization: Float($0["λ"]),
                    seed: paper.seed)
            }
        })
}
