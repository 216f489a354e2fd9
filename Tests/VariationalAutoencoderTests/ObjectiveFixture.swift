import Foundation
import LinearAlgebra
import Testing
import VariationalAutoencoder

/// One case of `Fixtures/objectives.py`: what PyTorch computed in double precision, and from what.
struct ObjectiveFixture {
    /// The half of a case that is JSON.
    struct Outline: Decodable {
        struct Batch: Decodable {
            let users: [Int]
            let keeps: String
            let divergenceKeeps: String?
            let epsilon: [Float]
            let beta, reconstruction, divergence, penaltyPart: Double
        }
        let items, hidden, latent: Int
        let activation: String
        let normalizesInput: Bool
        let likelihood, reduction: String
        let penalty: Double
        let dropout: Float
        let learningRate: Double
        let masks, firstUpdate: Int
        let clicks: [[Int]]
        let batches: [Batch]
    }

    let outline: Outline
    private let tensors: SafeTensors

    /// Reads the case of that name.
    init(_ name: String) throws {
        let folder = Bundle.module.bundleURL.appending(path: "Fixtures/objectives")
        outline = try JSONDecoder().decode(Outline.self, from: Data(contentsOf: folder.appending(path: "\(name).json")))
        tensors = try SafeTensors(bytes: [UInt8](Data(contentsOf: folder.appending(path: "\(name).safetensors"))))
    }

    var clicks: BinaryMatrix { BinaryMatrix(columns: outline.items, rows: outline.clicks) }

    /// A tensor of one `moment`, initial, gradient or updated, its entries as the engine's buffers have them.
    func values(_ moment: String, _ parameter: Architecture.Parameter) throws -> [Float] {
        let tensor = try #require(tensors.tensors["\(moment)/\(parameter.rawValue)"])
        return parameter == .outputKernel
            ? Matrix(rows: tensor.shape[0], columns: tensor.shape[1], values: tensor.values).transposed().values
            : tensor.values
    }
}

extension ObjectiveFixture.Outline.Batch {
    /// The dropout masks and ε.
    var noise: Noise {
        .fixed(keeps: [keeps, divergenceKeeps].compactMap { $0?.map { $0 == "1" } }, epsilon: epsilon)
    }
}
