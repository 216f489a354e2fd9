import Foundation

/// A file at an address.
struct Download {
    let address: String
    /// What it should be, for messages: `an archive`.
    let content: String
    /// How many seconds it may bring less than a kilobyte each.
    let patience: Int

    /// The most bytes that it, and a file in it, may have: several times MovieLens 1M's.
    private static let limit = 100_000_000

    /// Downloads it to a path.
    ///
    /// - Returns: Why the address could not be reached; nil if it could, and the file is there.
    /// - Throws: `DownloadError` if `curl` is missing, or what answers does not send the file.
    func fetch(to path: String) throws -> String? {
        // An answer has a status other than 000; a proxy's refusal has none.
        let fetched = try Self.run(
            "curl",
            [
                "--fail", "--silent", "--show-error", "--stderr", "-", "--location", "--max-redirs", "5",
                "--connect-timeout", "5", "--speed-time", "\(patience)", "--speed-limit", "1000", "--max-time", "900",
                "--write-out", "\n%{http_code}", "--output", path, address,
            ])
        if fetched.status == 0, FileManager.default.fileExists(atPath: path) { return nil }
        let said = fetched.output.split(separator: "\n")
        let reason = said.first { $0.hasPrefix("curl: ") }?.dropFirst(6) ?? "curl ended with \(fetched.status)"
        if said.last == "000" { return String(reason) }
        throw DownloadError(
            "\(address): expected \(content), found an answer without one: \(reason); nothing was kept; "
                + "try again, or go on with --offline")
    }

    /// Runs a tool that may write files up to the limit, and reads what it prints.
    static func run(_ tool: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let blocks = limit / 512
        process.arguments = ["-c", "ulimit -f \(blocks) && exec \"$@\"", "sh", tool] + arguments
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw DownloadError(
                "\(tool): expected to run it, found that it cannot be started; install it, or use --offline")
        }
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationStatus == 127 {
            throw DownloadError("\(tool): expected it to be installed, found it missing; install it, or use --offline")
        }
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}

/// A folder in which files are made ready before they are moved to where they belong, all or none.
struct Staging {
    let folder: String
    private let target: String

    /// Makes the folder beside the one that will hold the files.
    ///
    /// - Parameter option: Which option does without a download.
    /// - Throws: `DownloadError` if it cannot be written.
    init(for name: String, in parent: String, orElse option: String) throws {
        folder = "\(parent)/.\(name)-\(ProcessInfo.processInfo.processIdentifier)"
        target = "\(parent)/\(name)"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw DownloadError(
                "\(parent): expected a folder to write to, found that it refuses; make it writable, or use \(option) or --offline"
            )
        }
    }

    /// Moves a folder within it to where it belongs.
    ///
    /// - Throws: `DownloadError` if something is there.
    func place(_ files: String, _ content: String) throws {
        do {
            try FileManager.default.moveItem(atPath: files, toPath: target)
        } catch {
            throw DownloadError("\(target): expected to put \(content) there, found that it is taken; remove it")
        }
    }

    /// Removes what is left of it.
    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

/// Why a file was not downloaded.
package struct DownloadError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
