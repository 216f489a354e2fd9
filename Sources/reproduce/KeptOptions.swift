import ArgumentParser
import Cache
import Foundation

/// Where results are kept from run to run.
struct KeptOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Keep results of trainings in this folder; otherwise in $VAE_KEPT or out/kept.", valueName: "dir"),
        completion: .directory)
    var kept: String?

    /// The folder: the one named, else `$VAE_KEPT`, else `out/kept`.
    var folder: String {
        let environment = ProcessInfo.processInfo.environment["VAE_KEPT"] ?? ""
        return kept ?? (environment.isEmpty ? Self.usual : environment)
    }

    private static let usual = "out/kept"

    /// The options that say so, for a folder other than `out/kept`.
    var words: [String] { folder == Self.usual ? [] : ["--kept", folder] }

    /// Where made-up ratings that are too many for memory are written: with what is kept, if that is elsewhere.
    var synthetic: String { folder == Self.usual ? "out/synthetic" : "\(folder)/synthetic" }

    /// The results that are kept there.
    var cache: ResultCache { ResultCache(folder: folder) }

    func validate() throws {
        if kept == "" { throw ValidationError("--kept: expected a path, found an empty one") }
    }
}
