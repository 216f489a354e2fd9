import Foundation
import LinearAlgebra
import Testing
import VariationalAutoencoder

@Suite struct SafeTensorsTests {
    private let model = Model(architecture: Architecture(items: 7, hidden: 3, latent: 2), seed: 1)

    @Test("a model comes back bit for bit")
    func roundTrip() throws {
        let bytes = try model.safeTensors.bytes()
        #expect(try Model(SafeTensors(bytes: bytes)) == model)
    }

    /// The format's own example layout, byte for byte.
    @Test("the bytes follow the specification")
    func bytes() throws {
        let file = SafeTensors(tensors: ["a": .init(shape: [2], values: [1, -2])], metadata: ["k": "v"])
        let header = #"{"__metadata__":{"k":"v"},"a":{"data_offsets":[0,8],"dtype":"F32","shape":[2]}}"#
        let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
        let length: [UInt8] = [UInt8(padded.utf8.count), 0, 0, 0, 0, 0, 0, 0]
        let values: [UInt8] = [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]
        #expect(try file.bytes() == length + Array(padded.utf8) + values)
        #expect(try SafeTensors(bytes: file.bytes()) == file)
    }

    @Test("kernels are stored as inputs × outputs")
    func orientation() {
        let kernel = model.safeTensors.tensors["decoder.output.kernel"]
        #expect(kernel?.shape == [3, 7])
        #expect(kernel?.values == model[.outputKernel].values)
    }

    /// A model of simple fractions, so that its file depends on the format alone: sizes that are no multiples of 8, some
    /// weights large enough that probabilities span (0, 1).
    private var simple: Model {
        let architecture = Architecture(items: 45, hidden: 13, latent: 5)
        return Model(
            architecture: architecture,
            parameters: (0..<architecture.parameterCount).map { Float($0 * 7919 % 1009 - 504) / 512 })
    }
    private let folder = Bundle.module.bundleURL.appending(path: "Fixtures/forward_pass")

    /// The file that Python's `safetensors` opened to make the predictions below is the one that the kit writes.
    @Test("the file that Python read is written bit for bit")
    func pythonsFile() throws {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "weights.safetensors")))
        #expect(try simple.safeTensors.bytes() == bytes)
        #expect(try Model(SafeTensors(bytes: bytes)) == simple)
    }

    /// NumPy's predictions in double precision, by `Fixtures/forward_pass.py`.
    @Test("NumPy predicts the same from the file")
    func numPy() throws {
        let clicks = try JSONDecoder().decode(
            [[Int]].self, from: Data(contentsOf: folder.appending(path: "clicks.json")))
        let file = try SafeTensors(bytes: [UInt8](Data(contentsOf: folder.appending(path: "predictions.safetensors"))))
        let expected = try #require(file.tensors["predictions"])
        let predictions = simple.predict(BinaryMatrix(columns: 45, rows: clicks), epsilon: nil, threads: Threads(2))
        #expect(expected.shape == [predictions.rows, predictions.columns])
        #expect(expected.values.contains { $0 < 0.1 } && expected.values.contains { $0 > 0.9 })
        let difference = zip(predictions.values, expected.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
        #expect(difference < 1e-5)
    }

    @Test("damage is named")
    func damage() throws {
        let bytes = try model.safeTensors.bytes()
        func message(_ bytes: [UInt8]) -> String {
            do {
                _ = try Model(SafeTensors(bytes: bytes))
                return "no error"
            } catch { return "\(error)" }
        }
        #expect(message([1, 2]) == "expected a header's length in 8 bytes, found 2 bytes")
        #expect(message([9, 0, 0, 0, 0, 0, 0, 0, 1]) == "expected a header of 9 bytes, found 1: the file is cut off")
        #expect(message([2, 0, 0, 0, 0, 0, 0, 0, 1, 1]) == "expected a JSON header of tensors, found something else")
        #expect(
            message(Array(bytes.dropLast())).hasSuffix("the file is cut off or damaged"))
        // More bytes than can be counted.
        let header = #"{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}"#
        #expect(
            message([UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8))
                == "tensor a: expected 4611686018427387904 numbers at [0, 0]: the file is cut off or damaged")
        var fewer = model.safeTensors
        fewer.tensors["encoder.z_mean.bias"] = nil
        #expect(message(try fewer.bytes()) == "expected a tensor encoder.z_mean.bias, found none")
        fewer.tensors["encoder.z_mean.bias"] = .init(shape: [3], values: [1, 2, 3])
        #expect(message(try fewer.bytes()) == "tensor encoder.z_mean.bias: expected shape [2], found [3]")
    }
}
