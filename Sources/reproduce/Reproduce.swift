import ArgumentParser
import Foundation
import Study

/// The command line: what `./reproduce.sh` runs once everything is built.
@main
package struct Reproduce: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "reproduce",
        abstract: "Runs the notebook \"VAE for collaborative filtering\" again, chapter by chapter.",
        subcommands: [
            Run.self, Judge.self, ContestCommand.self, NCFCommand.self, List.self, Bench.self, Completions.self,
        ],
        defaultSubcommand: Run.self)

    package init() {}

    package static func main() {
        openStandardStreams()
        // Swift reads them from /proc, and finds none, rather than an error, where that is missing.
        guard !CommandLine.arguments.isEmpty else {
            write(
                "reproduce: expected to read its arguments from /proc/self/cmdline, found none; mount /proc, and run again\n",
                to: STDERR_FILENO)
            Foundation.exit(1)
        }
        fixMatrixProductKernels()
        // Plain --help describes the default command, which has the options.
        var words = Array(CommandLine.arguments.dropFirst())
        if ["--help", "-h", "help"].contains(words.joined(separator: " ")) {
            print(helpMessage(for: Run.self))
        } else {
            // The parser's own script would be for a command of another name.
            if words.first == "--generate-completion-script" { words[0] = "completions" }
            do {
                var command = try parseAsRoot(words)
                try command.run()
            } catch {
                end(by: error)
            }
        }
        // What was asked for did not arrive; a reader who left, though, has had enough.
        if fflush(nil) != 0, errno != EPIPE {
            write(
                "reproduce: standard output could not be written: \(String(cString: strerror(errno)))\n",
                to: STDERR_FILENO)
            Foundation.exit(1)
        }
    }

    /// Ends the program with an error's message, if it has one, and exit code.
    private static func end(by error: any Error) -> Never {
        let code = exitCode(for: error)
        // As it is typed: the default command has no name there.
        let message = fullMessage(for: error).replacing("reproduce run ", with: "./reproduce.sh ")
            .replacing("reproduce ", with: "./reproduce.sh ")
        fflush(nil)
        if !message.isEmpty { write(message + "\n", to: code == .success ? STDOUT_FILENO : STDERR_FILENO) }
        Foundation.exit(code.rawValue)
    }
}

/// Lists the chapters.
struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the chapters with a line each.",
        discussion: """
            Examples:
              ./reproduce.sh list
              ./reproduce.sh list | cut -d ' ' -f 1
            """)

    func run() {
        let width = Chapter.allCases.map(\.name.count).max() ?? 0
        for chapter in Chapter.allCases {
            print(chapter.name + String(repeating: " ", count: width - chapter.name.count + 2) + chapter.summary)
        }
    }
}
