/// The public names at file level of a project's modules, and the file that declares each.
package struct ModuleNames {
    private var files: [String: String] = [:]

    /// Finds the names in sources.
    ///
    /// - Parameter sources: The text of each, by its path from the project's folder. Of several files that declare a
    ///   name (a function for several types), the first by path counts.
    /// - Complexity: O(sources).
    package init(_ sources: [String: String] = [:]) {
        let declaration =
            /(final |indirect )*(actor|class|enum|func|let|protocol|struct|typealias|var) (?<name>\w+)/
        for (file, text) in sources.sorted(by: { $0.key > $1.key }) {
            for line in LiterateSource.lines(of: text).map(\.text)
            where line.hasPrefix("public ") || line.hasPrefix("package ") {
                guard let name = line.withoutAccess.prefixMatch(of: declaration)?.output.name else { continue }
                files[String(name)] = file
            }
        }
    }

    /// The path of the file that declares a name; nil for none of these modules'.
    subscript(name: String) -> String? { files[name] }
}

/// The names that a page's shown code takes from elsewhere, each of which a reader can look up.
struct KnownNames {
    /// The names of the project's modules, with their files, in alphabetical order.
    let linked: [(name: String, file: String)]

    /// Looks up every name that the shown code uses and does not define.
    ///
    /// - Throws: `WeaveError` for the first that is neither given by the prose, nor a module's, nor Swift's.
    init(_ source: LiterateSource, file: String, modules: ModuleNames) throws(WeaveError) {
        let given = source.given
        // A source that says nothing of what it is given, such as another notebook's, is left alone.
        if given.isEmpty {
            linked = []
            return
        }
        var files: [String: String] = [:]
        let known = given.union(swiftNames)
        for free in freeNames(in: source.shownCode) where !known.contains(free.name) {
            guard let module = modules[free.name] else {
                throw .unknownName(name: free.name, file: file, line: free.line)
            }
            files[free.name] = module
        }
        linked = files.sorted { $0.key < $1.key }.map { (name: $0.key, file: $0.value) }
    }

    /// A sentence with a link to the source of each name of the project's modules; empty without any.
    var markdown: String {
        let links = linked.map { "[`\($0.name)`](../\($0.file))" }
        return links.isEmpty ? "" : "From the kit's modules: \(links.joined(separator: ", "))."
    }
}

extension LiterateSource {
    /// The lines of code that the page shows.
    fileprivate var shownCode: [Line] { cells.filter { $0.kind == .code }.flatMap(\.lines) }

    /// The names in the first column of every table in the prose that is headed `Given`, each in backticks.
    fileprivate var given: Set<String> {
        var names: Set<String> = []
        for cell in cells where cell.kind == .prose {
            var isGiven = false
            // A condition may leave out a row.
            for line in cell.lines.map(\.text.trimmed) where !line.hasPrefix("{{") {
                let first = line.split(separator: "|").first?.trimmed ?? ""
                isGiven = line.hasPrefix("|") && (isGiven || first == "Given")
                if isGiven { names.formUnion(first.matches(of: /`(\w+)[^`]*`/).map { String($0.output.1) }) }
            }
        }
        return names
    }
}

/// Names that need no explanation: the page itself, and those of Swift, its standard library and Foundation's maths.
private let swiftNames: Set = [
    "page",
    "error", "newValue", "oldValue",
    "Array", "ArraySlice", "Bool", "Character", "ClosedRange", "Dictionary", "Double", "Error", "Float", "Int", "Never",
    "Optional", "Range", "Result", "Sequence", "Set", "String", "Substring", "UInt32", "UInt64", "UInt8", "Void",
    "abs", "max", "min", "print", "repeatElement", "stride", "zip",
    "ceil", "cos", "exp", "floor", "log", "log10", "log1p", "log2", "pow", "round", "sin", "sqrt", "tanh",
]
