import Chapters
import Foundation
import Weave

/// What a waiting reader sees: on a terminal one line that changes, elsewhere plain lines.
///
/// Everything goes to standard error, so that nothing but what was asked for is on standard output.
final class Terminal {
    private let isQuiet: Bool
    private let isInteractive: Bool
    private let hasColour: Bool
    private var firstEpoch: (epoch: Int, at: Date)?
    private var lineIsOpen = false

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        let environment = ProcessInfo.processInfo.environment
        isInteractive = isatty(2) == 1 && environment["TERM"] != "dumb"
        hasColour = isInteractive && (environment["NO_COLOR"] ?? "").isEmpty
    }

    /// Prints a line that stays.
    func say(_ text: String) {
        guard !isQuiet else { return }
        closeLine()
        write(text + "\n")
    }

    /// Shows what a study is doing.
    func report(_ event: Study.Event) {
        switch event {
        case .began(let chapter): show("\(chapter.name)  \(chapter.summary)")
        case .loaded(let data): announce(data)
        case .trained(let progress): show(line(progress))
        }
    }

    private func announce(_ data: DataSet) {
        if data.isSynthetic {
            say(bold("Synthetic ratings:") + " made up in MovieLens 1M's outline; results are not the notebook's.")
        } else {
            say(bold("\(data.name):") + " \(data.ratings.count) ratings.")
        }
    }

    private func line(_ progress: TrainingProgress) -> String {
        let epoch = progress.epoch
        var text = "epoch \(epoch.epoch)/\(progress.of)  loss \(String(format: "%.4f", epoch.loss))  "
            + "validation \(String(format: "%.4f", epoch.validationLoss))  recall@20 \(String(format: "%.4f", progress.recall))"
        if let first = firstEpoch, epoch.epoch > first.epoch {
            let perEpoch = Date().timeIntervalSince(first.at) / Double(epoch.epoch - first.epoch)
            text += "  at most \(Int((perEpoch * Double(progress.of - epoch.epoch)).rounded(.up))) s left"
        } else {
            firstEpoch = (epoch.epoch, Date())
        }
        return text
    }

    /// Says what was written and which numbers do not hold.
    func finish(_ report: Report, folder: String, selected: Set<Chapter>) {
        closeLine()
        let rows = report.scorecard.rows
        let compared = rows.filter { $0.verdict != .notCompared }.count
        let failures = report.scorecard.failures
        for row in failures {
            closeLine()
            write(
                colour("does not hold: ", 31)
                    + "\(row.chapter), \(row.name): published \(row.published.map { "\($0)" } ?? ""), measured \(row.measured)\n")
        }
        let place = folder == "." ? "chapters/README.md" : "\(folder)/chapters/README.md"
        let pages = selected.count == 1 ? "1 page" : "\(selected.count) pages"
        say("\(pages) written; \(compared - failures.count) of \(compared) compared numbers hold. Begin at \(bold(place)).")
    }

    /// Replaces the open line on a terminal; prints a line elsewhere.
    private func show(_ text: String) {
        guard !isQuiet else { return }
        if isInteractive {
            write("\r\u{1B}[2K" + text)
            lineIsOpen = true
        } else {
            write(text + "\n")
        }
    }

    private func closeLine() {
        if lineIsOpen { write("\r\u{1B}[2K") }
        lineIsOpen = false
    }

    private func bold(_ text: String) -> String { colour(text, 1) }
    private func colour(_ text: String, _ code: Int) -> String { hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
