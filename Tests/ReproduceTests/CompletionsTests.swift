import Foundation
import reproduce
import TestSupport
import Testing

@Suite("completions of a shell") struct CompletionsTests {
    private static let commands = Reproduce.configuration.subcommands.map { command in
        command.configuration.commandName ?? "\(command)".lowercased()
    }

    /// The path of a shell; nil where it is not installed.
    private static func path(_ shell: String) -> String? {
        ["/bin/", "/usr/bin/"].map { $0 + shell }.first(where: FileManager.default.isExecutableFile(atPath:))
    }

    @Test("is a script that the shell can read and that has every command", arguments: ["bash", "zsh", "fish"])
    func script(_ shell: String) throws {
        let workplace = try Workplace()
        let run = try workplace.run(["completions", shell])
        #expect(run.code == 0 && run.errors.isEmpty)
        // What the parser itself offers, too.
        #expect(try workplace.run(["--generate-completion-script", shell]).output == run.output)
        #expect(Self.commands.contains("judge") && Self.commands.contains("completions"))
        for command in Self.commands + ["test"] {
            #expect(run.output.contains(try Regex("\\b\(command)\\b")), "\(command)")
        }
        for option in ["per-user", "epochs", "contest-seeds", "check"] {
            #expect(run.output.contains(option), "\(option)")
        }
        guard let path = Self.path(shell) else { return }
        try workplace.write(run.output, to: "script")
        let read = try workplace.start([], shell: "\(path) -n script; exit").finish()
        #expect(read == (0, "", ""))
    }

    @Test(
        "in bash they complete what is typed after the script's path",
        arguments: [
            ("./reproduce.sh j", "judge"), ("../kit/reproduce.sh cont", "contest"), ("./reproduce.sh te", "test"),
            ("./reproduce.sh --epo", "--epochs"), ("./reproduce.sh 5 14-seeds --che", "--check"),
            ("./reproduce.sh 0 --synthetic ", "ml-1m ml-20m"), ("./reproduce.sh 12", "12-repair"),
            ("./reproduce.sh judge --per", "--per-user"), ("./reproduce.sh judge mi", "mine.csv mine.npy"),
            ("./reproduce.sh judge x --json fo", "folder"), ("./reproduce.sh --output fo", "folder"),
            ("./reproduce.sh completions ", "zsh bash fish"), ("./reproduce.sh test --f", "--filter"),
            ("./reproduce.sh nonsense --epo", ""),
        ])
    func bash(_ typed: String, _ offered: String) throws {
        let workplace = try Workplace()
        for name in ["mine.csv", "mine.npy", "folder/inside"] { try workplace.write("", to: name) }
        try workplace.write(try workplace.run(["completions", "bash"]).output, to: "script")
        let words = typed.split(separator: " ", omittingEmptySubsequences: false)
        let line = """
            source ./script; COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " "))); COMP_LINE='\(typed)'
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_POINT=${#COMP_LINE}
            _reproduce.sh_naming_run "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            echo "${COMPREPLY[*]}"; exit
            """
        let run = try workplace.start([], shell: line).finish()
        func sorted(_ text: String) -> [String] { text.split { " \n".contains($0) }.map(String.init).sorted() }
        #expect(run.errors.isEmpty && sorted(run.output) == sorted(offered), "\(run)")
    }
}
