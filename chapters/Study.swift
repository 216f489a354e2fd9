import Experiment
import Interactions
import LinearAlgebra
import VariationalAutoencoder
import Weave

/// The study, with its ratings and its settings.
package struct Study: Sendable {
    /// Where the ratings come from.
    package let source: RatingsSource
    /// The settings, which a reader may change.
    package let settings: Settings
    /// The paper's data set, whose preparation is used if the ratings are that data set.
    package var published = PaperDataSet.movieLens20M

    /// The folder of Keras's recorded runs.
    private let recordings: String

    /// Creates a study.
    ///
    /// - Parameter recordings: The folder of Keras's recorded runs.
    package init(source: RatingsSource, settings: Settings, recordings: String = "chapters") {
        self.source = source
        self.settings = settings
        self.recordings = recordings
    }

    /// Runs the selected chapters and those that they depend on; only the selected ones fill a page.
    ///
    /// - Throws: `RatingsError`, `SplitError`, and errors of drawing figures and caching results.
    package func run(_ selected: Set<Chapter>, with context: RunContext) throws -> StudyResult {
        let pages = Pages(selected, report: context.report)
        let data = try prepare(pages, context)
        let recipe = data.recipe
        let needsPasses = !selected.isDisjoint(with: [.model, .anneal, .repair])
        let passes = needsPasses ? try model(recipe, data, in: context, on: pages[.model]) : []
        if selected.contains(.anneal) { try anneal(recipe, passes, data, in: context, on: pages[.anneal]) }
        var training: Training?
        if !selected.isDisjoint(with: [.train, .evaluate, .diagnose]) {
            let trained = try train(recipe, data, in: context, on: pages[.train])
            training = trained
            if selected.contains(.evaluate) {
                try evaluate(trained, by: recipe, data, in: context, on: pages[.evaluate])
            }
            if selected.contains(.diagnose) {
                try diagnose(trained, by: recipe, data, in: context, on: pages[.diagnose])
            }
        }
        if selected.contains(.repair) { try repair(recipe, passes, data, in: context, on: pages[.repair]) }
        if selected.contains(.paper) { try paper(data, published: published, in: context, on: pages[.paper]) }
        let seededRuns = selected.contains(.seeds) ? try seeds(recipe, data, in: context, on: pages[.seeds]) : []
        return StudyResult(
            data: data.source, settings: settings, users: data.users, pages: pages.filled, training: training,
            seededRuns: seededRuns)
    }

    /// Trains a share of chapter 14's seeds and caches the results for that chapter; fills no page.
    ///
    /// - Throws: as `run`.
    package func run(_ share: Share, with context: RunContext) throws {
        let pages = Pages([], report: context.report)
        let data = try prepare(pages, context)
        _ = pages[.seeds]
        _ = try data.subjects.results(of: share.seeds(of: settings.seeds).map { data.recipe.under($0) }, in: context)
    }

    /// Runs chapters 1 to 6.
    private func prepare(_ pages: Pages, _ context: RunContext) throws -> StudyData {
        let source = try load(source, threads: context.threads.count, on: pages[.load])
        context.report(.loaded(source))
        let comparability = try Comparability(source, settings) { try KerasRuns(folder: recordings) }
        pages.comparability = comparability
        let matrix = try binarize(source.ratings, threshold: settings.threshold, on: pages[.binarize])
        let kept = try filter(matrix, minimum: settings.minimum, on: pages[.filter])
        let shuffled = try shuffle(kept, seed: settings.shuffleSeed, on: pages[.shuffle])
        let users = try split(shuffled, on: pages[.split])
        let masked = try mask(users, withheld: settings.withheld, on: pages[.mask])
        return StudyData(source, settings, users: users, masked: masked, comparability)
    }
}

/// The pages of the selected chapters; the pages of others are silent.
private final class Pages {
    private let selected: Set<Chapter>
    private let report: @Sendable (RunEvent) -> Void
    private(set) var filled: [Chapter: Page] = [:]
    /// What can be compared. It is known only after the ratings are read, when the page of chapter 1 already exists.
    var comparability: Comparability? {
        didSet {
            filled[.load]?.references = comparability?.references(of: .load) ?? []
            filled[.load]?.mustHold = comparability?.sameStudy ?? false
        }
    }

    init(_ selected: Set<Chapter>, report: @escaping @Sendable (RunEvent) -> Void) {
        self.selected = selected
        self.report = report
    }

    /// Reports that a chapter begins, and returns its page.
    subscript(chapter: Chapter) -> Page {
        report(.began(chapter))
        guard selected.contains(chapter) else { return .silent }
        let page = Page(
            chapter: chapter.name, references: comparability?.references(of: chapter) ?? [],
            mustHold: comparability?.sameStudy ?? false)
        filled[chapter] = page
        return page
    }
}
