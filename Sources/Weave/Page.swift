/// One chapter's outputs, collected in call order with the line of each call.
///
/// A chapter receives its page and shows things on it as it runs; `weave(source:file:page:footer:notice:)`
/// then sets each output below the cell that made it.
public final class Page {
    /// The chapter's name, such as `05-split`: the file name of its source without the ending.
    public let chapter: String

    /// Whether everything shown is dropped: for a chapter that runs only because another depends on it.
    public let isSilent: Bool

    package private(set) var outputs: [Output] = []

    private init(chapter: String, isSilent: Bool) {
        self.chapter = chapter
        self.isSilent = isSilent
    }

    /// Makes a page that collects what a chapter shows.
    public convenience init(chapter: String = "") {
        self.init(chapter: chapter, isSilent: false)
    }

    /// A page that collects nothing: no text, no note, no expectation, and no figure is ever drawn for it.
    public static var silent: Page { Page(chapter: "", isSilent: true) }

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
    public func show(_ items: Any..., separator: String = "\n", line: Int = #line) {
        collect("show", line) { .text(items.map { String(describing: $0) }.joined(separator: separator)) }
    }

    /// Shows a table.
    public func table(_ table: @autoclosure () -> Table, line: Int = #line) {
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
    public func figure(
        _ name: String, _ alternative: String, caption: String? = nil, line: Int = #line, png: () throws -> [UInt8]
    ) rethrows {
        guard !isSilent else { return }
        let figure = Figure(name: name, png: try png())
        collect("figure", line) { .figure(figure, alternative: alternative, caption: caption) }
    }

    /// Records a value for `{{name}}` to stand for in the chapter's prose and captions.
    ///
    /// The value is written as it describes itself, so round it first where fewer digits should be read.
    public func note(_ name: String, _ value: some CustomStringConvertible, line: Int = #line) {
        collect("note", line) { .note(name: name, value: value.description) }
    }

    /// Adds a row to the scorecard, and says on the page whether it holds.
    ///
    /// - Parameters:
    ///   - name: What was measured.
    ///   - published: What the notebook printed; `nil` where it printed nothing to compare with.
    ///   - measured: What this run found.
    ///   - tolerance: How far the two may lie apart.
    ///   - comparing: `false` lists the row without a verdict, as for data that the notebook never saw.
    public func expect<Value: Scorable>(
        _ name: String, published: Value?, measured: Value, _ tolerance: Tolerance = .exactly,
        comparing: Bool = true, line: Int = #line
    ) {
        collect("expect", line) {
            .check(Scorecard.Row(
                chapter: chapter, name: name, published: published?.scorecardValue, measured: measured.scorecardValue,
                tolerance: tolerance, comparing: comparing))
        }
    }

    /// Adds a row to the scorecard for a shape, (rows, columns), which has to match exactly.
    public func expect(
        _ name: String, published: (Int, Int)?, measured: (Int, Int), comparing: Bool = true, line: Int = #line
    ) {
        expect(
            name, published: published.map { "\($0)" }, measured: "\(measured)", comparing: comparing, line: line)
    }

    /// The scorecard rows of this page, in call order.
    public var expectations: [Scorecard.Row] {
        outputs.compactMap { if case .check(let row) = $0.content { row } else { nil } }
    }

    /// The figures of this page, in call order.
    public var figures: [Figure] {
        outputs.compactMap { if case .figure(let figure, _, _) = $0.content { figure } else { nil } }
    }

    private func collect(_ call: String, _ line: Int, _ content: () -> Output.Content) {
        guard !isSilent else { return }
        outputs.append(Output(call: call, line: line, content: content()))
    }
}

extension Page {
    /// A figure that a chapter drew: to be written to `figures/` under its name.
    public struct Figure: Sendable, Hashable {
        /// The name of its file, such as `02-ratings.png`.
        public let name: String
        /// The bytes of the PNG.
        public let png: [UInt8]

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
            case check(Scorecard.Row)
        }

        /// The method called, such as `show`.
        package let call: String
        /// The line that method's name stands on, counted from 1.
        package let line: Int
        package let content: Content
    }
}
