import Ranking
import VariationalAutoencoder

/// A model with all that it takes to fit it.
package enum Candidate: ConcurrentJob, Hashable, Codable {
    case popularity
    case itemKNN(neighbours: Int, shrinkage: Double, weighsUsers: Bool)
    case rp3Beta(alpha: Float, beta: Float, neighbours: Int)
    case slim(l1: Float, l2: Float)
    case ials(factors: Int, unobserved: Float, regularization: Float, seed: UInt32)
    /// EASE, and with dropout EDLAE.
    case ease(regularization: Float, dropout: Float)
    case trained(Recipe, keeping: Readout.Weights)

    /// The settings that identify this candidate among those of its model.
    package var label: String {
        switch self {
        case .popularity: ""
        case .itemKNN(let neighbours, let shrinkage, let weighsUsers):
            "k = \(neighbours), h = \(decimal(shrinkage))" + (weighsUsers ? ", TF-IDF" : "")
        case .rp3Beta(let alpha, let beta, let neighbours):
            "k = \(neighbours), α = \(decimal(alpha)), β = \(decimal(beta))"
        case .slim(let l1, let l2): "λ₁ = \(decimal(l1)), λ₂ = \(decimal(l2))"
        case .ials(let factors, let unobserved, let regularization, _):
            "K = \(factors), α₀ = \(decimal(unobserved)), λ = \(decimal(regularization))"
        case .ease(let regularization, let dropout):
            "λ = \(decimal(regularization))" + (dropout > 0 ? ", p = \(decimal(dropout))" : "")
        case .trained(let recipe, _): recipe.label
        }
    }

    /// What it is, for whoever waits.
    package var title: String {
        let model: ContestModel =
            switch self {
            case .popularity: .popularity
            case .itemKNN: .itemKNN
            case .rp3Beta: .rp3Beta
            case .slim: .slim
            case .ials: .ials
            case .ease(_, let dropout): dropout > 0 ? .edlae : .ease
            case .trained(let recipe, _) where !recipe.architecture.isVariational: .multDAE
            case .trained(let recipe, _):
                recipe.training.objective.likelihood == .multinomial ? .multVAE : .asPublished
            }
        return label.isEmpty ? model.rawValue : "\(model.rawValue), \(label)"
    }

    /// About how long it takes, in seconds on MovieLens 1M, for whoever waits.
    package var work: Double {
        switch self {
        case .popularity: 0.1
        case .itemKNN, .rp3Beta: 0.6
        case .slim: 10
        case .ials(let factors, _, _, _): 4 + Double(factors * factors) / 1200
        case .ease: 0.8
        case .trained(let recipe, _):
            Double(recipe.training.epochs) * Double(recipe.architecture.hidden) / 800
                * (0.8 + 100 / Double(recipe.training.batchSize))
        }
    }

    /// The seed of its random draws; nil where there are none.
    package var seed: UInt32? {
        switch self {
        case .ials(_, _, _, let seed): seed
        case .trained(let recipe, _): recipe.training.seed
        default: nil
        }
    }

    /// The same with another seed; itself where nothing is drawn.
    package func under(_ seed: UInt32) -> Candidate {
        switch self {
        case .ials(let factors, let unobserved, let regularization, _):
            .ials(factors: factors, unobserved: unobserved, regularization: regularization, seed: seed)
        case .trained(let recipe, let weights): .trained(recipe.under(seed), keeping: weights)
        default: self
        }
    }

    /// The epochs it trains for; nil where it is fitted at once.
    package var epochs: Int? {
        if case .trained(let recipe, _) = self { recipe.training.epochs } else { nil }
    }
}

extension Recipe {
    /// What the tries of a model differ in.
    fileprivate var label: String {
        guard training.objective.likelihood == .multinomial else { return "" }
        let common = [
            "batches of \(training.batchSize)", "rate \(decimal(training.adam.learningRate))",
            "dropout \(decimal(training.dropout))",
            "\(architecture.isVariational ? architecture.latent : architecture.hidden) dimensions",
        ]
        let own =
            architecture.isVariational
            ? "β to \(decimal(training.annealing.cap))" : "λ = \(decimal(training.objective.penalty))"
        return (common + [own]).joined(separator: ", ")
    }
}
