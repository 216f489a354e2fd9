import Foundation
import VariationalAutoencoder

extension Checkpoint {
    /// Writes where a training stands, at once or not at all.
    ///
    /// - Throws: `FileError` where the file cannot be written.
    package func write(_ training: Training, _ state: TrainingState) throws {
        var file = try training.file
        file.tensors["adam.first"] = SafeTensors.Tensor(shape: [state.firstMoment.count], values: state.firstMoment)
        file.tensors["adam.second"] = SafeTensors.Tensor(shape: [state.secondMoment.count], values: state.secondMoment)
        try write(file, afterEpochs: state.history.count)
    }

    /// Reads where a training by a recipe stood; nil where there is no checkpoint of it that is whole.
    package func read(_ recipe: Recipe) -> (Training, TrainingState)? {
        read().compactMap { state(of: recipe, in: $0) }.max { $0.1.history.count < $1.1.history.count }
    }

    private func state(of recipe: Recipe, in file: SafeTensors) -> (Training, TrainingState)? {
        guard let training = try? Training(file, recipe.architecture), let first = file.tensors["adam.first"]?.values,
            let second = file.tensors["adam.second"]?.values, first.count == training.model.parameters.count,
            second.count == first.count
        else { return nil }
        return (
            training,
            TrainingState(model: training.model, firstMoment: first, secondMoment: second, history: training.history)
        )
    }
}

extension Training {
    /// The training as tensors, parameters as they lie in memory, with its course as metadata.
    package var file: SafeTensors {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            func text(_ value: some Encodable) throws -> String {
                String(decoding: try encoder.encode(value), as: UTF8.self)
            }
            func tensor(_ model: Model) -> SafeTensors.Tensor {
                SafeTensors.Tensor(shape: [model.parameters.count], values: model.parameters)
            }
            // Often the last epoch is the best one too.
            let tensors = ["parameters": tensor(model)].merging(best == model ? [:] : ["best": tensor(best)]) {
                first, _ in first
            }
            return SafeTensors(
                tensors: tensors,
                metadata: ["history": try text(history), "recalls": try text(recalls), "ndcgs": try text(ndcgs)])
        }
    }

    /// Reads a training of a model of the given architecture.
    init(_ file: SafeTensors, _ architecture: Architecture) throws {
        let decoder = JSONDecoder()
        func value<Value: Decodable>(_ name: String) throws -> Value {
            try decoder.decode(Value.self, from: Data((file.metadata[name] ?? "").utf8))
        }
        func tensor(_ name: String) throws -> Model {
            guard let values = file.tensors[name]?.values, values.count == architecture.parameterCount else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return Model(architecture: architecture, parameters: values)
        }
        model = try tensor("parameters")
        best = file.tensors["best"] == nil ? model : try tensor("best")
        history = try value("history")
        recalls = try value("recalls")
        ndcgs = try value("ndcgs")
        guard [recalls, ndcgs].allSatisfy({ $0.isEmpty || $0.count == history.count }) else {
            throw CocoaError(.fileReadCorruptFile)
        }
    }
}

extension Training {
    /// The files to write beside the pages: the weights, and losses and recall of each epoch at full precision.
    package var files: [(path: String, bytes: [UInt8])] {
        get throws {
            let header = [
                "epoch", "loss", "validation_loss", "validation_reconstruction", "validation_divergence",
                "validation_recall_at_20",
            ]
            let rows = watched.map { record, validation, recall in
                [
                    "\(record.epoch)", "\(record.loss)", "\(validation.total)", "\(validation.reconstruction)",
                    "\(validation.klDivergence)", recall.map { "\($0)" } ?? "",
                ]
            }
            return [("weights.safetensors", try model.safeTensors.bytes()), ("history.csv", csv(header, rows))]
        }
    }

    /// The epochs with their validation losses and, where the movies are enough for it, recall@20.
    package var watched: [(EpochRecord, ValidationLoss, recall: Double?)] {
        history.enumerated().compactMap { epoch, record in
            record.validation.map { (record, $0, epoch < recalls.count ? recalls[epoch] : nil) }
        }
    }
}
