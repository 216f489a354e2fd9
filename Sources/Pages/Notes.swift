import Weave

/// Values by the names under which a chapter's prose has them, ready to be shown.
package struct Notes: Sendable, ExpressibleByDictionaryLiteral {
    fileprivate let values: [(name: String, value: String)]

    /// Puts names and values together.
    package init(_ values: [(name: String, value: String)]) { self.values = values }

    package init(dictionaryLiteral elements: (String, String)...) { self.init(elements.map { ($0, $1) }) }

    /// The value of a name; nil where it has none.
    package subscript(name: String) -> String? { values.first { $0.name == name }?.value }

    package static func + (a: Notes, b: Notes) -> Notes { Notes(a.values + b.values) }
}

/// Measurements by their names in the scorecard.
package typealias Measurements = [(name: String, value: Double)]

extension Page {
    /// Records all values that a chapter's prose has.
    package func note(_ notes: @autoclosure () -> Notes, line: Int = #line) {
        guard !isSilent else { return }
        for (name, value) in notes().values { note(name, value, line: line) }
    }

    /// Adds measurements without a reference to the scorecard, without showing them on the page.
    package func record(_ measurements: @autoclosure () -> Measurements, line: Int = #line) {
        guard !isSilent else { return }
        for (name, value) in measurements() { record(name, value, line: line) }
    }
}
