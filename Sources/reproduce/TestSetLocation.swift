import ArgumentParser
import Foundation
import Hashing
import Interactions
import Study

/// Where NCF's test set of MovieLens 1M comes from.
struct TestSetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder with NCF's test set of MovieLens 1M, for chapter 15. Otherwise $NCF_ML_1M, data/ncf, or a download from "
                + "its authors' repository.", valueName: "path"))
    var ncf: String?

    func validate() throws {
        if ncf == "" { throw ValidationError("--ncf: expected a path, found an empty one") }
    }

    /// Finds it: the folder asked for, else `$NCF_ML_1M`, `data/ncf`, or a download. A run goes on without it.
    func locate(offline: Bool, terminal: Terminal) -> TestSetPlace {
        if let ncf { return .folder(ncf) }
        if let path = ProcessInfo.processInfo.environment["NCF_ML_1M"], !path.isEmpty { return .folder(path) }
        if FileManager.default.fileExists(atPath: "data/ncf") { return .folder("data/ncf") }
        if offline { return .missing("this run does not download") }
        terminal.say(
            """
            NCF's test set of MovieLens 1M is not here; fetching it from its authors' repository (3 MB):
            https://github.com/hexiangnan/neural_collaborative_filtering. It is an excerpt of MovieLens 1M, whose terms hold.
            """)
        do {
            guard let obstacle = try RemoteTestSet().fetch(into: "data") else { return .folder("data/ncf") }
            terminal.say("It cannot be reached (\(obstacle)). Chapter 15 shows what is recorded.")
        } catch {
            terminal.say("It was not fetched: \(error). Chapter 15 shows what is recorded.")
        }
        return .missing("they could not be fetched from their repository")
    }
}

/// The test set in its authors' repository.
package struct RemoteTestSet {
    private let address: String
    private let files: [NCFTestSet.File]
    private let patience: Int

    /// Describes files at an address.
    ///
    /// - Parameter patience: How many seconds each may bring less than a kilobyte each.
    package init(
        address: String = "https://raw.githubusercontent.com/hexiangnan/neural_collaborative_filtering/master/Data",
        files: [NCFTestSet.File] = NCFTestSet.files, patience: Int = 30
    ) {
        self.address = address
        self.files = files
        self.patience = patience
    }

    /// Downloads the files and puts them into the folder `ncf` below `parent`, all of them or none.
    ///
    /// - Returns: Why the address could not be reached; nil if it could, and the folder is there.
    /// - Throws: `DownloadError` if `curl` is missing, a file is not the one announced, or it cannot be written.
    package func fetch(into parent: String) throws -> String? {
        let staging = try Staging(for: "ncf", in: parent, orElse: "--ncf")
        defer { staging.remove() }
        for file in files {
            let path = "\(staging.folder)/\(file.name)"
            let download = Download(
                address: "\(address)/\(file.name)", content: "a file of NCF's test set", patience: patience)
            if let obstacle = try download.fetch(to: path) { return obstacle }
            let found = SHA256.hash(FileManager.default.contents(atPath: path) ?? Data()).hexadecimal
            guard found == file.sha256 else {
                throw DownloadError(
                    "\(download.address): expected a file with SHA-256 \(file.sha256), found \(found); nothing was kept; "
                        + "try again, or go on with --offline")
            }
        }
        try staging.place(staging.folder, "NCF's test set")
        return nil
    }
}
