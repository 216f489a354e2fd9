import Foundation
import LinearAlgebra

/// Named single-precision tensors in the safetensors format, which Python and Rust also read.
///
/// The file holds the length of a JSON header (8 bytes, little-endian), the header, padded with spaces to a multiple of
/// 8, and the entries of each tensor, row by row. Source: the format's specification,
/// https://github.com/huggingface/safetensors#format.
public struct SafeTensors: Sendable, Hashable {
    /// One tensor: its shape and its entries, row by row.
    public struct Tensor: Sendable, Hashable {
        public let shape: [Int]
        public let values: [Float]

        /// Creates a tensor.
        ///
        /// - Precondition: the shape's product is the number of values.
        public init(shape: [Int], values: [Float]) {
            precondition(shape.reduce(1, *) == values.count, "a tensor's values fill its shape")
            self.shape = shape
            self.values = values
        }
    }

    /// The tensors by name.
    public var tensors: [String: Tensor]
    /// Text stored with the tensors.
    public var metadata: [String: String]

    /// Creates a file's content from tensors and metadata.
    public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    private struct Entry: Codable {
        var dtype: String
        var shape: [Int]
        var data_offsets: [Int]
    }

    /// The bytes of the file, with tensors ordered by name, so that equal contents give equal bytes. O(entries).
    public func bytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try write { bytes += $0 }
        return bytes
    }

    /// Passes the same bytes to `piece` part by part, without copying the entries.
    ///
    /// - Throws: What `piece` throws.
    public func write(_ piece: (UnsafeRawBufferPointer) throws -> Void) throws {
        let tensors = tensors.sorted { $0.key < $1.key }
        var entries: [String: Entry] = [:]
        var offset = 0
        for (name, tensor) in tensors {
            let end = offset + 4 * tensor.values.count
            entries[name] = Entry(dtype: "F32", shape: tensor.shape, data_offsets: [offset, end])
            offset = end
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var header = [UInt8](try encoder.encode(Header(metadata: metadata, entries: entries)))
        while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
        try withUnsafeBytes(of: UInt64(header.count).littleEndian, piece)
        try header.withUnsafeBytes(piece)
        for (_, tensor) in tensors { try tensor.values.withUnsafeBytes(piece) }
    }

    /// Reads a file's bytes.
    ///
    /// - Throws: `SafeTensorsError` if the bytes are not such a file, or hold tensors that are not single precision.
    public init(bytes: [UInt8]) throws(SafeTensorsError) {
        guard bytes.count >= 8 else {
            throw SafeTensorsError("expected a header's length in 8 bytes, found \(bytes.count) bytes")
        }
        let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(bytes.count - 8) else {
            throw SafeTensorsError(
                "expected a header of \(length) bytes, found \(bytes.count - 8): the file is cut off")
        }
        let start = 8 + Int(length)
        let header: Header
        do {
            header = try JSONDecoder().decode(Header.self, from: Data(bytes[8..<start]))
        } catch {
            throw SafeTensorsError("expected a JSON header of tensors, found something else")
        }
        var tensors: [String: Tensor] = [:]
        for (name, entry) in header.entries.sorted(by: { $0.key < $1.key }) {
            guard entry.dtype == "F32" else {
                throw SafeTensorsError("tensor \(name): expected F32, found \(entry.dtype)")
            }
            var count = 1
            for extent in entry.shape {
                let (product, overflow) = count.multipliedReportingOverflow(by: extent)
                guard extent >= 0, !overflow else { throw SafeTensorsError("tensor \(name): bad shape \(entry.shape)") }
                count = product
            }
            guard entry.data_offsets.count == 2, entry.data_offsets[0] >= 0,
                entry.data_offsets[0] <= entry.data_offsets[1], entry.data_offsets[1] <= bytes.count - start,
                count <= bytes.count, entry.data_offsets[1] - entry.data_offsets[0] == 4 * count
            else {
                throw SafeTensorsError(
                    "tensor \(name): expected \(count) numbers at \(entry.data_offsets): the file is cut off or damaged"
                )
            }
            let values = [Float](unsafeUninitializedCapacity: count) { values, filled in
                bytes.withUnsafeBytes { source in
                    UnsafeMutableRawBufferPointer(values).copyMemory(
                        from: UnsafeRawBufferPointer(
                            rebasing: source[start + entry.data_offsets[0]..<start + entry.data_offsets[1]]))
                }
                filled = count
            }
            tensors[name] = Tensor(shape: entry.shape, values: values)
        }
        self.init(tensors: tensors, metadata: header.metadata)
    }

    /// The JSON header: an object of tensors by name, with the metadata under its own name.
    private struct Header: Codable {
        var metadata: [String: String]
        var entries: [String: Entry]

        init(metadata: [String: String], entries: [String: Entry]) {
            self.metadata = metadata
            self.entries = entries
        }

        struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
            static let metadata = Key(stringValue: "__metadata__")
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            metadata = [:]
            entries = [:]
            for key in container.allKeys {
                if key.stringValue == Key.metadata.stringValue {
                    metadata = try container.decode([String: String].self, forKey: key)
                } else {
                    entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
                }
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            if !metadata.isEmpty { try container.encode(metadata, forKey: .metadata) }
            for (name, entry) in entries { try container.encode(entry, forKey: Key(stringValue: name)) }
        }
    }
}

