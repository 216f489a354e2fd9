/// Why a chapter could not be woven: one line that says where, what was found and what to do.
package enum WeaveError: Error, Hashable, CustomStringConvertible {
    /// An output came from a line that makes none in this source.
    case strayOutput(call: String, file: String, line: Int)
    /// Prose or a caption names a value that was never noted.
    case unknownNote(name: String, file: String, line: Int)
    /// Prose or a caption opens `{{` and does not close it on the same line.
    case unclosedNote(file: String, line: Int)
    /// A name was noted twice with different values.
    case conflictingNote(name: String, first: String, second: String, file: String, line: Int)
    /// Two figures share a file name.
    case repeatedFigure(name: String, file: String, line: Int)
    /// A check names nothing that the page has a reference for.
    case unknownReference(name: String, file: String, line: Int)
    /// A reference that this run could be compared with was never checked.
    case uncheckedReference(name: String, file: String)

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
        case .conflictingNote(let name, let first, let second, let file, let line):
            "\(file):\(line): found \(second) noted as \"\(name)\", expected \(first) as noted before; "
                + "give one of them another name"
        case .repeatedFigure(let name, let file, let line):
            "\(file):\(line): found a second figure named \(name), expected one; give it another name"
        case .unknownReference(let name, let file, let line):
            "\(file):\(line): found a check of \"\(name)\", expected a name with a reference; "
                + "correct the name, add the reference, or record it with page.record"
        case .uncheckedReference(let name, let file):
            "\(file): found no check of \"\(name)\", expected one for every reference of the chapter; check it or "
                + "remove the reference"
        }
    }
}
