import Cache
import Foundation
import Testing
import TestSupport
import VariationalAutoencoder

@Suite struct CheckpointTests {
    private func state(_ epochs: Int) -> SafeTensors {
        SafeTensors(tensors: ["w": .init(shape: [2], values: [1, Float(epochs)])], metadata: ["epochs": "\(epochs)"])
    }

    private func epochs(_ checkpoint: Checkpoint) -> [String] { checkpoint.read().compactMap { $0.metadata["epochs"] } }

    @Test("epochs alternate between two files, of which the older goes once the newer is whole")
    func alternate() throws {
        try withTemporaryFolder { (folder: String) throws in
            let checkpoint = Checkpoint(folder + "/training")
            #expect(checkpoint.read().isEmpty)
            for epoch in 1...4 {
                try checkpoint.write(state(epoch), afterEpochs: epoch)
                #expect(epochs(checkpoint) == ["\(epoch)"] && checkpoint.read()[0].tensors == state(epoch).tensors)
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: folder)
                        == ["training-\(epoch % 2 == 0 ? "even" : "odd").checkpoint"])
            }
            checkpoint.remove()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }

    @Test("of two files both are read, but for one that is damaged or under the other's name")
    func whole() throws {
        try withTemporaryFolder { (folder: String) throws in
            let checkpoint = Checkpoint(folder + "/training")
            let (even, odd) = ("\(folder)/training-even.checkpoint", "\(folder)/training-odd.checkpoint")
            func bytes(_ file: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: file)) }
            func write(_ bytes: Data, _ file: String) throws { try bytes.write(to: URL(fileURLWithPath: file)) }
            try checkpoint.write(state(1), afterEpochs: 1)
            let older = try bytes(odd)
            try checkpoint.write(state(2), afterEpochs: 2)
            let newer = try bytes(even)
            try write(older, odd)
            #expect(epochs(checkpoint) == ["2", "1"])
            try write(newer.dropLast(), even)
            #expect(epochs(checkpoint) == ["1"])
            try write(newer.dropLast() + [newer[newer.count - 1] ^ 1], even)
            #expect(epochs(checkpoint) == ["1"])
            try write(older, even)
            #expect(epochs(checkpoint) == ["1"])
            try write(newer, even)
            try write(Data(), odd)
            #expect(epochs(checkpoint) == ["2"])
        }
    }
}
