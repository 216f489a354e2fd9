import CZlib

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Runs `body` on the bytes that a gzip file holds, or on the bytes themselves where they are not packed.
///
/// - Throws: `RatingsError` where the file is damaged or holds more than `limit` bytes; what `body` throws.
/// - Complexity: O(bytes unpacked) in time and memory.
package func withUnpacked<Value>(
    _ bytes: UnsafeRawBufferPointer, named name: String, limit: Int = unpackedLimit,
    _ body: (UnsafeRawBufferPointer) throws(RatingsError) -> Value
) throws(RatingsError) -> Value {
    guard bytes.starts(with: [0x1f, 0x8b]) else { return try body(bytes) }
    var unpacked = UnpackedBytes(limit: limit)
    defer { unpacked.free() }
    try unpacked.unpack(bytes, named: name)
    return try body(unpacked.bytes)
}

/// The most that is unpacked: 16 GiB, or half of the machine's memory where that is less.
package let unpackedLimit: Int = {
    let memory = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    return min(16 << 30, max(1 << 20, memory / 2))
}()

/// Memory that grows while a gzip file is unpacked into it.
private struct UnpackedBytes {
    private let limit: Int
    private var start: UnsafeMutableRawPointer?
    private var capacity = 0
    private var count = 0

    init(limit: Int) { self.limit = limit }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    func free() { start?.deallocate() }

    /// Unpacks all members of a gzip file, one behind the other; zeros may follow them.
    mutating func unpack(_ packed: UnsafeRawBufferPointer, named name: String) throws(RatingsError) {
        var stream = z_stream()
        // 16 asks for gzip, 15 for its largest window.
        let version = ZLIB_VERSION
        guard inflateInit2_(&stream, 16 + 15, version, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damaged(file: name)
        }
        defer { inflateEnd(&stream) }
        var position = 0
        var isAtEnd = false
        while !isAtEnd {
            let before = (position, count)
            isAtEnd = try step(&stream, packed, at: &position, named: name)
            if isAtEnd, packed[position...].starts(with: [0x1f, 0x8b]) {
                guard inflateReset(&stream) == Z_OK else { throw .damaged(file: name) }
                isAtEnd = false
            } else if !isAtEnd, before == (position, count) {
                // Nothing went in and nothing came out: the file breaks off.
                throw .damaged(file: name)
            }
        }
        guard packed[position...].allSatisfy({ $0 == 0 }) else { throw .damaged(file: name) }
    }

    /// Unpacks a piece; true at the end of a member.
    private mutating func step(
        _ stream: inout z_stream, _ packed: UnsafeRawBufferPointer, at position: inout Int, named name: String
    ) throws(RatingsError) -> Bool {
        if count == capacity { grow() }
        guard let start, let source = packed.baseAddress else { throw .damaged(file: name) }
        let given = UInt32(min(packed.count - position, 1 << 30))
        let room = UInt32(min(capacity - count, 1 << 30))
        // zlib reads through this pointer and does not write.
        stream.next_in = UnsafeMutablePointer(
            mutating: source.advanced(by: position).assumingMemoryBound(to: UInt8.self))
        stream.avail_in = given
        stream.next_out = start.advanced(by: count).assumingMemoryBound(to: UInt8.self)
        stream.avail_out = room
        let status = inflate(&stream, Z_NO_FLUSH)
        position += Int(given - stream.avail_in)
        count += Int(room - stream.avail_out)
        // There is room for one byte above the limit, which tells whether there is more.
        guard count <= limit else { throw .tooLarge(file: name, limit: limit) }
        switch status {
        case Z_STREAM_END: return true
        case Z_OK, Z_BUF_ERROR: return false
        default: throw .damaged(file: name)
        }
    }

    private mutating func grow() {
        capacity = min(max(1 << 16, 2 * capacity), limit + 1)
        let grown = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        if let start {
            grown.copyMemory(from: start, byteCount: count)
            start.deallocate()
        }
        start = grown
    }
}

/// Refuses what is no text, such as a zip archive.
package func requireText(_ bytes: UnsafeRawBufferPointer, named name: String) throws(RatingsError) {
    for (signature, found, advice) in signatures where bytes.starts(with: signature) {
        throw .notText(file: name, found: found, advice: advice)
    }
}

private let signatures: [(bytes: [UInt8], found: String, advice: String)] = [
    (Array("PK\u{3}\u{4}".utf8), "a zip archive", "unzip it, and give the folder that comes out"),
    (Array("PK\u{5}\u{6}".utf8), "an empty zip archive", "fetch it again"),
    (Array("BZh".utf8), "a file packed with bzip2", "unpack it first"),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "a file packed with xz", "unpack it first"),
    ([0x28, 0xb5, 0x2f, 0xfd], "a file packed with zstd", "unpack it first"),
    (Array("7z".utf8) + [0xbc, 0xaf], "a 7z archive", "unpack it, and give the folder that comes out"),
    (Array("PAR1".utf8), "a Parquet file", "write it as comma-separated values first"),
    ([0xff, 0xfe], "UTF-16", "save it as UTF-8"), ([0xfe, 0xff], "UTF-16", "save it as UTF-8"),
]
