import Experiment
import Foundation
import Interactions

/// Finds ratings: those asked for, else `$MOVIELENS_1M`, `data/ml-1m`, a download, or synthetic ones.
///
/// - Throws: `DownloadError` if a download is not the file that the publisher announced; `FileError` if synthetic
///   ratings cannot be written.
func locateRatings(
    data: String?, synthetic: SyntheticRatings?, offline: Bool, reading options: ReadingOptions = ReadingOptions(),
    terminal: Terminal
) throws -> RatingsSource {
    if let data { return .file(data, options) }
    if let synthetic { return try synthetic.source(in: "out/synthetic", terminal: terminal) }
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
    if try archive.fetch(into: "data") { return .file("data/ml-1m", options) }
    terminal.say("It cannot be reached. Going on with the synthetic ratings.")
    return .synthetic
}

/// A zip archive at an address, with the folder that it contains.
package struct Archive {
    private let address: String
    private let md5: String
    private let folder: String

    /// Describes an archive by its address, the MD5 of its bytes and the folder in it.
    package init(address: String, md5: String, folder: String) {
        self.address = address
        self.md5 = md5
        self.folder = folder
    }

    /// Downloads the archive and puts its folder below `parent`, complete or not at all.
    ///
    /// - Returns: Whether the address could be reached.
    /// - Throws: `DownloadError` if a tool is missing, the archive is not the one announced, or it cannot be written.
    package func fetch(into parent: String) throws -> Bool {
        let files = FileManager.default
        let scratch = "\(parent)/.\(folder)-\(ProcessInfo.processInfo.processIdentifier)"
        do {
            try files.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        } catch {
            throw DownloadError(
                "\(parent): expected a folder to write to, found that it refuses; make it writable or use --data")
        }
        defer { try? files.removeItem(atPath: scratch) }
        let zip = "\(scratch)/archive.zip"
        let fetched = try run(
            "curl",
            [
                "--fail", "--silent", "--location", "--connect-timeout", "5", "--max-time", "900", "--output", zip,
                address,
            ])
        guard fetched.status == 0, files.fileExists(atPath: zip) else { return false }
        let found = try run("md5sum", [zip]).output.prefix { $0 != " " }
        guard found == md5 else {
            throw DownloadError(
                "\(address): expected an archive with MD5 \(md5), found \(found); nothing was kept; try again, or go on with --offline"
            )
        }
        guard try run("unzip", ["-q", zip, "-d", scratch]).status == 0,
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
        return true
    }

    private func run(_ tool: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        let output = Pipe()
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
struct DownloadError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
