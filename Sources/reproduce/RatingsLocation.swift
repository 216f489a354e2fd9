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
        let staging = try Staging(for: folder, in: parent, orElse: "--data")
        defer { staging.remove() }
        let zip = "\(staging.folder)/archive.zip"
        let download = Download(address: address, content: "an archive", patience: patience)
        if let obstacle = try download.fetch(to: zip) { return obstacle }
        let found = try Download.run("md5sum", [zip]).output.prefix { $0 != " " }
        guard found == md5 else {
            throw DownloadError(
                "\(address): expected an archive with MD5 \(md5), found \(found); nothing was kept; try again, or go on with --offline"
            )
        }
        guard try Download.run("unzip", ["-q", "-o", zip, "-d", staging.folder]).status == 0,
            FileManager.default.fileExists(atPath: "\(staging.folder)/\(folder)/ratings.dat")
        else {
            throw DownloadError(
                "\(address): expected an archive that holds \(folder)/ratings.dat, found none; nothing was kept")
        }
        try staging.place("\(staging.folder)/\(folder)", "the ratings")
        return nil
    }
}
