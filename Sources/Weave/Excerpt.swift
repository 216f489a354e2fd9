/// The declarations in a source whose first line begins with a text, each up to the end of its body, dedented and
/// without access modifiers.
///
/// The text may omit the access modifier too. Brackets in strings and comments do not count.
func declarations(in source: String, beginningWith start: String) -> [[LiterateSource.Line]] {
    let lines = LiterateSource.lines(of: source)
    let beginnings = lines.indices.filter { index in
        let line = lines[index].text.trimmed
        return line.hasPrefix(start) || line.withoutAccess.hasPrefix(start)
    }
    return beginnings.map { index in
        lines[index...end(of: index, in: lines)].map {
            LiterateSource.Line(number: $0.number, text: $0.text.withoutAccess)
        }.dedented
    }
}

/// The index of the last line of the declaration that begins at an index: the first line after which all brackets are
/// closed and nothing continues the declaration.
private func end(of start: Int, in lines: [LiterateSource.Line]) -> Int {
    func margin(_ line: LiterateSource.Line) -> Int { line.text.prefix { $0 == " " }.count }
    var depth = 0
    for index in lines.indices[start...] {
        depth += openings(lines[index].text)
        guard depth == 0, index + 1 < lines.count else { continue }
        let next = lines[index + 1]
        let continues = margin(next) > margin(lines[start]) || next.text.trimmed.hasPrefix("{")
        if next.text.trimmed.isEmpty || !continues { return index }
    }
    return lines.count - 1
}

/// The number of brackets that a line opens, minus the number that it closes.
private func openings(_ line: String) -> Int {
    var depth = 0
    var isText = false
    var last: Character?
    for character in line {
        if character == "\"", last != "\\" { isText.toggle() }
        if !isText {
            if character == "/", last == "/" { break }
            if "([{".contains(character) { depth += 1 }
            if ")]}".contains(character) { depth -= 1 }
        }
        last = character
    }
    return depth
}
