import Foundation

extension Training {
    /// The training as tensors, parameters as they lie in memory, with its course as metadata.
    ///
    /// - Parameter state: With what a trainer resumes, for a training that has not ended.
    package func safeTensors(resumedBy state: TrainingState? = nil) throws -> SafeTensors {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        func text(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        func tensor(_ values: [Float]) -> SafeTensors.Tensor {
            SafeTensors.Tensor(shape: [values.count], values: values)
        }
        var tensors = ["parameters": tensor(model.parameters)]
        // Often the last epoch is the best one too.
        if bestModel != model { tensors["best"] = tensor(bestModel.parameters) }
        if let state { tensors.merge(state.optimizer.tensors.mapValues(tensor)) { own, _ in own } }
        return SafeTensors(
            tensors: tensors,
            metadata: ["history": try text(history), "recalls": try text(recalls), "ndcgs": try text(ndcgs)])
    }

    /// Reads a training of a model of the given architecture.
    ///
    /// - Throws: where the file holds no such training.
    package init(_ file: SafeTensors, _ architecture: Architecture) throws {
        let decoder = JSONDecoder()
        func value<Value: Decodable>(_ name: String) throws -> Value {
            try decoder.decode(Value.self, from: Data((file.metadata[name] ?? "").utf8))
        }
        func model(_ name: String) throws -> Model {
            guard let values = file.tensors[name]?.values, values.count == architecture.parameterCount else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return Model(architecture: architecture, parameters: values)
        }
        self.init(startingFrom: try model("parameters"))
        if file.tensors["best"] != nil { bestModel = try model("best") }
        history = try value("history")
        recalls = try value("recalls")
        ndcgs = try value("ndcgs")
        guard [recalls, ndcgs].allSatisfy({ $0.isEmpty || $0.count == history.count }) else {
            throw CocoaError(.fileReadCorruptFile)
        }
    }
}

extension TrainingState {
    /// The state that a file has beside a training; nil where it has none that fits.
    package init?(_ file: SafeTensors, of training: Training) {
        guard
            let optimizer = Adam.State(
                tensors: file.tensors.mapValues(\.values), parameters: training.model.parameters.count)
        else { return nil }
        self.init(training.model, optimizer: optimizer, history: training.history)
    }
}
