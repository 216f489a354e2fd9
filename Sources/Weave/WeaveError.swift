/// Why a chapter could not be woven: one line that says where, what was found and what to do.
package enum WeaveError: Error, Hashable, CustomStringConvertible {
    /// An output came from a line that makes no output in this source.
    case strayOutput(call: String, file: String, line: Int)
    /// Prose names a value that was never noted.
    case unknownNote(name: String, file: String, line: Int)
    /// Prose opens `{{` and does not close it on the same line.
    case unclosedNote(file: String, line: Int)
    /// A name was noted twice with different values.
    case conflictingNote(name: String, first: String, second: String, place: Place)
    /// A block of hidden lines does not end before the prose, the next one or the file.
    case unclosedBlock(file: String, line: Int)
    /// A block of hidden lines ends without having begun.
    case strayBlockEnd(file: String, line: Int)
    /// The file's function has no line that opens or closes its body.
    case unclosedFunction(file: String, line: Int)
    /// A file has a second function besides the chapter's.
    case secondFunction(file: String, line: Int)
    /// A line of code is too wide for a page.
    case wideLine(columns: Int, file: String, line: Int)
    /// Two figures share a file name.
    case repeatedFigure(name: String, file: String, line: Int)
    /// The prose shows a figure that was not drawn.
    case undrawnFigure(name: String, file: String, line: Int)
    /// A figure was drawn, but the prose does not show it.
    case unshownFigure(name: String, file: String, line: Int)
    /// The prose uses a claim that was not recorded.
    case unknownClaim(name: String, file: String, line: Int)
    /// A claim was recorded, but the prose does not use it.
    case unusedClaim(name: String, file: String, line: Int)
    /// An `{{if …}}` has no `{{end}}` in the same block of prose.
    case unclosedCondition(file: String, line: Int)
    /// An `{{else}}` or `{{end}}` has no `{{if …}}` before it.
    case strayDirective(String, file: String, line: Int)
    /// An excerpt's file cannot be read.
    case missingSource(path: String, file: String, line: Int)
    /// No line or several lines of an excerpt's file begin with its text.
    case ambiguousExcerpt(start: String, path: String, count: Int, place: Place)
    /// Shown code uses a name that the page neither defines nor gives.
    case unknownName(name: String, file: String, line: Int)
    /// A link in the prose leads to no file or heading.
    case deadLink(found: String, expected: String, place: Place)
    /// A check has a name for which the page has no reference.
    case unknownReference(name: String, file: String, line: Int)
    /// A reference that this run could be compared with was never checked.
    case uncheckedReference(name: String, file: String)

    /// A line of a file.
    package struct Place: Sendable, Hashable, CustomStringConvertible {
        let file: String
        let line: Int

        package var description: String { "\(file):\(line)" }
    }

    package var description: String {
        switch self {
        case .strayOutput(let call, let file, let line):
            "\(file):\(line): expected the call of \(call) that ran, found none in code here: "
                + "the source changed since the build; build again"
        case .unknownNote(let name, let file, let line):
            "\(file):\(line): found {{\(name)}}, expected a noted name; note it with page.note(\"\(name)\", …) "
                + "or correct the name"
        case .unclosedNote(let file, let line):
            "\(file):\(line): found {{ without }} on the same line; close it, or write \\{{ for the braces themselves"
        case .conflictingNote(let name, let first, let second, let place):
            "\(place): found \(second) noted as \"\(name)\", expected \(first) as noted before; "
                + "give one of them another name"
        case .repeatedFigure(let name, let file, let line):
            "\(file):\(line): found a second figure named \(name), expected one; give it another name"
        case .unclosedBlock(let file, let line):
            "\(file):\(line): found //hide { without //} in the same cell of code; close it before the prose"
        case .strayBlockEnd(let file, let line):
            "\(file):\(line): found //} without //hide { before it; remove it or open the block"
        case .unclosedFunction(let file, let line):
            "\(file):\(line): found a function without a line that ends in {, and } at the beginning of a line after it; "
                + "format the file"
        case .secondFunction(let file, let line):
            "\(file):\(line): found a second function, expected the chapter's alone; move it into that or another file"
        case .wideLine(let columns, let file, let line):
            "\(file):\(line): found \(columns) columns of code, expected at most \(Weaver.codeColumns) on a page; "
                + "break the line"
        case .undrawnFigure(let name, let file, let line):
            "\(file):\(line): found an image of \(name), expected a figure that the chapter draws; "
                + "draw it with page.figure(\"\(name)\", …) or correct the name"
        case .unshownFigure(let name, let file, let line):
            "\(file):\(line): found no image of \(name) in the prose, expected one; write "
                + "//: ![what it shows](../figures/\(name))"
        case .unknownClaim(let name, let file, let line):
            "\(file):\(line): found {{if \(name)}}, expected a recorded claim; record it with "
                + "page.claim(\"\(name)\", …) or correct the name"
        case .unusedClaim(let name, let file, let line):
            "\(file):\(line): found no {{if \(name)}} in the prose, expected one for every claim; write it or "
                + "remove the claim"
        case .unclosedCondition(let file, let line):
            "\(file):\(line): found {{if …}} without {{end}} before the code; close it on a line of its own"
        case .strayDirective(let directive, let file, let line):
            "\(file):\(line): found \(directive), expected {{if …}} before it; remove it or open the condition"
        case .missingSource(let path, let file, let line):
            "\(file):\(line): found an excerpt of \(path), expected a file of the project; correct the path"
        case .ambiguousExcerpt(let start, let path, let count, let place):
            "\(place): found \(count == 0 ? "no line" : "\(count) lines") of \(path) beginning with "
                + "\"\(start)\", expected one; correct the beginning"
        case .unknownName(let name, let file, let line):
            "\(file):\(line): found `\(name)` in code that the page shows, expected a name that it explains; define it "
                + "in shown code, add it to the table of what is given (//: | Given | …), or hide the code"
        case .deadLink(let found, let expected, let place): "\(place): found \(found), expected \(expected)"
        case .unknownReference(let name, let file, let line):
            "\(file):\(line): found a check of \"\(name)\", expected a name with a reference; "
                + "correct the name, add the reference, or record it with page.record"
        case .uncheckedReference(let name, let file):
            "\(file): found no check of \"\(name)\", expected one for every reference of the chapter; check it or "
                + "remove the reference"
        }
    }
}
