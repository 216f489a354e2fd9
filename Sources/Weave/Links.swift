/// A link in a page's prose that leads nowhere.
package struct DeadLink: Hashable {
    package let line: Int
    let found: String
    let expected: String

    /// Describes what was found on a line, and what was expected there and is to be done, both as an error tells it.
    package init(line: Int, found: String, expected: String) {
        self.line = line
        self.found = found
        self.expected = expected
    }
}

/// A page with its links changed; code and images stay as they are.
///
/// - Parameter target: Where a link goes, by where it went; nil leaves its text alone.
/// - Complexity: O(page).
package func relinked(_ page: String, _ target: (String) -> String?) -> String {
    var fence: Substring?
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
        let marks = line.prefix { $0 == "`" }
        if marks.count >= 3, fence == nil || fence == marks { fence = fence == nil ? marks : nil }
        guard fence == nil else { return String(line) }
        return String(line).replacing(/(!?)\[((?:[^\[\]\\]|\\.)*)\]\(([^()\s]+)\)/) { link in
            let (whole, mark, text, file) = link.output
            guard mark.isEmpty else { return String(whole) }
            return target(String(file)).map { "[\(text)](\($0))" } ?? String(text)
        }
    }
    return lines.joined(separator: "\n")
}
