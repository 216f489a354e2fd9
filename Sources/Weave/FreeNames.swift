/// A name that code uses although nothing in it defines the name.
struct FreeName: Hashable {
    let name: String
    let line: Int
}

/// The free names of lines of code, in order, each as often as it is used.
///
/// Counted are names that stand bare: no members (`.shape`), labels, attributes or keywords, and nothing in comments or
/// strings, apart from interpolations. A function or a type may be used before its definition, anything else after it.
/// Scopes are ignored: what is defined once counts as defined in all that follows.
///
/// - Complexity: O(code), times the depth of its brackets.
func freeNames(in lines: [LiterateSource.Line]) -> [FreeName] {
    let code = MarkedCode(swiftTokens(in: lines))
    var defined = code.declared
    return code.tokens.indices.compactMap { index in
        guard code.isName(index) else { return nil }
        let name = code.tokens[index].text
        let isFree = !defined.contains(name)
        let role = code.roles[index] ?? .use
        if role == .binding || role == .rebinding { defined.insert(name) }
        return isFree && (role == .use || role == .rebinding)
            ? FreeName(name: name, line: code.tokens[index].line) : nil
    }
}

/// Code whose words are marked with what they do, as far as that shows without a compiler.
private struct MarkedCode {
    enum Role: Hashable {
        case use, label
        /// The name of a function or type, which may be used before.
        case declaration
        /// A constant, variable or parameter.
        case binding
        /// `if let name`, which uses one name and defines another.
        case rebinding
    }

    enum Bracket: Hashable {
        case call, `subscript`, collection, block, enumeration
    }

    let tokens: [SwiftToken]
    /// What a word does if it is no use.
    private(set) var roles: [Int: Role] = [:]
    /// The index of the bracket that closes another; the end if none does.
    private var closing: [Int: Int] = [:]
    /// The index of the bracket around each token.
    private var opening: [Int?] = []
    private var brackets: [Int: Bracket] = [:]

    init(_ tokens: [SwiftToken]) {
        self.tokens = tokens
        matchBrackets()
        for index in tokens.indices { mark(index) }
    }

    /// The names of functions and types.
    var declared: Set<String> { Set(roles.filter { $0.value == .declaration }.map { tokens[$0.key].text }) }

    /// Whether a word is a bare name: no member, attribute, directive, keyword or `_`.
    func isName(_ index: Int) -> Bool {
        isWord(index) && ![".", "@", "#"].contains(text(index - 1)) && text(index) != "_" && !isKeyword(index)
    }

    private func text(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].text : "" }

    private func isWord(_ index: Int) -> Bool { tokens.indices.contains(index) && tokens[index].kind == .word }

    private func isKeyword(_ index: Int) -> Bool {
        guard isWord(index), !tokens[index].isQuoted else { return false }
        if keywords.contains(text(index)) { return true }
        guard modifiers.contains(text(index)) else { return false }
        // These are keywords before a declaration or type only.
        if accessors.contains(text(index)), text(index + 1) == "{" { return true }
        return isWord(index + 1) && tokens[index + 1].line == tokens[index].line
            && !["as", "else", "in", "is", "where"].contains(text(index + 1))
    }

    /// Whether a keyword begins something here, and is neither a member nor a label.
    private func isKeyword(_ index: Int, _ words: Set<String>) -> Bool {
        words.contains(text(index)) && isKeyword(index) && text(index - 1) != "." && roles[index] != .label
    }

    private func bracket(around index: Int) -> Bracket {
        guard tokens.indices.contains(index), let bracket = opening[index] else { return .block }
        return brackets[bracket] ?? .block
    }

    private mutating func matchBrackets() {
        var open: [Int] = []
        var isEnumeration = false
        for (index, token) in tokens.enumerated() {
            if token.kind == .mark, [")", "]", "}"].contains(token.text), let last = open.popLast() {
                closing[last] = index
            }
            opening.append(open.last)
            if isKeyword(index, ["enum"]) { isEnumeration = true }
            guard token.kind == .mark else { continue }
            switch token.text {
            case "(": brackets[index] = .call
            case "[": brackets[index] = !token.isSpaced && endsValue(index - 1) ? .subscript : .collection
            case "{":
                brackets[index] = isEnumeration ? .enumeration : .block
                isEnumeration = false
            default: continue
            }
            open.append(index)
        }
        for index in open { closing[index] = tokens.count }
    }

    private func endsValue(_ index: Int) -> Bool {
        guard tokens.indices.contains(index) else { return false }
        return tokens[index].kind != .mark || [")", "]", "}", "?", "!"].contains(tokens[index].text)
    }
}

