import Foundation
import Interactions
import Study

/// Finds ratings: those asked for, else `$MOVIELENS_1M`, `data/ml-1m`, a download, or synthetic ones.
///
/// - Throws: `DownloadError` if a download is not the file that the publisher announced; `FileError` if synthetic
///   ratings cannot be written.
func locateRatings(
    data: String?, synthetic: (ratings: SyntheticRatings, folder: String)?, offline: Bool,
    reading options: ReadingOptions = ReadingOptions(),
    terminal: Terminal
) throws -> RatingsSource {
    if let data { return .file(data, options) }
    if let synthetic { return try synthetic.ratings.source(in: synthetic.folder, terminal: terminal) }
    if let path = ProcessInfo.processInfo.environment["MOVIELENS_1M"], !path.isEmpty { return .file(path, options) }
    if FileManager.default.fileExists(atPath: "data/ml-1m/ratings.dat") { return .file("data/ml-1m", options) }
    if offline { return .synthetic }
    terminal.say(
        """
        MovieLens 1M is not here; fetching it from its publisher, GroupLens, University of Minnesota (6 MB).
        Its terms allow research use and forbid redistribution and endorsement; see https://grouplens.org/datasets/movielens/1m/.
        """)
    let archive = Archive(
        address: "https://files.grouplens.org/datasets/movielens/ml-1m.zip", md5: "c4d9eecfca2ab87c1945afe126590906",
        folder: "ml-1m")
    guard let obstacle = try archive.fetch(into: "data") else { return .file("data/ml-1m", options) }
    terminal.say("It cannot be reached (\(obstacle)). Going on with the synthetic ratings.")
    return .synthetic
}

/// A zip archive at an address, with the folder that it contains.
package struct Archive {
    private let address: String
    private let md5: String
    private let folder: String
    private let patience: Int

    /// The most bytes that an archive, and a file in it, may have: several times MovieLens 1M's.
    private static let limit = 100_000_000

    /// Describes an archive by its address, the MD5 of its bytes and the folder in it.
    ///
    /// - Parameter patience: How many seconds it may bring less than a kilobyte each.
    package init(address: String, md5: String, folder: String, patience: Int = 30) {
        self.address = address
        self.md5 = md5
        self.folder = folder
        self.patience = patience
    }

    /// Downloads the archive and puts its folder below `parent`, complete or not at all.
    ///
    /// - Returns: Why the address could not be reached; nil if it could, and the folder is there.
    /// - Throws: `DownloadError` if a tool is missing, what answers does not send the archive announced, or it cannot be written.
    package func fetch(into parent: String) throws -> String? {
        let files = FileManager.default
        let scratch = "\(parent)/.\(folder)-\(ProcessInfo.processInfo.processIdentifier)"
        do {
            try files.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        } catch {
            throw DownloadError(
                "\(parent): expected a folder to write to, found that it refuses; make it writable, or use --data or --offline"
            )
        }
        defer { try? files.removeItem(atPath: scratch) }
        let zip = "\(scratch)/archive.zip"
        // An answer has a status other than 000; a proxy's refusal has none.
        let fetched = try run(
            "curl",
            [
                "--fail", "--silent", "--show-error", "--stderr", "-", "--location", "--max-redirs", "5",
                "--connect-timeout", "5", "--speed-time", "\(patience)", "--speed-limit", "1000", "--max-time", "900",
                "--write-out", "\n%{http_code}", "--output", zip, address,
            ])
        guard fetched.status == 0, files.fileExists(atPath: zip) else {
            let said = fetched.output.split(separator: "\n")
            let reason = said.first { $0.hasPrefix("curl: ") }?.dropFirst(6) ?? "curl ended with \(fetched.status)"
            if said.last == "000" { return String(reason) }
            throw DownloadError(
                "\(address): expected an archive, found an answer without one: \(reason); nothing was kept; "
                    + "try again, or go on with --offline")
        }
        let found = try run("md5sum", [zip]).output.prefix { $0 != " " }
        guard found == md5 else {
            throw DownloadError(
                "\(address): expected an archive with MD5 \(md5), found \(found); nothing was kept; try again, or go on with --offline"
            )
        }
        guard try run("unzip", ["-q", "-o", zip, "-d", scratch]).status == 0,
            files.fileExists(atPath: "\(scratch)/\(folder)/ratings.dat")
        else {
            throw DownloadError(
                "\(address): expected an archive that holds \(folder)/ratings.dat, found none; nothing was kept")
        }
        do {
            try files.moveItem(atPath: "\(scratch)/\(folder)", toPath: "\(parent)/\(folder)")
        } catch {
            throw DownloadError(
                "\(parent)/\(folder): expected to put the ratings there, found that it is taken; remove it")
        }
        return nil
    }

    /// Runs a tool that may write files up to the limit, and reads what it prints.
    private func run(_ tool: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let blocks = Self.limit / 512
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

/// Why the ratings were not downloaded.
package struct DownloadError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
