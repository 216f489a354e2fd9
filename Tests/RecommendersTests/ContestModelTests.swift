import Foundation
import Recommenders
import Testing
import Training
import VariationalAutoencoder

@Suite("the list of all recommenders") struct ContestModelTests {
    private let notebook = Recipe(Architecture(items: 40, hidden: 4, latent: 2), TrainingSettings())
    private let paper = PaperTraining(users: 30, items: 40, epochs: 4, seed: 1)

    private func candidate(_ model: ContestModel) -> Candidate {
        switch model.settings {
        case .given(let settings): Candidate(settings(notebook, paper))
        case .searched(_, let space): space(paper).candidate(0, generator: .init(seed: 1))
        }
    }

    @Test("no two have a name or a search number in common, and each makes settings of its kind")
    func distinct() {
        #expect(Set(ContestModel.all).count == ContestModel.all.count)
        let numbers = ContestModel.all.compactMap { model in
            if case .searched(let number, _) = model.settings { number } else { nil }
        }
        #expect(Set(numbers).count == ContestModel.searched.count)
        for model in ContestModel.all { #expect(type(of: candidate(model).settings) == model.kind, "\(model.name)") }
    }

    @Test("kinds have keys of their own, and what is written of a model's settings is read back")
    func keys() throws {
        let kinds = Dictionary(grouping: ContestModel.all.map(\.kind)) { $0.key }
        #expect(kinds.values.allSatisfy { kinds in kinds.allSatisfy { $0 == kinds[0] } })
        for model in ContestModel.all {
            let json = try JSONEncoder().encode(candidate(model))
            #expect(try JSONDecoder().decode(Candidate.self, from: json) == candidate(model), "\(model.name)")
        }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Candidate.self, from: Data("{\"x\":{}}".utf8)) }
    }
}
