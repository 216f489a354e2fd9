/// One chapter's outputs, collected in call order with the line of each call.
///
/// A chapter receives its page and shows things on it as it runs; `weave(source:file:page:footer:notice:)`
/// then sets each output below the cell that made it.
package final class Page {
    /// The chapter's name, such as `05-split`: the file name of its source without the ending.
    package let chapter: String

    /// Whether everything shown is dropped: for a chapter that runs only because another depends on it.
    package let isSilent: Bool

    /// What the chapter's checks are held against; may be set late, by whoever first has to read the data.
    package var references: [Reference]

    package private(set) var outputs: [Output] = []

    private init(chapter: String, references: [Reference], isSilent: Bool) {
        self.chapter = chapter
        self.references = references
        self.isSilent = isSilent
    }

    /// Makes a page that collects what a chapter shows.
    package convenience init(chapter: String = "", references: [Reference] = []) {
        self.init(chapter: chapter, references: references, isSilent: false)
    }

    /// A page that collects nothing: no text, no note, no check, and no figure is ever drawn for it.
    package static var silent: Page { Page(chapter: "", references: [], isSilent: true) }

    /// Shows values as text, each on a line of its own, as the notebook's `print` would.
    ///
    /// ```swift
    /// page.show(train.shape, validation.shape)
    /// // (3125, 4834)
    /// // (3125, 600)
    /// ```
    ///
    /// - Parameters:
    ///   - items: What to show, each described as `String(describing:)` does.
    ///   - separator: What stands between two items; a new line unless told.
    package func show(_ items: Any..., separator: String = "\n", line: Int = #line) {
        collect("show", line) { .text(items.map { String(describing: $0) }.joined(separator: separator)) }
    }

    /// Shows a table.
    package func table(_ table: @autoclosure () -> Table, line: Int = #line) {
        collect("table", line) { .table(table()) }
    }

    /// Shows a figure.
    ///
    /// - Parameters:
    ///   - name: The name of its file, such as `02-ratings.png`; every figure of a page has its own.
    ///   - alternative: What the figure shows, in words, for a reader who cannot see it.
    ///   - caption: Markdown set below it; `{{name}}` stands for a noted value, in `alternative` too.
    ///   - png: Draws the figure and returns the bytes of a PNG; never called for a silent page.
    /// - Throws: What `png` throws.
    package func figure(
        _ name: String, _ alternative: String, caption: String? = nil, line: Int = #line, png: () throws -> [UInt8]
    ) rethrows {
        guard !isSilent else { return }
        let figure = Figure(name: name, png: try png())
        collect("figure", line) { .figure(figure, alternative: alternative, caption: caption) }
    }

    /// Records a value for `{{name}}` to stand for in the chapter's prose and captions.
    ///
    /// The value is written as it describes itself, so round it first where fewer digits should be read.
    package func note(_ name: String, _ value: some CustomStringConvertible, line: Int = #line) {
        collect("note", line) { .note(name: name, value: value.description) }
    }

    /// Compares a measurement with the reference of its name: a row of the scorecard, and a line on the page.
    ///
    /// - Parameters:
    ///   - name: What was measured; a name without a reference fails the weave.
    ///   - measured: What this run found.
    ///   - distance: How far the two may lie apart, where only the run can tell; the reference has the reason.
    package func check(_ name: String, _ measured: some Scorable, within distance: Double? = nil, line: Int = #line) {
        collect("check", line) { .check(name: name, measured.scorecardValue, within: distance) }
    }

    /// Compares a shape, (rows, columns), with the reference of its name.
    package func check(_ name: String, _ measured: (Int, Int), line: Int = #line) {
        check(name, "\(measured)", line: line)
    }

    /// Adds a measurement without a reference to the scorecard; the page says nothing of it.
    package func record(_ name: String, _ measured: some Scorable, line: Int = #line) {
        collect("record", line) { .record(name: name, measured.scorecardValue) }
    }

    /// The scorecard rows of this page, in call order; a check without a reference has none.
    package var rows: [Scorecard.Row] { outputs.compactMap(row) }

    /// The scorecard row that an output makes, if it does.
    package func row(_ output: Output) -> Scorecard.Row? {
        switch output.content {
        case .check(let name, let measured, let distance):
            references.first { $0.name == name }.map {
                Scorecard.Row(chapter: chapter, reference: $0.allowing(distance), measured: measured)
            }
        case .record(let name, let measured):
            Scorecard.Row(chapter: chapter, name: name, measured: measured)
        case .text, .table, .figure, .note:
            nil
        }
    }

    /// The figures of this page, in call order.
    package var figures: [Figure] {
        outputs.compactMap { if case .figure(let figure, _, _) = $0.content { figure } else { nil } }
    }

    private func collect(_ call: String, _ line: Int, _ content: () -> Output.Content) {
        guard !isSilent else { return }
        outputs.append(Output(call: call, line: line, content: content()))
    }
}

extension Page {
    /// A figure that a chapter drew: to be written to `figures/` under its name.
    package struct Figure: Sendable, Hashable {
        /// The name of its file, such as `02-ratings.png`.
        package let name: String
        /// The bytes of the PNG.
        package let png: [UInt8]

        package init(name: String, png: [UInt8]) {
            self.name = name
            self.png = png
        }
    }

    /// One call on a page: what it left, and where in the chapter's source it stands.
    package struct Output {
        package enum Content {
            case text(String)
            case table(Table)
            case figure(Figure, alternative: String, caption: String?)
            case note(name: String, value: String)
            case check(name: String, ScorecardValue, within: Double?)
            case record(name: String, ScorecardValue)
        }

        /// The method called, such as `show`.
        package let call: String
        /// The line that method's name stands on, counted from 1.
        package let line: Int
        package let content: Content
    }
}
