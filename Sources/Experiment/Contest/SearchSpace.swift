import Foundation
import Random
import Ranking
import VariationalAutoencoder

/// Where the settings of a model are searched: each dimension is drawn independently of the others.
package struct SearchSpace {
    /// One setting, with the values it may take.
    package enum Dimension: Sendable, Hashable {
        /// One of a few values.
        case choice([Double])
        /// Any value between two.
        case uniform(ClosedRange<Double>)
        /// Any value between two, on a logarithmic scale.
        case logarithmic(ClosedRange<Double>)

        /// The value at a share in 0..<1 of the way, with three significant digits.
        func value(at share: Double) -> Double {
            switch self {
            case .choice(let values): values[min(values.count - 1, Int(share * Double(values.count)))]
            case .uniform(let range): rounded(range.lowerBound + share * (range.upperBound - range.lowerBound))
            case .logarithmic(let range):
                rounded(range.lowerBound * pow(range.upperBound / range.lowerBound, share))
            }
        }

        // Three digits, which no machine's pow rounds otherwise, and which a page can show.
        private func rounded(_ value: Double) -> Double { Double(String(format: "%.3g", value)) ?? value }
    }

    /// The dimensions by name, in the order in which they are drawn.
    package let dimensions: [(name: String, values: Dimension)]
    private let candidate: ([Double]) -> Candidate

    init(_ dimensions: [(String, Dimension)], candidate: @escaping ([Double]) -> Candidate) {
        self.dimensions = dimensions.map { (name: $0.0, values: $0.1) }
        self.candidate = candidate
    }

    /// The candidate of a try, counted from 0.
    ///
    /// - Parameter generator: Draws the settings; each try and each dimension has a number of its own.
    func candidate(_ number: Int, generator: Philox4x32) -> Candidate {
        candidate(
            dimensions.enumerated().map { place, dimension in
                let word = generator(SIMD4(UInt32(number), UInt32(place), 0, 0)).x
                return dimension.values.value(at: Double(word) * 0x1p-32)
            })
    }
}

extension SearchSpace {
    /// The space of a model of `ContestModel.tuned`; nil for another.
    package init?(_ model: ContestModel, _ training: PaperTraining) {
        switch model {
        case .itemKNN:
            self.init([
                ("k", .choice([10, 20, 50, 100, 200, 400])), ("h", .logarithmic(1...300)), ("TF-IDF", .choice([0, 1])),
            ]) { .itemKNN(neighbours: Int($0[0]), shrinkage: $0[1], weighsUsers: $0[2] == 1) }
        case .rp3Beta:
            self.init([
                ("k", .choice([50, 100, 200, 400, 800])), ("α", .uniform(0.3...1.2)), ("β", .uniform(0.2...0.9)),
            ]) { .rp3Beta(alpha: Float($0[1]), beta: Float($0[2]), neighbours: Int($0[0])) }
        case .slim:
            self.init([("λ₁", .logarithmic(0.1...20)), ("λ₂", .logarithmic(20...2000))]) {
                .slim(l1: Float($0[0]), l2: Float($0[1]))
            }
        case .ials:
            self.init([
                ("K", .choice([64, 128, 256])), ("α₀", .logarithmic(0.03...1)), ("λ", .logarithmic(0.002...0.03)),
            ]) {
                .ials(
                    factors: Int($0[0]), unobserved: Float($0[1]), regularization: Float($0[2]), seed: training.seed)
            }
        case .ease:
            self.init([("λ", .logarithmic(50...5000))]) { .ease(regularization: Float($0[0]), dropout: 0) }
        case .edlae:
            self.init([("λ", .logarithmic(20...2000)), ("p", .uniform(0.05...0.8))]) {
                .ease(regularization: Float($0[0]), dropout: Float($0[1]))
            }
        case .tunedDAE:
            self.init(Self.trained + [("λ", .logarithmic(1e-6...1e-4))]) { values in
                var recipe = training.multDAE(latent: Int(values[3]), penalty: values[4])
                recipe.training.take(values)
                return .trained(recipe, keeping: .best)
            }
        case .tunedVAE:
            self.init(
                Self.trained + [
                    ("largest β", .logarithmic(0.05...1)), ("share of the run in which it rises", .uniform(0.1...1)),
                ]
            ) { values in
                var recipe = training.multVAE(training.toBest, latent: Int(values[3]))
                recipe.training.take(values)
                let updates = Double(training.epochs * recipe.training.batches(of: training.users))
                // The steps in which β would rise to 1.
                let steps = Int((values[5] * updates / values[4]).rounded())
                recipe.training.annealing = AnnealingSchedule(cap: values[4], steps: steps, counting: .updatesOfTheRun)
                return .trained(recipe, keeping: .best)
            }
        case .asPublished, .repaired, .popularity, .multDAE, .multVAE: return nil
        }
    }

    /// What both of the paper's models have, in the order that `take` reads them.
    private static let trained: [(String, Dimension)] = [
        ("batch", .choice([100, 200, 500])), ("rate", .logarithmic(0.0003...0.003)), ("dropout", .uniform(0.2...0.8)),
        ("latent dimensions", .choice([50, 100, 200, 400])),
    ]
}

extension TrainingSettings {
    /// Takes batch size, learning rate and dropout from a draw of the trained models' space.
    fileprivate mutating func take(_ values: [Double]) {
        batchSize = Int(values[0])
        adam.learningRate = values[1]
        dropout = Float(values[2])
    }
}
