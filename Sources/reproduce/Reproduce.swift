import ArgumentParser
import Experiment

/// The command line: what `./reproduce.sh` runs once everything is built.
@main
struct Reproduce: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reproduce",
        abstract: "Runs the notebook \"VAE for collaborative filtering\" again, chapter by chapter.",
        subcommands: [Run.self, Judge.self, ContestCommand.self, List.self, Bench.self],
        defaultSubcommand: Run.self)

    static func main() {
        fixMatrixProductKernels()
        // Plain --help describes the default command, which has the options.
        if ["--help", "-h", "help"].contains(CommandLine.arguments.dropFirst().joined(separator: " ")) {
            print(helpMessage(for: Run.self))
        } else {
            main(nil)
        }
    }
}

/// Lists the chapters.
struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the chapters with a line each.")

    func run() {
        let width = Chapter.allCases.map(\.name.count).max() ?? 0
        for chapter in Chapter.allCases {
            print(chapter.name + String(repeating: " ", count: width - chapter.name.count + 2) + chapter.summary)
        }
    }
}
