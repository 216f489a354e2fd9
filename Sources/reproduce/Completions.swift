import ArgumentParser

/// Prints how a shell completes what is typed.
struct Completions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a script by which a shell completes commands, chapters and options.",
        usage: "./reproduce.sh completions <shell>",
        discussion: """
            In zsh it goes as in bash, by its own name. To have it in every shell, write the script to a file, and let the \
            shell's start-up file source that.

            Examples:
              source <(./reproduce.sh completions bash)
              ./reproduce.sh completions fish | source
            """)

    @Argument(help: ArgumentHelp("The shell.", valueName: "shell"))
    var shell: CompletionShell

    func run() {
        print(Script.completionScript(for: shell))
        print(shell == .fish ? namingRunInFish : shell == .zsh ? namingRunInZsh : namingRunInBash)
    }
}

extension CompletionShell: @retroactive ExpressibleByArgument {}

/// The command line as the parser is to complete it: under the name of the script, with the script's own command.
private struct Script: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reproduce.sh", subcommands: Reproduce.configuration.subcommands + [Test.self])
}

/// What `reproduce.sh` does without the program.
private struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the study, then all tests.")

    @Option(help: "Run only the tests whose module, suite or function matches.") var filter: String?
    @Option(help: "Run all tests but those.") var skip: String?
}

// The parser's scripts know nothing of a command that needs no name: where a chapter's number or an option comes first,
// they are told that 'run' is meant.

private let namingRunInBash = """

    _reproduce.sh_naming_run() {
        if [[ "${COMP_WORDS[1]}" = [-0-9]* ]]; then
            COMP_WORDS=("${COMP_WORDS[0]}" run "${COMP_WORDS[@]:1}")
            COMP_CWORD=$((COMP_CWORD + 1))
        fi
        _reproduce.sh "$@"
    }
    complete -o filenames -F _reproduce.sh_naming_run reproduce.sh
    """

private let namingRunInZsh = """

    _reproduce.sh_naming_run() {
        if [[ "${words[2]}" = [-0-9]* ]]; then
            words=("${words[1]}" run "${words[@]:1}")
            (( CURRENT++ ))
        fi
        _reproduce.sh "${@}"
    }
    compdef _reproduce.sh_naming_run reproduce.sh
    """

/// Fish hands over the script's name as it was typed, with its path; the parser's script expects none.
private let namingRunInFish = """

    functions -c __reproduce.sh_tokens __reproduce.sh_tokens_as_typed
    function __reproduce.sh_tokens
        set -l words (__reproduce.sh_tokens_as_typed $argv)
        set -l first $words[2..] (commandline -ct)
        string match -qr '^[-0-9]' -- $first[1]; and set words $words[1] run $words[2..]
        set words[1] (string replace -r '.*/' '' -- $words[1])
        printf '%s\\n' $words
    end
    """
