/// Marks the words of Swift code for coloring: comments, strings, numbers, keywords and types, by their looks alone.
package struct SwiftColors {
    private var rest: Substring
    private var html = ""

    /// Code as HTML, its words in spans of the classes `c`, `s`, `n`, `k` and `t`.
    ///
    /// - Complexity: O(code).
    package static func html(_ code: String) -> String {
        var colors = SwiftColors(rest: code[...])
        while let first = colors.rest.first { colors.advance(first) }
        return colors.html
    }

    private init(rest: Substring) { self.rest = rest }

    private mutating func advance(_ first: Character) {
        if rest.hasPrefix("//") {
            take("c", rest.prefix { !$0.isNewline })
        } else if rest.hasPrefix("/*") {
            take("c", rest[..<(rest.firstRange(of: "*/")?.upperBound ?? rest.endIndex)])
        } else if first == "\"" {
            take("s", rest[..<endOfString(rest)])
        } else if first.isNumber {
            take("n", number)
        } else if isWord(first) || "@#".contains(first) {
            take(kind(of: word), word)
        } else if first == ".", word.dropFirst().first?.isLetter == true {
            // A member is never a keyword.
            take(nil, word)
        } else {
            take(nil, rest.prefix(1))
        }
    }

    private mutating func take(_ kind: String?, _ word: Substring) {
        html += kind.map { "<span class=\"\($0)\">\(escaped(word))</span>" } ?? escaped(word)
        rest = rest[word.endIndex...]
    }

    private func kind(of word: Substring) -> String? {
        if Self.keywords.contains(word) || word.count > 1 && "@#".contains(word.first ?? " ") { return "k" }
        return word.first?.isUppercase == true ? "t" : nil
    }

    /// The next character and what follows it of a word.
    private var word: Substring { rest.prefix(1 + rest.dropFirst().prefix(while: isWord).count) }

    private func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "$"
    }

    /// Digits with a point between them, an exponent and its sign; `0..<2` begins with 0.
    private var number: Substring {
        var end = rest.startIndex
        while end < rest.endIndex {
            let character = rest[end]
            let after = rest[rest.index(after: end)...].first
            let isPoint = character == "." && after?.isNumber == true
            let isSign =
                "+-".contains(character) && "eE".contains(rest[rest.index(before: end)]) && !rest.hasPrefix("0x")
            guard isWord(character) || isPoint || isSign else { break }
            end = rest.index(after: end)
        }
        return rest[..<end]
    }

    private static let keywords: Set<Substring> = [
        "as", "associatedtype", "async", "await", "borrowing", "break", "case", "catch", "class", "consuming",
        "continue", "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false",
        "fileprivate", "for", "func", "guard", "if", "import", "in", "indirect", "init", "inout", "internal", "is",
        "lazy", "let", "mutating", "nil", "nonisolated", "nonmutating", "operator", "override", "package", "private",
        "protocol", "public", "repeat", "rethrows", "return", "self", "Self", "some", "any", "static", "struct",
        "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "unowned", "var", "weak",
        "where", "while",
    ]
}

/// Where a string that a text begins with ends, with the strings inside of its interpolations.
private func endOfString(_ text: Substring) -> Substring.Index {
    let quote = text.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
    var rest = text.dropFirst(quote.count)
    while let first = rest.first {
        if rest.hasPrefix(quote) { return rest.index(rest.startIndex, offsetBy: quote.count) }
        if quote.count == 1, first.isNewline { return rest.startIndex }
        if rest.hasPrefix("\\(") {
            rest = rest[endOfInterpolation(rest)...]
        } else {
            rest = rest.dropFirst(first == "\\" ? 2 : 1)
        }
    }
    return rest.endIndex
}

private func endOfInterpolation(_ text: Substring) -> Substring.Index {
    var rest = text.dropFirst(2)
    var depth = 1
    while depth > 0, let first = rest.first {
        if first == "\"" {
            rest = rest[endOfString(rest)...]
            continue
        }
        depth += first == "(" ? 1 : first == ")" ? -1 : 0
        rest = rest.dropFirst()
    }
    return rest.startIndex
}
