/// A fixed-size block of memory, aligned to a cache line, for kernels that write disjoint parts of it from several
/// threads.
public final class Buffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    /// The number of entries.
    public let count: Int
    /// The first entry; valid as long as the buffer is.
    public let start: UnsafeMutablePointer<Element>

    /// Creates a buffer with one value in every entry.
    @inlinable
    public init(repeating value: Element, count: Int) {
        self.count = count
        let capacity = max(1, count)
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: capacity * MemoryLayout<Element>.stride, alignment: 64)
        start = bytes.bindMemory(to: Element.self, capacity: capacity)
        start.initialize(repeating: value, count: capacity)
    }

    @inlinable
    deinit { UnsafeMutableRawPointer(start).deallocate() }

    /// A copy of the entries.
    @inlinable
    public var values: [Element] { Array(UnsafeBufferPointer(start: start, count: count)) }
}

extension Buffer where Element: Numeric {
    /// Creates a buffer of zeros.
    @inlinable
    public convenience init(count: Int) { self.init(repeating: 0, count: count) }

    /// Creates a buffer with a copy of the values.
    @inlinable
    public convenience init(_ values: [Element]) {
        self.init(count: values.count)
        values.withUnsafeBufferPointer { source in
            if let first = source.baseAddress { start.update(from: first, count: source.count) }
        }
    }
}
