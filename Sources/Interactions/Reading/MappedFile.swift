#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What lies at a path.
enum FileKind {
    case nothing, folder, file

    /// Asks the file system.
    ///
    /// - Throws: `RatingsError.unreadable` where it will not say.
    init(at path: String) throws(RatingsError) {
        var status = stat()
        if stat(path, &status) == 0 {
            self = status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
        } else if errno == ENOENT || errno == ENOTDIR {
            self = .nothing
        } else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
    }
}

/// The names of what lies in a folder, in alphabetical order.
///
/// - Throws: `RatingsError.unreadable`.
func names(inFolder path: String) throws(RatingsError) -> [String] {
    guard let folder = opendir(path) else {
        throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        names.append(
            withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names.sorted()
}

/// Runs `body` on a file's bytes, mapped into memory and not copied.
///
/// - Throws: `RatingsError.unreadable`, and what `body` throws.
func withBytes<Value>(
    ofFile path: String, _ body: (UnsafeRawBufferPointer) throws(RatingsError) -> Value
) throws(RatingsError) -> Value {
    func refused() -> RatingsError { .unreadable(path: path, reason: String(cString: strerror(errno))) }

    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refused() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw refused() }
    guard status.st_mode & S_IFMT == S_IFREG else {
        throw .unreadable(path: path, reason: "Not a regular file")
    }
    let size = Int(status.st_size)
    // The system maps no empty files.
    guard size > 0 else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    guard let bytes = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), bytes != MAP_FAILED else {
        throw refused()
    }
    defer { munmap(bytes, size) }
    return try body(UnsafeRawBufferPointer(start: bytes, count: size))
}
