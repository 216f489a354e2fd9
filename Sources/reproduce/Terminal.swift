import ArgumentParser
import Cache
import Files
import Formatting
import Foundation
import Report
import Study
import Synchronization
import Training

/// Shows progress: one changing line on a terminal, plain lines elsewhere.
///
/// Progress goes to standard error, so that standard output has only what was asked for.
final class Terminal: Sendable {
    private let isQuiet: Bool
    private let chapters: Set<Chapter>
    private let isInteractive: Bool
    private let hasColour: Bool
    private let state: Mutex<State>

    /// What has been shown of a run.
    private struct State {
        var timeLeft: TimeLeft
        var began: [(chapter: Chapter, at: Date)] = []
        var lastPercent: (chapter: Chapter, percent: Int)?
        var lineIsOpen = false
    }

    /// - Parameter chapters: The chapters asked for; others that have to run are not mentioned.
    init(isQuiet: Bool, chapters: Set<Chapter> = [], settings: Settings = Settings()) {
        self.isQuiet = isQuiet
        self.chapters = chapters
        state = Mutex(State(timeLeft: TimeLeft(chapters, settings)))
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

    /// Prints in one line why a run ended, even when quiet.
    func fail(_ text: String) {
        closeLine()
        write("reproduce: \(text)\n")
    }

    /// Runs a command, and ends the program with 1, or with 130 after Ctrl-C, if it cannot go on; prints why.
    ///
    /// - Parameter options: The command's options that name folders to write to.
    /// - Throws: `ExitCode`.
    func exitingOnFailure(foldersBy options: String, _ command: () throws -> Void) throws {
        do {
            try command()
        } catch let error as ExitCode {
            throw error
        } catch {
            fail(error is FileError ? "\(error) (\(options))" : "\(error)")
            throw ExitCode(error is Interrupted ? 130 : 1)
        }
    }

    /// Removes the line of progress.
    func finish() { closeLine() }

    /// Shows what a study is doing.
    func report(_ event: RunEvent) {
        switch event {
        case .began(let chapter):
            state.withLock { $0.began.append((chapter, Date())) }
            if chapters.contains(chapter) { show("\(chapter.name)  \(chapter.summary)") }
        case .loaded(let data): announce(data)
        case .prepared: break
        case .trained(let progress): show(line(progress))
        case .advanced(let chapter, let share, let doing): advance(chapter, share, doing)
        }
    }

    /// Shows the progress of a long chapter: every percent on a terminal, every tenth elsewhere.
    private func advance(_ chapter: Chapter, _ share: Double, _ doing: String) {
        let percent = Int(100 * share)
        let left = left(share, of: chapter)
        let isDue = state.withLock { state in
            let last = state.lastPercent
            if let last, last.chapter == chapter, percent < last.percent + (isInteractive ? 1 : 10) { return false }
            state.lastPercent = (chapter, percent)
            return true
        }
        guard isDue else { return }
        show("\(chapter.name)  \(percent)%  \(doing)\(left)")
    }

    /// The time that is left of a chapter, of which a share is done, and of the run.
    private func left(_ share: Double, of chapter: Chapter) -> String {
        let now = Date().timeIntervalSinceReferenceDate
        guard let left = state.withLock({ $0.timeLeft.after(share, of: chapter, at: now) }) else { return "" }
        let text = "  about \(duration(left.chapter)) left"
        return left.run > left.chapter ? text + ", \(duration(left.run)) of the run" : text
    }

    private func announce(_ data: DataSet) {
        if data.isSynthetic {
            say(
                bold("Synthetic ratings:")
                    + " \(data.ratings.count), made up by the kit; results are not the notebook's.")
        } else {
            say(bold("\(data.name):") + " \(data.ratings.count) ratings.")
        }
        for remark in data.remarks { say(remark) }
        if let warning = data.titlesWarning { say("Warning: \(warning)") }
    }

    private func line(_ progress: TrainingProgress) -> String {
        let epoch = progress.epoch
        let current = state.withLock { $0.began.last?.chapter ?? .load }
        var text = "\(current.name)  epoch \(epoch.epoch)/\(progress.of)  loss \(String(format: "%.4f", epoch.loss))"
        if let validation = epoch.validation { text += "  validation \(String(format: "%.4f", validation.total))" }
        if let recall = progress.recall { text += "  recall@20 \(String(format: "%.4f", recall))" }
        return text + left(progress.share, of: .train)
    }

    /// Prints what was written and which numbers do not hold.
    ///
    /// - Parameters:
    ///   - folder: Where the pages are.
    ///   - book: The path of the pages in one file.
    func finish(_ report: Report, folder: String, book: String) {
        tellFailures(of: report)
        let place = folder == "." ? "chapters/README.md" : "\(folder)/chapters/README.md"
        sayTimes()
        let pages = counted(chapters.count, "page")
        let held = report.scorecard.tally.map { "numbers that hold: \($0)" } ?? "nothing to compare numbers with"
        say(
            "\(pages) written; \(held). "
                + "Begin at \(bold(place)), or read \(bold(book)) in a browser.")
    }

    /// Prints how long the run took, and each chapter of a second or more.
    private func sayTimes() {
        let end = Date()
        let began = state.withLock { $0.began }
        let ends = began.dropFirst().map(\.at) + [end]
        let times = zip(began, ends).map { ($0.chapter.name, $1.timeIntervalSince($0.at)) }.filter { $0.1 >= 1 }
        guard let first = began.first else { return }
        func elapsed(_ seconds: Double) -> String {
            let (minutes, rest) = Int(seconds.rounded()).quotientAndRemainder(dividingBy: 60)
            return minutes > 0 ? "\(minutes) min \(rest) s" : "\(rest) s"
        }
        let each = times.map { "\($0) \(elapsed($1))" }.joined(separator: ", ")
        say("Took \(elapsed(end.timeIntervalSince(first.at)))\(times.isEmpty ? "" : ": \(each)").")
    }

    /// Prints what a share of the seeds has cached for chapter 14, and how to get its page.
    func finish(_ share: Share, of seeds: Seeds, keptIn folder: String, merging command: String) {
        let trained = share.seeds(of: seeds).count
        say("Share \(share): \(trained) of \(seeds.count) seeds are kept in \(folder).")
        say(
            "When all \(share.count) shares are there, on this machine or copied here, this writes the page:\n\(command)"
        )
    }

    /// Prints to standard output how a report differs from the tracked one.
    func finish(_ report: Report, _ comparison: Comparison) {
        tellFailures(of: report)
        for difference in comparison.differences { print(difference) }
        if comparison.differences.isEmpty, !isQuiet { print("identical: \(comparison.extent)") }
    }

    /// Prints which numbers do not hold, even when quiet.
    private func tellFailures(of report: Report) {
        closeLine()
        for row in report.scorecard.failures {
            let expected = row.reference.map { "\(row.kind?.rawValue ?? "") \($0), " } ?? ""
            write(colour("does not hold: ", 31) + "\(row.chapter), \(row.name): \(expected)measured \(row.measured)\n")
        }
    }

    /// Replaces the open line on a terminal; prints a line elsewhere.
    private func show(_ text: String) {
        guard !isQuiet else { return }
        if isInteractive {
            // A line that wraps cannot be replaced.
            write("\r\u{1B}[2K" + text.prefix(max(columns - 1, 0)))
            state.withLock { $0.lineIsOpen = true }
        } else {
            write(text + "\n")
        }
    }

    /// The width of the terminal, in characters.
    private var columns: Int {
        var size = winsize()
        return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    private func closeLine() {
        let wasOpen = state.withLock { state in
            defer { state.lineIsOpen = false }
            return state.lineIsOpen
        }
        if wasOpen { write("\r\u{1B}[2K") }
    }

    private func bold(_ text: String) -> String { colour(text, 1) }
    private func colour(_ text: String, _ code: Int) -> String { hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
    private func write(_ text: String) { reproduce.write(text, to: STDERR_FILENO) }
}
