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
    ///
    /// - Parameter needed: A chapter to run up to even if only earlier ones are selected.
    package func run(
        _ selected: Set<Chapter>, upTo needed: Chapter = .load, with context: RunContext
    ) throws -> StudyResult {
        let pages = Pages(selected, report: context.report)
        let (source, prepared) = try prepare(
            upTo: selected.reduce(needed, max), pages, context)
        guard let data = prepared else {
            return StudyResult(data: source, settings: settings, pages: pages.filled)
        }
        context.report(.prepared(data))
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
        var result = StudyResult(data: source, settings: settings, pages: pages.filled)
        (result.prepared, result.training, result.seededRuns) = (data, training, seededRuns)
        return result
    }

    /// Trains a share of chapter 14's seeds and caches the results for that chapter; fills no page.
    ///
    /// - Throws: as `run`.
    package func run(_ share: Share, with context: RunContext) throws {
        let pages = Pages([], report: context.report)
        guard let data = try prepare(upTo: .mask, pages, context).data else { return }
        _ = pages[.seeds]
        _ = try data.subjects.results(of: share.seeds(of: settings.seeds).map { data.recipe.under($0) }, in: context)
    }

    /// Runs chapters 1 to 6, or those up to the last one needed.
    private func prepare(
        upTo last: Chapter, _ pages: Pages, _ context: RunContext
    ) throws -> (source: DataSet, data: StudyData?) {
        let source = try load(source, threads: context.threads.count, on: pages[.load])
        context.report(.loaded(source))
        let comparability = try Comparability(source, settings) { try KerasRuns(folder: recordings) }
        pages.comparability = comparability
        guard last >= .binarize else { return (source, nil) }
        let matrix = try binarize(source.ratings, threshold: settings.threshold, on: pages[.binarize])
        guard last >= .filter else { return (source, nil) }
        let kept = try filter(matrix, minimum: settings.minimum, on: pages[.filter])
        try TooFew.check(kept: kept, of: matrix, settings)
        guard last >= .shuffle else { return (source, nil) }
        let shuffled = try shuffle(kept, seed: settings.shuffleSeed, on: pages[.shuffle])
        guard last >= .split else { return (source, nil) }
        try TooFew.check(kept.shape.users, of: matrix.shape.users, settings)
        let users = try split(shuffled, settings, on: pages[.split])
        let masked = try mask(users, withheld: settings.withheld, on: pages[.mask])
        return (source, StudyData(source, settings, users: users, masked: masked, comparability))
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
