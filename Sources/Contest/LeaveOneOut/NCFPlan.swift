import Foundation
import Random
import Recommenders
import Training
import VariationalAutoencoder
import Weave

/// What chapter 15 fits to NCF's training clicks: the models of its table under their seeds, and the settings of item-kNN that
/// are tried, for which nobody gives any.
package struct NCFPlan: Sendable {
    private let users, movies: Int

    /// The seeds of what draws at random.
    package static let seeds: [UInt32] = [42, 43, 44, 45, 46]
    /// How many settings are tried.
    package static let tries = 20
    /// The seed of the search and of the candidates that it ranks among, and how many those are for a user.
    package static let searchSeed: UInt64 = 2017
    package static let searchCandidates = 99

    /// The plan for MovieLens 1M, which NCF's test set is of.
    package static let movieLens1M = NCFPlan(users: 6040, movies: 3706)

    /// Plans for so many users and movies.
    package init(users: Int, movies: Int) {
        self.users = users
        self.movies = movies
    }

    /// The settings of item-kNN that are tried, in the order in which they are drawn.
    package var tried: [Candidate] {
        guard case .searched(let number, let space) = ContestModel.itemKNN.settings else { return [] }
        let generator = Philox4x32(seed: Self.searchSeed << 8 + number)
        return (0..<Self.tries).map { space(paper).candidate($0, generator: generator) }
    }

    /// The models of the table, item-kNN with the settings that were chosen; without it before any were.
    package func models(itemKNN chosen: Candidate?) -> [NCFModel] {
        func trained(_ recipe: Recipe) -> Candidate {
            Candidate(TrainedAutoencoder(recipe.monitoring([]), keeping: .last))
        }
        let itemKNN = chosen.map {
            NCFModel(
                "item-kNN", $0, settings: "\($0.settings.label) (chosen here)",
                printed: .init(0.6596, 0.3900, by: dacrema))
        }
        return [
            NCFModel(
                "popularity", Candidate(Popularity.Settings()),
                printed: .init(0.4535, 0.2543, by: rendle, .within(0.0005, because: "four digits"))),
            itemKNN,
            NCFModel(
                "RP3β", Candidate(RP3Beta.Settings(alpha: 1.0807, beta: 0.7029, neighbours: 546, isNormalized: true)),
                settings: "k = 546, α = 1.0807, β = 0.7029, normalized (\(anelli))",
                printed: .init(0.6715, 0.3991, by: dacrema)),
            NCFModel(
                "SLIM",
                Candidate(SLIM.Settings.elasticNet(alpha: 0.0788, l1Ratio: 0.0000119, largest: 544, users: users)),
                settings: "elastic net, α = 0.0788, l1_ratio = 0.0000119, 544 weights (\(anelli))",
                printed: .init(
                    0.7162, 0.4468, by: rendle, .within(0.001, because: "coordinate descent ends where it is told to"))),
            NCFModel(
                "iALS",
                Candidate(
                    IALS.Settings.confidence(
                        Float(50 * log(1.1)), factors: 46, regularization: 0.00001, rounds: 20, seed: paper.seed)),
                settings: "46 factors, α = 50, ε = 10, logarithmic, λ = 0.00001, 20 rounds (\(anelli))",
                printed: .init(0.7111, 0.4383, by: rendle, .within(0.005, because: "other first factors"))),
            NCFModel(
                "retuned iALS",
                Candidate(
                    IALS.Settings(factors: 192, unobserved: 0.3, regularization: 0.007, rounds: 12, seed: paper.seed)),
                settings: "192 factors, α₀ = 0.3, λ = 0.007, 12 rounds (Rendle et al. 2022)"),
            NCFModel(
                "EASE", Candidate(EASE.Settings(regularization: 1320)), settings: "λ = 1320 (\(anelli))",
                printed: .init(0.7192, 0.4494, by: anelli, .within(0.0005, because: "four digits"))),
            NCFModel(
                "Mult-DAE", trained(paper.multDAE()), settings: "200 units, 200 epochs (\(liang))",
                printed: .init(
                    0.722, 0.446, places: 3, by: liang, .within(0.005, because: "three digits, of another training"))),
            NCFModel(
                "Mult-VAE", trained(paper.multVAE(paper.toBest)), settings: "600 and 200 units, 200 epochs (\(liang))"),
        ].compactMap { $0 }
    }

    /// Models that the kit does not have, as they were printed on NCF's test set.
    package static let printedOnly: [(name: String, printed: NCFModel.Printed)] = [
        ("NCF, pre-trained", NCFModel.Printed(0.705, 0.426, places: 3, by: liang)),
        ("NeuMF", NCFModel.Printed(0.7093, 0.4349, by: rendle)),
        ("matrix factorization by SGD", NCFModel.Printed(0.7294, 0.4523, by: rendle)),
    ]

    /// How the authors of the paper train their models.
    private var paper: PaperTraining { PaperTraining(users: users, items: movies, epochs: 200, seed: Self.seeds[0]) }

}

private let rendle = "Rendle et al. 2020"
private let anelli = "Anelli et al. 2021"
private let liang = "Liang et al. 2018"
private let dacrema = "Ferrari Dacrema et al. 2019, other settings"