/// Why bytes are not a safetensors file of the expected tensors.
public struct SafeTensorsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was expected and what was found.
    public let description: String

    init(_ description: String) { self.description = description }
}

extension Model {
    /// The model as named tensors, with kernels as inputs × outputs, as in Keras.
    public var safeTensors: SafeTensors {
        var tensors: [String: SafeTensors.Tensor] = [:]
        for parameter in architecture.parameters {
            let matrix = self[parameter]
            tensors[parameter.rawValue] = SafeTensors.Tensor(
                shape: parameter.isBias ? [matrix.columns] : [matrix.rows, matrix.columns], values: matrix.values)
        }
        return SafeTensors(
            tensors: tensors,
            metadata: [
                "activation": architecture.activation.rawValue,
                "input": architecture.normalizesInput ? "normalized" : "binary",
            ])
    }

    /// Creates a model from named tensors; its sizes come from the tensors, its activation and input normalisation from
    /// the metadata.
    ///
    /// - Throws: `SafeTensorsError` if a tensor is missing or its shape does not match the others.
    public init(_ file: SafeTensors) throws(SafeTensorsError) {
        func shape(_ parameter: Architecture.Parameter) throws(SafeTensorsError) -> [Int] {
            guard let tensor = file.tensors[parameter.rawValue] else {
                throw SafeTensorsError("expected a tensor \(parameter.rawValue), found none")
            }
            return tensor.shape
        }
        let input = try shape(.encoderHiddenKernel)
        let isVariational = file.tensors[Architecture.Parameter.meanKernel.rawValue] != nil
        let mean = isVariational ? try shape(.meanKernel) : []
        guard input.count == 2, input.allSatisfy({ $0 > 0 }),
            !isVariational || mean.count == 2 && mean.allSatisfy({ $0 > 0 })
        else { throw SafeTensorsError("expected kernels of two dimensions, found \(input) and \(mean)") }
        let activation = file.metadata["activation"] ?? Activation.relu.rawValue
        guard let activation = Activation(rawValue: activation) else {
            throw SafeTensorsError("expected an activation relu or tanh, found \(activation)")
        }
        let architecture = Architecture(
            items: input[0], hidden: input[1], latent: isVariational ? mean[1] : 0, activation: activation,
            normalizesInput: file.metadata["input"] == "normalized")
        var parameters: [Float] = []
        for parameter in architecture.parameters {
            let size = architecture.size(of: parameter)
            let expected = parameter.isBias ? [size.outputs] : [size.inputs, size.outputs]
            let found = try shape(parameter)
            guard found == expected, let tensor = file.tensors[parameter.rawValue] else {
                throw SafeTensorsError("tensor \(parameter.rawValue): expected shape \(expected), found \(found)")
            }
            parameters +=
                parameter == .outputKernel
                ? Matrix(rows: size.inputs, columns: size.outputs, values: tensor.values).transposed().values
                : tensor.values
        }
        self.init(architecture: architecture, parameters: parameters)
    }
}
