import ArgumentParser
import Foundation
import reproduce
import TestSupport
import Testing

/// The lines below `Examples` in a command's help.
struct Examples: CustomTestStringConvertible {
    let command: any ParsableCommand.Type
    let lines: [String]

    init(of command: any ParsableCommand.Type) {
        self.command = command
        let help = Reproduce.helpMessage(for: command).split(separator: "\n", omittingEmptySubsequences: false)
        lines = help.drop { !$0.hasPrefix("Examples") }.prefix { !$0.isEmpty }
            .filter { $0.hasPrefix("  ") }.map { String($0.dropFirst(2)) }
    }

    static let all = Reproduce.configuration.subcommands.map { Examples(of: $0) }

    var testDescription: String { "\(command)" }
}

extension Workplace {
    /// Runs a line as it is pasted into bash, in a folder that has the program under the name of `reproduce.sh`.
    func paste(_ line: String, _ options: String = "") throws -> (code: Int32, output: String, errors: String) {
        let shell = "set -o pipefail; ln -sf \"$1\" reproduce.sh; \(line) \(options)\nexit $?"
        return try start([], shell: shell).finish()
    }
}

@Suite("the examples of a command's help") struct HelpExamplesTests {
    @Test("are two, which the parser takes for that command", arguments: Examples.all)
    func parsed(_ examples: Examples) throws {
        #expect(examples.lines.count == 2, "\(examples.lines)")
        for line in examples.lines {
            let typed = try #require(line.firstMatch(of: /\.\/reproduce\.sh ([^|>)]*)/)).1
            let command = try Reproduce.parseAsRoot(typed.split(separator: " ").map(String.init))
            #expect(type(of: command) == examples.command, "\(line)")
        }
    }

    @Test("work as they are pasted, those on small ratings that would take long", .tags(.slow))
    func pasted() throws {
        let workplace = try Workplace()
        try workplace.writeRatings(to: "mine.csv")
        let small = "--data mine.csv --validation-users 10% --test-users 15 --paper-epochs 1"
        func lines(_ name: String) throws -> [String] {
            try #require(Examples.all.first { "\($0.command)" == name }).lines
        }
        let run = try lines("Run")
        #expect(try workplace.paste(run[0], small).code == 0)
        #expect(try workplace.paste(run[1], "--quiet").code == 0)
        #expect(try workplace.tree("made-up/chapters")["01-load.md"] != nil)
        #expect(try workplace.paste(lines("ContestCommand")[1], small).code == 0)
        #expect(try workplace.tree("out/contest")["contest.json"] != nil)
        let list = try lines("List").map { try workplace.paste($0).output.split(separator: "\n") }
        #expect(list[0].count == 15 && list[1] == list[0].compactMap { $0.split(separator: " ").first })
        #expect(
            try workplace.paste(lines("Completions")[0] + " && complete -p reproduce.sh").output
                == "complete -o filenames -F _reproduce.sh_naming_run reproduce.sh\n")
    }
}
