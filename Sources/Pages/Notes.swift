import Weave

/// Values by the names under which a chapter's prose has them, ready to be shown.
package typealias Notes = KeyValuePairs<String, String>

extension Page {
    /// Records all values that a chapter's prose has.
    package func note(_ notes: @autoclosure () -> Notes, line: Int = #line) {
        guard !isSilent else { return }
        for (name, value) in notes() { note(name, value, line: line) }
    }
}
