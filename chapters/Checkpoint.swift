import Foundation
import LinearAlgebra
import VariationalAutoencoder
import Weave

/// The file in which a training stands between two epochs.
struct Checkpoint {
    let path: String

    /// Writes where a training stands, at once or not at all.
    ///
    /// - Throws: `FileError` where the file cannot be written.
    func write(_ training: Training, _ state: TrainingState) throws {
        var file = try training.file
        file.tensors["adam.mean"] = SafeTensors.Tensor(shape: [state.mean.count], values: state.mean)
        file.tensors["adam.square"] = SafeTensors.Tensor(shape: [state.square.count], values: state.square)
        try AtomicFile.write(file.sealed(for: path).bytes(), to: path)
    }

    /// Reads where a training by a recipe stood; nil where there is no checkpoint of it that is whole.
    func read(_ recipe: Recipe) -> (Training, TrainingState)? {
        guard let data = FileManager.default.contents(atPath: path), let file = try? SafeTensors(bytes: [UInt8](data)),
            file.isSealed(for: path), let training = try? Training(file, recipe.architecture), let mean = file.tensors["adam.mean"]?.values,
            let square = file.tensors["adam.square"]?.values, mean.count == training.model.parameters.count,
            square.count == mean.count
        else { return nil }
        return (training, TrainingState(model: training.model, mean: mean, square: square, history: training.history))
    }

    /// Removes the file, once its training is over and kept.
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}

extension Training {
    /// The training as tensors, parameters as they lie in memory, with its course as metadata.
    var file: SafeTensors {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            func text(_ value: some Encodable) throws -> String { String(decoding: try encoder.encode(value), as: UTF8.self) }
            func tensor(_ model: Model) -> SafeTensors.Tensor {
                SafeTensors.Tensor(shape: [model.parameters.count], values: model.parameters)
            }
            return SafeTensors(
                tensors: ["parameters": tensor(model), "best": tensor(best)],
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
        best = try tensor("best")
        history = try value("history")
        recalls = try value("recalls")
        ndcgs = try value("ndcgs")
        guard recalls.count == history.count, ndcgs.count == history.count else { throw CocoaError(.fileReadCorruptFile) }
    }
}
