/// A fixed-size block of memory, aligned to a cache line, for kernels that write disjoint parts of it from several
/// threads.
public final class Buffer<Element: Numeric & BitwiseCopyable>: @unchecked Sendable {
    /// The number of entries.
    public let count: Int
    /// The first entry; valid as long as the buffer is.
    public let start: UnsafeMutablePointer<Element>

    /// Creates a buffer of zeros.
    @inlinable
    public init(count: Int) {
        self.count = count
        let capacity = max(1, count)
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: capacity * MemoryLayout<Element>.stride, alignment: 64)
        start = bytes.bindMemory(to: Element.self, capacity: capacity)
        start.initialize(repeating: 0, count: capacity)
    }

    /// Creates a buffer with a copy of the values.
    @inlinable
    public convenience init(_ values: [Element]) {
        self.init(count: values.count)
        values.withUnsafeBufferPointer { source in
            if let first = source.baseAddress { start.update(from: first, count: source.count) }
        }
    }

    @inlinable
    deinit { UnsafeMutableRawPointer(start).deallocate() }

    /// A copy of the entries.
    @inlinable
    public var values: [Element] { Array(UnsafeBufferPointer(start: start, count: count)) }
}
