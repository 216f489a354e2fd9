/// Turns a chapter's prose into Markdown: fills in notes, and follows the directives on lines of their own.
struct Prose {
    private let file: String
    private let notes: Notes
    private let projectFile: (String) -> String?
    private var claims: [String: Recorded<Bool>] = [:]
    private var figures: [String: Recorded<Void>] = [:]

    /// Something that the chapter recorded, on which line, and whether the prose used it.
    private struct Recorded<Value> {
        let value: Value
        let line: Int
        var isUsed = false
    }

    /// Collects the notes, claims and figures that a page's prose may use.
    init(
        _ outputs: [Page.Output], file: String, projectFile: @escaping (String) -> String?
    ) throws(WeaveError) {
        self.file = file
        self.projectFile = projectFile
        notes = try Notes(outputs, file: file)
        for output in outputs {
            switch output.content {
            case .figure(let figure):
                let earlier = figures.updateValue(Recorded(value: (), line: output.line), forKey: figure.name)
                if earlier != nil { throw .repeatedFigure(name: figure.name, file: file, line: output.line) }
            case .claim(let name, let holds), .condition(let name, let holds):
                let earlier = claims.updateValue(Recorded(value: holds, line: output.line), forKey: name)
                if let earlier, earlier.value != holds {
                    let place = WeaveError.Place(file: file, line: output.line)
                    throw .conflictingNote(
                        name: name, first: "\(earlier.value)", second: "\(holds)", place: place)
                }
            case .text, .table, .note, .check, .compare, .record: break
            }
        }
    }

    /// Consecutive lines of prose as Markdown. Both texts of a condition are filled in, and one is kept.
    mutating func setting(_ lines: [LiterateSource.Line]) throws(WeaveError) -> String {
        var set: [String] = []
        var conditions: [Condition] = []
        func add(_ text: String) {
            // Omitted text must not leave two blank lines.
            if conditions.allSatisfy(\.isShown), !text.isEmpty || set.last?.isEmpty == false { set.append(text) }
        }
        for line in lines {
            switch Directive(line.text) {
            case .if(let name):
                guard let claim = claims[name] else { throw .unknownClaim(name: name, file: file, line: line.number) }
                claims[name]?.isUsed = true
                conditions.append(Condition(line: line.number, isShown: claim.value))
            case .else:
                guard let condition = conditions.popLast(), !condition.isElse else {
                    throw .strayDirective("{{else}}", file: file, line: line.number)
                }
                conditions.append(Condition(line: condition.line, isShown: !condition.isShown, isElse: true))
            case .end:
                if conditions.popLast() == nil { throw .strayDirective("{{end}}", file: file, line: line.number) }
            case .excerpt(let path, let start):
                let excerpt = try excerpt(of: path, from: start, line: line.number)
                for text in ["", excerpt, ""] { add(text) }
            case .image(let name):
                let image = try notes.filling(line.text, line: line.number)
                if conditions.allSatisfy(\.isShown) {
                    if figures[name] == nil { throw .undrawnFigure(name: name, file: file, line: line.number) }
                    figures[name]?.isUsed = true
                }
                for text in ["", image, ""] { add(text) }
            case nil:
                let text = try notes.filling(line.text, line: line.number)
                // A sentence that these data do not need leaves no gap.
                if text.trimmed.isEmpty, !line.text.trimmed.isEmpty { continue }
                add(text)
            }
        }
        if let open = conditions.last { throw .unclosedCondition(file: file, line: open.line) }
        if set.last?.isEmpty == true { set.removeLast() }
        return set.joined(separator: "\n")
    }

    /// Checks that no link of the prose is dead, in whichever text of a condition.
    func requireLive(_ source: LiterateSource, _ deadLink: (String) -> DeadLink?) throws(WeaveError) {
        let text = try source.markdown { line throws(WeaveError) in
            try notes.filling(line.text, line: line.number)
        }
        guard let dead = deadLink(text) else { return }
        let place = WeaveError.Place(file: file, line: dead.line)
        throw .deadLink(found: dead.found, expected: dead.expected, place: place)
    }

    /// Checks that the prose shows every figure and uses every claim.
    func requireAllUsed() throws(WeaveError) {
        let unshown = figures.filter { !$0.value.isUsed }.min { $0.value.line < $1.value.line }
        if let (name, figure) = unshown { throw .unshownFigure(name: name, file: file, line: figure.line) }
        let unused = claims.filter { !$0.value.isUsed }.min { $0.value.line < $1.value.line }
        if let (name, claim) = unused { throw .unusedClaim(name: name, file: file, line: claim.line) }
    }

    private func excerpt(of path: String, from start: String, line: Int) throws(WeaveError) -> String {
        guard let text = projectFile(path) else { throw .missingSource(path: path, file: file, line: line) }
        let declarations = declarations(in: text, beginningWith: start)
        guard declarations.count == 1 else {
            let place = WeaveError.Place(file: file, line: line)
            throw .ambiguousExcerpt(start: start, path: path, count: declarations.count, place: place)
        }
        let name = path.split(separator: "/").last ?? ""
        return try swift(declarations[0], file: path) + "\n\n*[\(name)](../\(path))*"
    }
}

extension LiterateSource {
    /// The prose alone as Markdown, each line where the source has it; directives are left out, and both texts of a condition
    /// are there.
    ///
    /// - Parameter filled: Puts notes into a line.
    package func markdown(_ filled: (Line) throws(WeaveError) -> String = { $0.text }) throws(WeaveError) -> String {
        var text = ""
        var number = 1
        for cell in cells where cell.kind == .prose {
            for line in cell.lines where Directive(line.text) == nil {
                text += String(repeating: "\n", count: line.number - number)
                text += try filled(line).split(whereSeparator: \.isNewline).joined(separator: " ")
                number = line.number
            }
        }
        return text
    }
}

/// An `{{if …}}` whose `{{end}}` has not been reached.
private struct Condition {
    let line: Int
    /// Whether the text that follows is shown.
    let isShown: Bool
    var isElse = false
}

/// A line of prose that is more than text.
private enum Directive {
    case `if`(String)
    case `else`
    case end
    case excerpt(path: String, start: String)
    case image(String)

    init?(_ line: String) {
        let line = line.trimmed
        if line.hasPrefix("!["), line.hasSuffix(")"), let folder = line.firstRange(of: "](../figures/") {
            self = .image(String(line[folder.upperBound...].dropLast()))
            return
        }
        guard line.hasPrefix("{{"), line.hasSuffix("}}"), line.count > 4 else { return nil }
        let words = String(line.dropFirst(2).dropLast(2))
        if words.contains("{{") { return nil }
        if words == "else" {
            self = .else
        } else if words == "end" {
            self = .end
        } else if words.hasPrefix("if ") {
            self = .if(String(words.dropFirst(3)))
        } else if words.hasPrefix("excerpt "), let colon = words.firstRange(of: ": ") {
            let path = words[..<colon.lowerBound].dropFirst("excerpt ".count)
            self = .excerpt(path: String(path), start: String(words[colon.upperBound...]))
        } else {
            return nil
        }
    }
}

/// The values noted on a page, which replace `{{name}}` in prose.
private struct Notes {
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
