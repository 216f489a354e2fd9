import ArgumentParser
import Chapters

/// The command line: what `./reproduce.sh` runs once everything is built.
@main
struct Reproduce: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reproduce",
        abstract: "Runs the notebook \"VAE for collaborative filtering\" again, chapter by chapter.",
        discussion: """
            Without a chapter the whole study runs. On MovieLens 1M with the notebook's settings it writes chapters/*.md, \
            figures/*.png, chapters/README.md with the scorecard and chapters/results.json; on other ratings or settings \
            it writes the same below out/.
            """,
        subcommands: [Run.self, List.self, Bench.self],
        defaultSubcommand: Run.self)

    static func main() {
        fixMatrixProductKernels()
        Self.main(nil)
    }
}

/// Prints the chapters.
struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the chapters with a line each.")

    func run() {
        let width = Chapter.allCases.map(\.name.count).max() ?? 0
        for chapter in Chapter.allCases {
            print(chapter.name + String(repeating: " ", count: width - chapter.name.count + 2) + chapter.summary)
        }
    }
}
