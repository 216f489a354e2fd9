/// Why a file cannot be judged, in one line: the file, what was expected, what was found and what to do.
package struct JudgingError: Error, Hashable, CustomStringConvertible {
    package let description: String

    /// Names a file, or a line of it.
    init(_ path: String, line: Int? = nil, _ text: String) {
        description = "\(path)\(line.map { ":\($0)" } ?? ""): \(text)"
    }
}
