/// One chapter's outputs, in call order, with the line of each call.
///
/// A chapter shows things on its page as it runs; a `Weaver` then places each output below the cell that made it.
package final class Page {
    /// The chapter's name, such as `05-split`: its source's file name without the extension.
    package let chapter: String

    /// Whether everything shown is dropped, for a chapter that runs only because another depends on it.
    package let isSilent: Bool

    /// What the chapter's checks are compared with.
    package private(set) var references: [Reference]

    /// Whether a claim that does not hold fails the run: true for the ratings and settings that the prose is about.
    package private(set) var mustHold: Bool

    package private(set) var outputs: [Output] = []

    private init(chapter: String, references: [Reference], mustHold: Bool, isSilent: Bool) {
        self.chapter = chapter
        self.references = references
        self.mustHold = mustHold
        self.isSilent = isSilent
    }

    /// Creates a page that collects what a chapter shows.
    package convenience init(chapter: String = "", references: [Reference] = [], mustHold: Bool = false) {
        self.init(chapter: chapter, references: references, mustHold: mustHold, isSilent: false)
    }

    /// A page that drops everything and for which no figure is drawn.
    package static var silent: Page { Page(chapter: "", references: [], mustHold: false, isSilent: true) }

    /// Adds references that are known only once the chapter runs, before its checks are read.
    ///
    /// - Parameter mustHold: Whether a claim that does not hold fails the run; nil leaves it as it is.
    package func expect(_ references: [Reference], mustHold: Bool? = nil) {
        self.references += references
        self.mustHold = mustHold ?? self.mustHold
    }

    /// Shows values as text, each on its own line, as the notebook's `print` would.
    ///
    /// ```swift
    /// page.show(train.shape, validation.shape)
    /// // (3125, 4834)
    /// // (3125, 600)
    /// ```
    ///
    /// - Parameter items: What to show, each described as `String(describing:)` does.
    package func show(_ items: Any..., line: Int = #line) {
        collect("show", line) { .text(items.map { String(describing: $0) }.joined(separator: "\n")) }
    }

    /// Shows a table.
    package func table(_ table: @autoclosure () -> Table, line: Int = #line) {
        collect("table", line) { .table(table()) }
    }

    /// Draws a figure, which the prose must show on its own line:
    /// `![what it shows, in words](../figures/02-ratings.png)`.
    ///
    /// - Parameters:
    ///   - name: The name of its file, such as `02-ratings.png`, unique on the page.
    ///   - png: The bytes of the PNG; not evaluated for a silent page.
    ///   - csv: The numbers that it shows, as a file for machines; empty where it shows none.
    /// - Throws: What `png` throws.
    package func figure(
        _ name: String, _ png: @autoclosure () throws -> [UInt8], csv: @autoclosure () -> [UInt8] = [],
        line: Int = #line
    ) rethrows {
        guard !isSilent else { return }
        let figure = Figure(name: name, png: try png(), csv: csv())
        collect("figure", line) { .figure(figure) }
    }

    /// Records the value that replaces `{{name}}` in the chapter's prose.
    ///
    /// The value is written with its `description`, so round it first if a page should show fewer digits.
    package func note(_ name: String, _ value: some CustomStringConvertible, line: Int = #line) {
        collect("note", line) { .note(name: name, value: value.description) }
    }

    /// Compares a measurement with the reference of its name: a row of the scorecard, and a line on the page.
    ///
    /// - Parameters:
    ///   - name: What was measured; a name without a reference fails the weave.
    ///   - measured: What this run found.
    ///   - distance: The allowed difference, if it depends on the run; the reference has the reason.
    package func check(_ name: String, _ measured: some Scorable, within distance: Double? = nil, line: Int = #line) {
        collect("check", line) { .check(name: name, measured.scorecardValue, within: distance) }
    }

    /// Compares a shape, (rows, columns), with the reference of its name.
    package func check(_ name: String, _ measured: (Int, Int), line: Int = #line) {
        check(name, "\(measured)", line: line)
    }

    /// Compares what a page's own code computes with what the kit's engine computes: a row of the scorecard, and a line
    /// on the page. It must hold on any data.
    ///
    /// - Parameters:
    ///   - name: What was computed.
    ///   - measured: What the page's code gave.
    ///   - engine: What the engine gave.
    ///   - distance: The allowed difference.
    ///   - reason: Why they may differ.
    package func compare(
        _ name: String, _ measured: some Scorable, with engine: some Scorable, within distance: Double = 0,
        because reason: String = "the two round differently", line: Int = #line
    ) {
        let tolerance: Tolerance = distance == 0 ? .exactly : .within(distance, because: reason)
        let reference = Reference(name, engine, .engine, tolerance, comparable: true)
        collect("compare", line) { .compare(reference, measured.scorecardValue) }
    }

    /// Adds a measurement without a reference to the scorecard, without showing it on the page.
    package func record(_ name: String, _ measured: some Scorable, line: Int = #line) {
        collect("record", line) { .record(name: name, measured.scorecardValue) }
    }

    /// Records whether a conclusion of the prose holds: a row of the scorecard on a page that `mustHold`.
    ///
    /// The prose has a text for either case, between lines with only these directives: `{{if equal to popularity}}`,
    /// `{{else}}`, `{{end}}`. A claim that no directive names fails the weave.
    ///
    /// - Parameters:
    ///   - name: The conclusion in a few words.
    ///   - holds: Whether this run supports it; if not, the row fails.
    package func claim(_ name: String, _ holds: Bool, line: Int = #line) {
        collect("claim", line) { .claim(name: name, holds: holds) }
    }

    /// Chooses between two texts of the prose, as a claim does, by what the data or the settings are: no conclusion, and no row
    /// of the scorecard.
    package func condition(_ name: String, _ holds: Bool, line: Int = #line) {
        collect("condition", line) { .condition(name: name, holds: holds) }
    }

    /// The scorecard rows of this page, in call order; a check without a reference has none.
    package var rows: [Scorecard.Row] { outputs.compactMap(row) }

    /// The scorecard row of an output; nil if it has none.
    package func row(_ output: Output) -> Scorecard.Row? {
        switch output.content {
        case .check(let name, let measured, let distance):
            references.first { $0.name == name }.map {
                Scorecard.Row(chapter: chapter, reference: $0.allowing(distance), measured: measured)
            }
        case .compare(let reference, let measured):
            Scorecard.Row(chapter: chapter, reference: reference, measured: measured)
        case .record(let name, let measured):
            Scorecard.Row(chapter: chapter, name: name, measured: measured)
        case .claim(let name, let holds) where mustHold:
            Scorecard.Row(
                chapter: chapter, reference: Reference(name, "holds", .claimed, comparable: true),
                measured: holds ? "holds" : "does not hold")
        case .text, .table, .figure, .note, .claim, .condition:
            nil
        }
    }

    /// The figures of this page, in call order.
    package var figures: [Figure] {
        outputs.compactMap { if case .figure(let figure) = $0.content { figure } else { nil } }
    }

    private func collect(_ call: String, _ line: Int, _ content: () -> Output.Content) {
        guard !isSilent else { return }
        outputs.append(Output(call: call, line: line, content: content()))
    }
}

