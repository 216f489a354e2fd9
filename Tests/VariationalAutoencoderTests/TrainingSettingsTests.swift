import Foundation
import Testing
import VariationalAutoencoder

@Suite struct TrainingSettingsTests {
    private static let defaults = """
        {"adam":{"beta1":0.9,"beta2":0.999,"epsilon":1e-07,"firstUpdate":2,"learningRate":0.001},\
        "annealing":{"cap":0.2,"counting":"batchesOfTheEpoch","steps":5000},"batchSize":128,"dropout":0.5,"epochs":50,\
        "initialization":"keras","masks":2,"objective":{"likelihood":"bernoulli","penalty":0,"reduction":"mean"},\
        "patience":5,"seed":42}
        """

    /// These bytes are part of the keys that kept results and recordings are found by. A new setting of a training is
    /// an Optional property, nil for a training as before: nil is left out, so no key changes, and what was recorded
    /// before still decodes.
    @Test("the notebook's settings encode to the bytes that kept results are found by")
    func encoding() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(TrainingSettings()), as: UTF8.self) == Self.defaults)
        #expect(try JSONDecoder().decode(TrainingSettings.self, from: Data(Self.defaults.utf8)) == TrainingSettings())
        var changed = TrainingSettings()
        changed.annealing.first = 0
        #expect(try JSONDecoder().decode(TrainingSettings.self, from: encoder.encode(changed)) == changed)
    }
}
