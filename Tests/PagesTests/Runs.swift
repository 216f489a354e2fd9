import Comparisons
import Foundation
import Study
import Testing
import VariationalAutoencoder

/// Epochs with a loss, a validation loss and a divergence each, as recordings have them.
private func history(_ epochs: [[Double]]) -> String {
    let records = epochs.enumerated().map { place, epoch in
        """
        {"epoch": \(place + 1), "loss": \(epoch[0]), "validation":
            {"total": \(epoch[1]), "reconstruction": 0, "klDivergence": \(epoch[2])}}
        """
    }
    return "[\(records.joined(separator: ","))]"
}

/// A training whose epochs had a loss, a validation loss and a divergence each, and recall where it was watched.
func training(_ epochs: [[Double]], recalls: [Double] = []) throws -> Training {
    let architecture = Architecture(items: 5, hidden: 3, latent: 2)
    let count = architecture.parameterCount
    return try Training(
        SafeTensors(
            tensors: ["parameters": .init(shape: [count], values: [Float](repeating: 0, count: count))],
            metadata: ["history": history(epochs), "recalls": "\(recalls)", "ndcgs": "[]"]), architecture)
}

/// A run of Keras whose epochs had a loss, a validation loss and recall@20 each.
func keras(_ epochs: [[Double]], recall: (Double, Double, Double), seed: Int = 42) throws -> KerasRuns.Run {
    let json = """
        {"runs": [{"seed": \(seed), "batchLosses": [0.5, 0.25], "history": \(epochs),
            "recall": {"20": \(recall.0), "50": \(recall.1), "100": \(recall.2)}}]}
        """
    return try #require(KerasRuns.runs(Data(json.utf8))?.first)
}

/// A training under a seed, with the users' metrics by each reading (last weights or best, z sampled or its mean) and, within
/// it, each protocol.
func run(
    _ epochs: [[Double]], recalls: [Double] = [], bestEpoch: Int = 1, metrics: [[String: [Double]]]
) throws -> TrainedRun {
    let metrics = String(decoding: try JSONEncoder().encode(metrics), as: UTF8.self)
    let json = """
        {"history": \(history(epochs)), "recalls": \(recalls), "bestEpoch": \(bestEpoch), "metrics": \(metrics)}
        """
    return try JSONDecoder().decode(TrainedRun.self, from: Data(json.utf8))
}
