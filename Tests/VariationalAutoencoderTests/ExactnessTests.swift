import LinearAlgebra
import Testing
import VariationalAutoencoder

/// The engine against PyTorch in double precision: see `Fixtures/objectives.py`.
@Suite struct ExactnessTests {
    private static let cases = ["notebook", "saturated", "summed", "multinomial", "denoising"]

    private func architecture(_ fixture: ObjectiveFixture) throws -> Architecture {
        let outline = fixture.outline
        return Architecture(
            items: outline.items, hidden: outline.hidden, latent: outline.latent,
            activation: try #require(Activation(rawValue: outline.activation)), normalizesInput: outline.normalizesInput
        )
    }

    private func engine(_ fixture: ObjectiveFixture) throws -> Engine {
        let architecture = try architecture(fixture)
        let parameters = try architecture.parameters.flatMap { try fixture.values("initial", $0) }
        var objective = Objective()
        objective.likelihood = try #require(Objective.Likelihood(rawValue: fixture.outline.likelihood))
        objective.reduction = try #require(Objective.Reduction(rawValue: fixture.outline.reduction))
        objective.penalty = fixture.outline.penalty
        let engine = Engine(
            Model(architecture: architecture, parameters: parameters), objective: objective, batchSize: 24,
            masks: fixture.outline.masks, threads: Threads(2))
        engine.dropout = fixture.outline.dropout
        return engine
    }

    /// Compares tensor by tensor, prints the largest errors on one line, and fails where one is above `relative` times
    /// the tensor's largest entry plus `absolute`.
    private func compare(
        _ values: [Float], with moment: String, of name: String, _ fixture: ObjectiveFixture, relative: Double,
        absolute: Double
    ) throws {
        let architecture = try architecture(fixture)
        var errors: [String] = []
        for parameter in architecture.parameters {
            let expected = try fixture.values(moment, parameter)
            let largest = Double(expected.map(abs).max() ?? 0)
            let error = zip(values[architecture.range(of: parameter)], expected)
                .reduce(0) { max($0, abs(Double($1.0) - Double($1.1))) }
            let tolerance = relative * largest + absolute
            #expect(
                error <= tolerance,
                "\(name), \(moment) \(parameter.rawValue): error \(error), tolerance \(tolerance), largest entry \(largest)"
            )
            errors.append("\(parameter.rawValue) \(String(format: "%.1e", error / largest))")
        }
        print("\(name), \(moment), largest error by largest entry: \(errors.joined(separator: ", "))")
    }

    /// Relative 1e-6: logits in single precision, summed in double.
    private func expectLoss(_ loss: Loss, _ batch: ObjectiveFixture.Outline.Batch, _ name: String, update: Int) {
        func expect(_ part: String, _ found: Double, _ expected: Double) {
            #expect(
                abs(found - expected) <= 1e-6 * abs(expected),
                "\(name), batch \(update), \(part): \(found), PyTorch's \(expected)")
        }
        expect("reconstruction", loss.reconstruction, batch.reconstruction)
        expect("KL divergence", loss.klDivergence, batch.divergence)
        expect("penalty", loss.penalty, batch.penaltyPart)
        expect(
            "total", loss.total(beta: batch.beta),
            batch.reconstruction + batch.beta * batch.divergence + batch.penaltyPart)
    }

    /// A gradient's entry is a sum of up to 24 × 244 products in single precision: 1e-5 of its tensor's largest.
    @Test("every gradient is autograd's", arguments: cases)
    func gradients(name: String) throws {
        let fixture = try ObjectiveFixture(name)
        let batch = fixture.outline.batches[0]
        let engine = try engine(fixture)
        let gradient = Buffer<Float>(count: try architecture(fixture).parameterCount)
        let loss = engine.step(
            batch.users[...], of: fixture.clicks, noise: batch.noise,
            beta: batch.beta,
            destination: .keep(gradient))
        expectLoss(loss, batch, name, update: 1)
        try compare(gradient.values, with: "gradient", of: name, fixture, relative: 1e-5, absolute: 1e-10)
    }

    /// Ten updates move a parameter by up to 1e-2. Adam divides each entry's gradient by its own size, so an entry
    /// that nearly cancels is as far off as its *relative* error says: 1e-5 of the tensor's largest entry still holds.
    @Test("ten updates of Adam are Keras's", arguments: cases)
    func adam(name: String) throws {
        let fixture = try ObjectiveFixture(name)
        let engine = try engine(fixture)
        let adam = Adam(learningRate: fixture.outline.learningRate, firstUpdate: fixture.outline.firstUpdate)
        let moments = Adam.Moments(Adam.State(parameters: engine.parameters.count))
        let clicks = fixture.clicks
        for (index, batch) in fixture.outline.batches.enumerated() {
            let loss = engine.step(
                batch.users[...], of: clicks, noise: batch.noise, beta: batch.beta,
                destination: .update(adam.update(index, of: moments)))
            expectLoss(loss, batch, name, update: index + 1)
        }
        #expect(fixture.outline.batches.map(\.users.count) == [24, 24, 24, 24, 13, 24, 24, 24, 24, 13])
        try compare(engine.parameters.values, with: "updated", of: name, fixture, relative: 1e-5, absolute: 1e-10)
    }
}
