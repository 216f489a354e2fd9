/// A word, a mark or a literal of Swift code.
struct SwiftToken: Hashable {
    enum Kind: Hashable {
        case word, mark, literal
    }

    let kind: Kind
    /// The word without backticks, or the mark; empty for a literal.
    let text: String
    let line: Int
    /// Whether it follows white space, a comment or nothing.
    let isSpaced: Bool
    /// Whether it stands in backticks, and so is no keyword.
    let isQuoted: Bool
}

/// The tokens of lines of code, without comments and the text of strings, but with what is interpolated in them.
///
/// - Complexity: O(code).
func swiftTokens(in lines: [LiterateSource.Line]) -> [SwiftToken] {
    var reader = TokenReader(lines)
    reader.readCode()
    return reader.tokens
}

private struct TokenReader {
    private let characters: [Character]
    private let numbers: [Int]
    private var position = 0
    private var row = 0
    private var isSpaced = true
    private(set) var tokens: [SwiftToken] = []

    init(_ lines: [LiterateSource.Line]) {
        characters = Array(lines.map(\.text).joined(separator: "\n"))
        numbers = lines.map(\.number)
    }

    /// Reads to the end, or to the bracket that closes an interpolation.
    mutating func readCode(isInterpolated: Bool = false) {
        var depth = 0
        while let next = peek() {
            if next.isWhitespace {
                skip()
                isSpaced = true
            } else if isNext("//") {
                while let next = peek(), next != "\n" { skip() }
                isSpaced = true
            } else if isNext("/*") {
                skipComment()
            } else if next == "\"" || next == "#" && peek(run(of: "#")) == "\"" {
                readString()
            } else if let count = pattern {
                add(.literal, count: count)
            } else if next.isNumber || next == "$" {
                add(.literal, count: number)
            } else if next.isLetter || next == "_" {
                add(.word, count: word)
            } else if next == "`" {
                readQuoted()
            } else {
                let mark = add(.mark, count: mark)
                if mark == "(" { depth += 1 }
                if mark == ")" { depth -= 1 }
                if isInterpolated, depth == 0 { return }
            }
        }
    }

    private func peek(_ offset: Int = 0) -> Character? {
        position + offset < characters.count ? characters[position + offset] : nil
    }

    private func isNext(_ text: String) -> Bool { characters[position...].starts(with: text) }

    private mutating func skip(_ count: Int = 1) {
        for _ in 0..<min(count, characters.count - position) {
            if characters[position] == "\n" { row += 1 }
            position += 1
        }
    }

    @discardableResult
    private mutating func add(_ kind: SwiftToken.Kind, count: Int, isQuoted: Bool = false) -> String {
        let text = kind == .literal ? "" : String(characters[position..<min(position + count, characters.count)])
        tokens.append(SwiftToken(kind: kind, text: text, line: numbers[row], isSpaced: isSpaced, isQuoted: isQuoted))
        isSpaced = false
        skip(count)
        return text
    }

    private func run(from offset: Int = 0, where isPart: (Character) -> Bool) -> Int {
        characters[min(position + offset, characters.count)...].prefix(while: isPart).count
    }

    private func run(of character: Character) -> Int { run { $0 == character } }

    private var word: Int { run { $0.isLetter || $0.isNumber || $0 == "_" } }

    /// Digits with a point between them, an exponent and its sign, or a `$0`; `0..<2` begins with 0.
    private var number: Int {
        var count = 1
        while let next = peek(count) {
            let isPoint = next == "." && peek(count + 1)?.isNumber == true
            let isSign = "+-".contains(next) && "eE".contains(peek(count - 1) ?? " ") && !isNext("0x")
            guard next.isLetter || next.isNumber || next == "_" || isPoint || isSign else { break }
            count += 1
        }
        return count
    }

    /// A bracket or other single mark, or an operator; one has points only if it begins with two.
    private var mark: Int {
        let signs = "+-*/%=<>&|^~" + (isNext("..") ? "." : isNext("??") || isNext("!=") ? "?!" : "")
        return max(1, run { signs.contains($0) })
    }

    /// A regular expression: from a slash where no value ends to the next one on the line; nil for anything else.
    private var pattern: Int? {
        guard peek() == "/", peek(1)?.isWhitespace == false else { return nil }
        guard isSpaced || ["(", "[", "{", ",", ":"].contains(tokens.last?.text) else { return nil }
        var count = 1
        while let next = peek(count), next != "\n" {
            if next == "/" { return count + 1 }
            count += next == "\\" ? 2 : 1
        }
        return nil
    }

    private mutating func skipComment() {
        var depth = 0
        repeat {
            let isOpening = isNext("/*")
            let isClosing = isNext("*/")
            if isOpening { depth += 1 }
            if isClosing { depth -= 1 }
            skip(isOpening || isClosing ? 2 : 1)
        } while depth > 0 && peek() != nil
        isSpaced = true
    }

    private mutating func readQuoted() {
        skip()
        add(.word, count: run { $0 != "`" && $0 != "\n" }, isQuoted: true)
        skip()
    }

    /// Reads a string as one literal, and the code of each interpolation as if in brackets after it.
    private mutating func readString() {
        let hashes = String(repeating: "#", count: run(of: "#"))
        add(.literal, count: hashes.count)
        let quotes = isNext("\"\"\"") ? "\"\"\"" : "\""
        skip(quotes.count)
        while let next = peek(), next != "\n" || quotes.count > 1 {
            if isNext(quotes + hashes) {
                skip(quotes.count + hashes.count)
                break
            } else if isNext("\\" + hashes + "(") {
                skip(1 + hashes.count)
                readCode(isInterpolated: true)
            } else {
                skip(isNext("\\" + hashes) ? 2 + hashes.count : 1)
            }
        }
        isSpaced = false
    }
}