extension Page {
    /// A figure that a chapter drew, to be written to `figures/` under its name.
    package struct Figure: Sendable, Hashable {
        /// The name of its file, such as `02-ratings.png`.
        package let name: String
        /// The bytes of the PNG.
        package let png: [UInt8]
        /// The numbers that it shows, with a header; empty where it shows none.
        package let csv: [UInt8]

        package init(name: String, png: [UInt8], csv: [UInt8] = []) {
            self.name = name
            self.png = png
            self.csv = csv
        }

        /// The name of the file of its numbers, such as `02-ratings.csv`.
        package var csvName: String { "\(name.hasSuffix(".png") ? name.dropLast(4) : name[...]).csv" }
    }

    /// One call on a page: its output, and its line in the chapter's source.
    package struct Output {
        package enum Content {
            case text(String)
            case table(Table)
            case figure(Figure)
            case note(name: String, value: String)
            case check(name: String, ScorecardValue, within: Double?)
            case compare(Reference, ScorecardValue)
            case record(name: String, ScorecardValue)
            case claim(name: String, holds: Bool)
            case condition(name: String, holds: Bool)
        }

        /// The method called, such as `show`.
        package let call: String
        /// The line with the method's name, counted from 1.
        package let line: Int
        package let content: Content
    }
}
