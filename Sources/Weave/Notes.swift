/// The values noted on a page, which replace `{{name}}` in prose.
struct Notes {
    private var values: [String: String] = [:]
    private let file: String

    /// Collects the notes among a page's outputs; a name noted twice must have the same value.
    init(_ outputs: [Page.Output], file: String) throws(WeaveError) {
        self.file = file
        for output in outputs {
            guard case .note(let name, let value) = output.content else { continue }
            if let first = values.updateValue(value, forKey: name), first != value {
                let place = WeaveError.Place(file: file, line: output.line)
                throw .conflictingNote(name: name, first: first, second: value, place: place)
            }
        }
    }

    /// The text with every `{{name}}` replaced by its value and every `\{{` by `{{`.
    func filling(_ text: String, line: Int) throws(WeaveError) -> String {
        var filled = ""
        var rest = text[...]
        while let opening = rest.firstRange(of: "{{") {
            let before = rest[..<opening.lowerBound]
            rest = rest[opening.upperBound...]
            if before.last == "\\" {
                filled += before.dropLast() + "{{"
                continue
            }
            guard let closing = rest.firstRange(of: "}}") else { throw .unclosedNote(file: file, line: line) }
            let name = String(rest[..<closing.lowerBound])
            guard let value = values[name] else { throw .unknownNote(name: name, file: file, line: line) }
            filled += before + value
            rest = rest[closing.upperBound...]
        }
        return filled + rest
    }
}