extension MarkedCode {
    private mutating func mark(_ index: Int) {
        markLabel(index)
        if isKeyword(index, ["let", "var"]) {
            let isCondition =
                ["if", "guard", "while"].contains(text(index - 1))
                || text(index - 1) == "," && bracket(around: index) == .block
            markPattern(index + 1, isCondition: isCondition)
        } else if isKeyword(index, ["for"]) {
            let pattern = ["try", "await", "case"].contains(text(index + 1)) ? index + 2 : index + 1
            markPattern(["try", "await", "case"].contains(text(pattern)) ? pattern + 1 : pattern)
        } else if isKeyword(index, ["func", "init", "subscript"]) {
            markFunction(index)
        } else if isKeyword(index, types) {
            if isName(index + 1) { roles[index + 1] = .declaration }
            _ = markGenerics(index + 2)
        } else if isName(index), bracket(around: index) == .enumeration, ["case", ","].contains(text(index - 1)) {
            roles[index] = .binding
        } else if tokens[index].kind == .mark, text(index) == "{" {
            markClosure(index)
        } else if tokens[index].kind == .mark, text(index) == ",", bracket(around: index) == .block {
            markNextBinding(index + 1)
        }
    }

    /// Marks `label:` of an argument, a parameter or a tuple, and the label of a statement.
    private mutating func markLabel(_ index: Int) {
        guard isWord(index), text(index + 1) == ":", !tokens[index + 1].isSpaced, roles[index] == nil else { return }
        switch bracket(around: index) {
        case .call, .subscript:
            let isFirst = ["(", ",", "[", ":"].contains(text(index - 1))
            let isSecond = isWord(index - 1) && ["(", ","].contains(text(index - 2))
            if isFirst || isSecond { roles[index] = .label }
            if isSecond { roles[index - 1] = .label }
        case .block, .enumeration:
            if text(index - 1) == "}", text(index + 2) == "{" { roles[index] = .label }
            let isAtStart = index == 0 || tokens[index - 1].line < tokens[index].line
            if isAtStart, ["for", "while", "repeat", "do", "if", "switch"].contains(text(index + 2)) {
                roles[index] = .binding
            }
        case .collection: break
        }
    }

    /// Marks the names that a pattern binds: `a`, `(a, (b, _))`, `.some(a)` or `Type.some(a)`.
    private mutating func markPattern(_ start: Int, isCondition: Bool = false) {
        var index = start
        if isName(index), text(index + 1) != "." {
            let isRebinding = isCondition && !["=", ":"].contains(text(index + 1))
            roles[index] = isRebinding ? .rebinding : .binding
            return
        }
        while text(index) == "." || isWord(index) && (text(index - 1) == "." || !isKeyword(index)) { index += 1 }
        guard text(index) == "(", let end = closing[index] else { return }
        for index in index + 1..<end where isName(index) && roles[index] != .label && text(index + 1) != "." {
            let isLabel = text(index + 1) == ":" && !tokens[index + 1].isSpaced
            roles[index] = isLabel ? .label : .binding
        }
    }

    /// Marks what follows a comma in `let a = 1, b = 2`, `var a, b: Int` or `let a: Int, b: Int`.
    private mutating func markNextBinding(_ index: Int) {
        if text(index) == "(", let end = closing[index], text(end + 1) == "=" { markPattern(index) }
        guard isName(index) else { return }
        let isListed = roles[index - 2] == .binding && ["let", "var", ","].contains(text(index - 3))
        let line = tokens[..<index].reversed().prefix { $0.line == tokens[index].line }
        let isTyped = text(index + 1) == ":" && !line.contains { $0.text == "case" }
        if isListed || isTyped || text(index + 1) == "=" { roles[index] = .binding }
    }

