import Foundation
import TestSupport
import Testing

/// A project to run the built program in: the chapters' sources, the recordings and, if asked for, the tracked pages and figures.
///
/// It vanishes with the last reference to it.
final class Workplace {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reproduce-\(UUID().uuidString)")

    init(tracked: Bool = false) throws {
        let files = FileManager.default
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        let copied = tracked ? ["README.md", "chapters", "figures", "recordings"] : []
        for name in copied {
            try files.copyItem(at: project.appendingPathComponent(name), to: folder.appendingPathComponent(name))
        }
        for name in tracked ? ["Sources"] : ["chapters", "recordings"] {
            try files.createSymbolicLink(
                at: folder.appendingPathComponent(name), withDestinationURL: project.appendingPathComponent(name))
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func write(_ text: String, to name: String) throws {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Writes a CSV file of 120 users' ratings of 60 movies, two groups with movies of their own.
    func writeRatings(to name: String) throws {
        var lines = ["userId,movieId,rating"]
        for user in 1...120 {
            let group = user % 2 * 30
            for step in 0..<14 {
                let place = (user * user + step * 7) % 30
                lines.append("\(user),\(group + place + 1),5")
            }
        }
        try write(lines.joined(separator: "\n") + "\n", to: name)
    }

    /// A file's text.
    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    /// Every regular file below a folder, by its path there.
    func tree(_ name: String) throws -> [String: Data] {
        let root = folder.appendingPathComponent(name)
        var tree: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            let file = root.appendingPathComponent(path)
            if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
                tree[path] = try Data(contentsOf: file)
            }
        }
        return tree
    }

    /// Runs the program here, without the caller's ratings unless they are named.
    ///
    /// - Parameter terminal: Where standard error goes instead of into the result.
    func run(
        _ arguments: [String], environment changes: [String: String] = [:], terminal: FileHandle? = nil
    ) throws -> (code: Int32, output: String, errors: String) {
        try start(arguments, environment: changes, terminal: terminal).finish()
    }

    /// Starts the program here, as `run` does, and leaves it running.
    ///
    /// - Parameter shell: Commands of bash that come before it, such as a limit on the size of files.
    func start(
        _ arguments: [String], environment changes: [String: String] = [:], terminal: FileHandle? = nil,
        shell: String? = nil
    ) throws -> Started {
        let process = Process()
        process.executableURL = try shell == nil ? program : URL(fileURLWithPath: "/bin/bash")
        process.arguments =
            try shell.map { ["-c", "\($0); exec \"$@\"", "bash", try program.path] + arguments } ?? arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["MOVIELENS_1M"] = nil
        environment["NCF_ML_1M"] = nil
        environment["VAE_KEPT"] = nil
        environment["NO_COLOR"] = nil
        environment["TERM"] = "xterm"
        process.environment = environment.merging(changes) { $1 }
        // Files rather than pipes: nobody has to empty them while the program runs.
        let name = UUID().uuidString
        let (output, errors) = (path(".output-\(name)"), path(".errors-\(name)"))
        for file in [output, errors] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = try terminal ?? FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        return Started(process: process, workplace: self, outputFile: output, errorFile: errors)
    }

    /// The program as it runs.
    struct Started {
        let process: Process
        /// Its folder must not vanish while it runs in it.
        let workplace: Workplace
        let outputFile: String
        let errorFile: String

        /// Waits until it has said something on standard error, or has ended.
        func wait(for text: String) {
            while process.isRunning, (try? String(contentsOfFile: errorFile, encoding: .utf8))?.contains(text) != true {
                usleep(300)
            }
        }

        /// Sends it a signal.
        func signal(_ signal: Int32) { kill(process.processIdentifier, signal) }

        /// Waits until it has ended; a signal that ended it counts as a negative code.
        func finish() throws -> (code: Int32, output: String, errors: String) {
            process.waitUntilExit()
            defer { withExtendedLifetime(workplace) {} }
            func text(_ file: String) throws -> String {
                defer { try? FileManager.default.removeItem(atPath: file) }
                return try String(contentsOfFile: file, encoding: .utf8)
            }
            let code =
                process.terminationReason == .uncaughtSignal ? -process.terminationStatus : process.terminationStatus
            return (code, try text(outputFile), try text(errorFile))
        }
    }

    /// The built program, which lies beside the tests.
    private var program: URL {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let file = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("reproduce")
            try #require(
                FileManager.default.isExecutableFile(atPath: file.path), "\(file.path): build the program first")
            return file
        }
    }
}
