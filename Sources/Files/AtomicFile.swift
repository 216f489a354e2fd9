import Foundation

/// Writes files atomically: a file appears complete or not at all.
package enum AtomicFile {
    /// Replaces a file's content, which stays as it was until all of the new bytes are written.
    ///
    /// The bytes go to a temporary file in the same folder (created if missing), which is then renamed. Several
    /// processes may write the same file at once; the last one wins. The temporary file of a process that was killed is
    /// removed by the next process that writes the same file.
    ///
    /// - Throws: `FileError` if the folder or the file cannot be written or the file cannot be renamed; the temporary
    ///   file is then removed and the old file unchanged.
    package static func write(_ bytes: [UInt8], to path: String) throws {
        try write(to: path) { write in try bytes.withUnsafeBytes(write) }
    }

    /// Writes a file as `write(_:to:)` does, unless it holds these bytes already.
    ///
    /// - Throws: as `write(_:to:)`.
    package static func write(_ bytes: [UInt8], toIfChanged path: String) throws {
        if FileManager.default.contents(atPath: path).map({ $0.elementsEqual(bytes) }) == true { return }
        try write(bytes, to: path)
    }

    /// Writes a file piece by piece: `pieces` receives a function that appends the next piece.
    ///
    /// - Throws: `FileError`, as for bytes, and what `pieces` throws; the old file is then unchanged.
    package static func write(
        to path: String, pieces: (_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    )
        throws
    {
        let target = URL(fileURLWithPath: path)
        let folder = target.deletingLastPathComponent()
        try makeFolder(folder)
        removeLeftovers(of: target.lastPathComponent, in: folder.path)
        let (temporary, descriptor) = try openTemporary(for: path, in: folder)
        do {
            try pieces { bytes in
                if let failure = writeAll(bytes, to: descriptor) { throw FileError(path: path, code: failure) }
            }
        } catch {
            unlink(temporary)
            close(descriptor)
            throw error
        }
        // Some file systems report a full disk only on closing; a second descriptor keeps the lock until the renaming.
        let second = dup(descriptor)
        defer { if second >= 0 { close(second) } }
        if close(descriptor) != 0 || rename(temporary, path) != 0 {
            let failure = errno
            unlink(temporary)
            throw FileError(path: path, code: failure)
        }
    }

    /// Writes a text to a file as UTF-8.
    ///
    /// - Throws: `FileError`, as for bytes.
    package static func write(_ text: String, to path: String) throws {
        try write(Array(text.utf8), to: path)
    }

    /// Creates and locks a temporary file; the lock tells other processes that it is still being written.
    private static func openTemporary(for path: String, in folder: URL) throws(FileError) -> (
        path: String, descriptor: Int32
    ) {
        let name = URL(fileURLWithPath: path).lastPathComponent
        while true {
            let temporary = folder.appendingPathComponent(
                ".\(name).\(getpid())-\(UInt32.random(in: 0 ... .max))\(ending)"
            ).path
            let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
            // On a file system without locks, no process considers the file a leftover.
            _ = flock(descriptor, LOCK_EX)
            // Between creation and locking, another process may have removed it as a leftover.
            var status = stat()
            if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return (temporary, descriptor) }
            close(descriptor)
        }
    }

    /// Removes a file's temporary files that no process is writing any more.
    private static func removeLeftovers(of name: String, in folder: String) {
        guard let entries = opendir(folder) else { return }
        defer { closedir(entries) }
        while let entry = readdir(entries) {
            let found = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            guard found.hasPrefix(".\(name)."), found.hasSuffix(ending) else { continue }
            let descriptor = open("\(folder)/\(found)", O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink("\(folder)/\(found)") }
            close(descriptor)
        }
    }

    private static let ending = ".tmp"

    /// Creates a folder and its parents if they do not exist.
    private static func makeFolder(_ folder: URL) throws(FileError) {
        var status = stat()
        if stat(folder.path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw FileError(path: folder.path, code: ENOTDIR) }
            return
        }
        let parent = folder.deletingLastPathComponent()
        if parent.path != folder.path { try makeFolder(parent) }
        // Another process may have created it meanwhile.
        guard mkdir(folder.path, 0o777) == 0 || errno == EEXIST else {
            throw FileError(path: folder.path, code: errno)
        }
    }
}

/// A file that could not be written.
package struct FileError: Error, Hashable, CustomStringConvertible {
    /// The file or folder.
    package let path: String
    /// The system's error message.
    package let reason: String

    init(path: String, code: Int32) {
        self.path = path
        reason = String(cString: strerror(code))
    }

    package var description: String {
        "\(path): could not be written: \(reason); free the way or choose another folder, and run again"
    }
}

/// Writes all bytes to an open file or stream; returns the error code if that fails.
package func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
        // One call writes at most 2 GiB, and may write less.
        let piece = UnsafeRawBufferPointer(rebasing: rest)
        let written = write(descriptor, piece.baseAddress, piece.count)
        if written < 0, errno == EINTR { continue }
        if written <= 0 { return written < 0 ? errno : EIO }
        rest = rest.dropFirst(written)
    }
    return nil
}
