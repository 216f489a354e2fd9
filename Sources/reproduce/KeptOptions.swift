import ArgumentParser
import Experiment
import Foundation

/// Where results are kept from run to run.
struct KeptOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Keep results of trainings in this folder; otherwise in $VAE_KEPT or out/kept.", valueName: "dir"))
    var kept: String?

    /// The folder: the one named, else `$VAE_KEPT`, else `out/kept`.
    var folder: String {
        let environment = ProcessInfo.processInfo.environment["VAE_KEPT"] ?? ""
        return kept ?? (environment.isEmpty ? "out/kept" : environment)
    }

    /// The results that are kept there.
    var cache: ResultCache { ResultCache(folder: folder) }

    func validate() throws {
        if kept == "" { throw ValidationError("--kept: expected a path, found an empty one") }
    }
}