    private mutating func markFunction(_ index: Int) {
        var next = index + 1
        if text(index) == "func" {
            if isName(next) { roles[next] = .declaration }
            next += 1
        }
        next = markGenerics(["?", "!"].contains(text(next)) ? next + 1 : next)
        if text(next) == "(" { markParameters(next) }
    }

    /// Marks the parameters of a generic declaration, and returns the index after them.
    private mutating func markGenerics(_ start: Int) -> Int {
        guard text(start) == "<" else { return start }
        var depth = 0
        for index in start..<tokens.count {
            if tokens[index].kind == .mark, text(index) != "->" {
                depth += text(index).count { $0 == "<" } - text(index).count { $0 == ">" }
            }
            if depth <= 0 { return index + 1 }
            if depth == 1, isName(index), ["<", ","].contains(text(index - 1)) { roles[index] = .binding }
        }
        return tokens.count
    }

    /// Marks the names of parameters in brackets; those of a closure may have no types.
    private mutating func markParameters(_ start: Int, ofClosure isClosure: Bool = false) {
        guard let end = closing[start] else { return }
        let own = (start + 1..<max(start + 1, end)).filter { opening[$0] == start }
        let isTyped = own.contains { text($0) == ":" }
        for index in own where isWord(index) {
            let isEnd = isTyped ? text(index + 1) == ":" : isClosure && [",", ")"].contains(text(index + 1))
            let isSecond = isWord(index - 1) && ["(", ","].contains(text(index - 2))
            guard isEnd, isSecond || ["(", ","].contains(text(index - 1)) else { continue }
            roles[index] = .binding
            if isSecond { roles[index - 1] = .label }
        }
    }

    /// Marks what `{ [capture] a, b in` and `{ (a: Int, b) -> Int in` define.
    private mutating func markClosure(_ index: Int) {
        var start = index + 1
        while text(start) == "@" { start += 2 }
        if text(start) == "[", let end = closing[start] {
            for index in start..<end where isName(index) && text(index + 1) == "=" { roles[index] = .binding }
            start = end + 1
        }
        guard let end = endOfSignature(start) else { return }
        if text(start) == "(" { return markParameters(start, ofClosure: true) }
        for index in start..<end {
            if text(index) == "->" { return }
            if isName(index) { roles[index] = .binding }
        }
    }

    /// The index of the `in` that ends a closure's signature; nil if there is none.
    private func endOfSignature(_ start: Int) -> Int? {
        var index = start
        while index < tokens.count {
            if isKeyword(index), text(index) == "in" { return index }
            let isType = ["throws", "async", "inout", "Self", "Any", "_"].contains(text(index))
            if let end = closing[index], text(index) != "{" {
                index = end
            } else if !isType,
                isWord(index) ? isKeyword(index) && !modifiers.contains(text(index)) : !isSignature(index)
            {
                return nil
            }
            index += 1
        }
        return nil
    }

    private func isSignature(_ index: Int) -> Bool {
        [",", ":", ".", "->", "?", "<", ">", "@", "&"].contains(text(index))
    }
}

private let types: Set = ["struct", "class", "enum", "actor", "protocol", "typealias", "associatedtype"]

private let accessors: Set = ["didSet", "get", "set", "willSet"]

/// Keywords that may be names elsewhere.
private let modifiers: Set = [
    "actor", "any", "borrowing", "consuming", "convenience", "didSet", "dynamic", "each", "final", "get", "indirect",
    "infix", "isolated", "lazy", "mutating", "nonisolated", "nonmutating", "open", "optional", "override", "package",
    "postfix", "prefix", "required", "sending", "set", "some", "unowned", "weak", "willSet",
]

private let keywords: Set = [
    "Any", "Self", "as", "associatedtype", "async", "await", "break", "case", "catch", "class", "continue", "default",
    "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard",
    "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private",
    "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super", "switch",
    "throw", "throws", "true", "try", "typealias", "var", "where", "while",
]
