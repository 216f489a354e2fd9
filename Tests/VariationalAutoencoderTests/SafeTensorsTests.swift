import Testing
import VariationalAutoencoder

@Suite struct SafeTensorsTests {
    private let model = Model(architecture: Architecture(items: 7, hidden: 3, latent: 2), seed: 1)

    @Test func aModelComesBackBitForBit() throws {
        let bytes = try model.safeTensors.bytes()
        #expect(try Model(SafeTensors(bytes: bytes)) == model)
    }

    /// The format's own example layout, byte for byte.
    @Test func theBytesFollowTheSpecification() throws {
        let file = SafeTensors(tensors: ["a": .init(shape: [2], values: [1, -2])], metadata: ["k": "v"])
        let header = #"{"__metadata__":{"k":"v"},"a":{"data_offsets":[0,8],"dtype":"F32","shape":[2]}}"#
        let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
        #expect(
            try file.bytes() == [UInt8(padded.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(padded.utf8)
                + [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0])
        #expect(try SafeTensors(bytes: file.bytes()) == file)
    }

    @Test func kernelsLieAsInputsByOutputs() {
        let kernel = model.safeTensors.tensors["decoder.output.kernel"]
        #expect(kernel?.shape == [3, 7])
        #expect(kernel?.values == model[.outputKernel].values)
    }

    @Test func damageIsNamed() throws {
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
            message(Array(bytes.dropLast())) .hasSuffix("the file is cut off or damaged"))
        var fewer = model.safeTensors
        fewer.tensors["encoder.z_mean.bias"] = nil
        #expect(message(try fewer.bytes()) == "expected a tensor encoder.z_mean.bias, found none")
        fewer.tensors["encoder.z_mean.bias"] = .init(shape: [3], values: [1, 2, 3])
        #expect(message(try fewer.bytes()) == "tensor encoder.z_mean.bias: expected shape [2], found [3]")
    }
}
