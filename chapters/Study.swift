import Comparisons
import Contest
import Interactions
import LinearAlgebra
import Report
import Study
import Training
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

    /// Finds NCF's test set, once a chapter asks for it.
    package var testSet: @Sendable () -> TestSetPlace = { .missing("nobody looked for it") }

    /// The folder of the recorded runs: Keras's, the contest of chapter 13, and the models of chapter 15.
    private let recordings: String

    /// Creates a study.
    ///
    /// - Parameter recordings: The folder of the recorded runs: Keras's, the contest of chapter 13, and the models of chapter 15.
    package init(source: RatingsSource, settings: Settings, recordings: String = "recordings") {
        self.source = source
        self.settings = settings
        self.recordings = recordings
    }

    /// Runs the selected chapters and those that they depend on; only the selected ones fill a page.
    ///
    /// - Parameters:
    ///   - needed: A chapter to run up to even if only earlier ones are selected.
    ///   - finished: Receives what there is so far, after each selected chapter.
    /// - Throws: `RatingsError`, `TooLittleLeft`, errors of drawing figures and caching results, and what `finished` throws.
    @discardableResult
    package func run(
        _ selected: Set<Chapter>, upTo needed: Chapter = .load, with context: RunContext,
        finished: @escaping (StudyResult) throws -> Void = { _ in }
    ) throws -> StudyResult {
        let run = Run(selected, settings, report: context.report, finished: finished)
        guard let data = try prepare(upTo: selected.reduce(needed, max), run, context) else {
            return run.result
        }
        context.report(.prepared(data))
        let recipe = data.recipe
        var passes: [ForwardPass] = []
        if !selected.isDisjoint(with: [.model, .anneal, .repair]) {
            passes = try run.chapter(.model) { try model(recipe, data, on: $0) }
        }
        if selected.contains(.anneal) {
            try run.chapter(.anneal) { try anneal(recipe, passes, data, on: $0) }
        }
        if !selected.isDisjoint(with: [.train, .evaluate, .diagnose]) {
            let trained = try run.chapter(.train) { page in
                let trained = try train(recipe, data, in: context, on: page)
                run.result.training = trained
                return trained
            }
            if selected.contains(.evaluate) {
                try run.chapter(.evaluate) { try evaluate(trained, by: recipe, data, in: context, on: $0) }
            }
            if selected.contains(.diagnose) {
                try run.chapter(.diagnose) { try diagnose(trained, by: recipe, data, in: context, on: $0) }
            }
        }
        if selected.contains(.repair) {
            try run.chapter(.repair) { try repair(recipe, passes, data, in: context, on: $0) }
        }
        if selected.contains(.paper) {
            try run.chapter(.paper) {
                try paper(data, published: published, recordings: recordings, in: context, on: $0)
            }
        }
        if selected.contains(.seeds) {
            try run.chapter(.seeds) { run.result.seededRuns = try seeds(recipe, data, in: context, on: $0) }
        }
        if selected.contains(.published) {
            let testSet = data.source.isMovieLens1M ? self.testSet() : .ofOtherRatings
            try run.chapter(.published) {
                try Chapters.published(data.source, testSet, recordings: recordings, in: context, on: $0)
            }
        }
        return run.result
    }

    /// Trains a share of chapter 14's seeds and caches the results for that chapter; fills no page.
    ///
    /// - Throws: as `run`.
    package func run(_ share: Share, with context: RunContext) throws {
        let run = Run([], settings, report: context.report) { _ in }
        guard let data = try prepare(upTo: .mask, run, context) else { return }
        try run.chapter(.seeds) { _ in
            let recipes = share.seeds(of: settings.seeds).map { data.recipe.under($0) }
            _ = try data.subjects.results(of: recipes, in: context)
        }
    }

    /// Runs the whole contest of chapter 13, or a share of it, and caches the results for both; fills no page.
    ///
    /// All that does not depend on a chosen setting comes first; a share goes on to the second part, the tuned rows' other
    /// seeds, only if the first is whole.
    ///
    /// - Parameter isTracked: Whether it is to replace the tracked recording, for which the ratings have to be the notebook's.
    /// - Returns: How far it is, and what to record; nil where the ratings are too few.
    /// - Throws: `ContestError` for other ratings than the tracked recording's; as `run`.
    package func contest(
        tries: Int, seeds: Int, share: Share? = nil, isTracked: Bool, with context: RunContext
    ) throws -> ContestProgress? {
        let run = Run([], settings, report: context.report) { _ in }
        guard let data = try prepare(upTo: .mask, run, context) else { return nil }
        let splits = try PaperSplits(data)
        if isTracked, !run.result.isTheNotebooks { throw ContestError(found: data.source.name) }
        let plan = ContestPlan(settings, splits, tries: tries, seeds: seeds)
        return try run.chapter(.paper) { _ in try ContestProgress(plan, on: splits, share: share, in: context) }
    }

    /// Fits all models of chapter 15 and caches the results for it; fills no page.
    ///
    /// - Returns: What to record.
    /// - Throws: `NCFError` for other ratings than MovieLens 1M, or without NCF's test set; as `run`.
    package func ncf(with context: RunContext) throws -> NCFRecording {
        let run = Run([], settings, report: context.report) { _ in }
        let data = try run.chapter(.load) { try load(source, threads: context.threads.count, on: $0) }
        guard data.isMovieLens1M else {
            throw NCFError(expected: "MovieLens 1M", found: data.name, option: "--data or $MOVIELENS_1M")
        }
        let testSet = testSet()
        guard let split = try testSet.split(of: data.ratings) else {
            throw NCFError(
                expected: "NCF's test set", found: "none: \(testSet.reason ?? "")", option: "--ncf or $NCF_ML_1M")
        }
        return try run.chapter(.published) { _ in try NCFRecording(of: split, in: context) }
    }

    /// Runs chapters 1 to 6, or those up to the last one needed.
    private func prepare(upTo last: Chapter, _ run: Run, _ context: RunContext) throws -> StudyData? {
        let (source, comparability) = try run.chapter(.load) { page in
            let data = try load(self.source, threads: context.threads.count, on: page)
            let comparability = try Comparability(data, settings, recordings: recordings)
            run.begin(data, comparability, on: page)
            return (data, comparability)
        }
        context.report(.loaded(source))
        guard last >= .binarize else { return nil }
        let (clicks, matrix) = try run.chapter(.binarize) { page in
            let binarized = try binarize(source.ratings, threshold: settings.threshold, on: page)
            if let error = NoClicksError(source.ratings, clicks: binarized.clicks, threshold: settings.threshold) {
                throw error
            }
            return binarized
        }
        guard last >= .filter else { return nil }
        let kept = try run.chapter(.filter) { page in
            let kept = try filter(matrix, minimum: settings.minimum, on: page)
            try TooLittleLeft.check(kept: kept, of: matrix, settings)
            return kept
        }
        guard last >= .shuffle else { return nil }
        let shuffled = try run.chapter(.shuffle) { try shuffle(kept, seed: settings.shuffleSeed, on: $0) }
        guard last >= .split else { return nil }
        let users = try run.chapter(.split) { page in
            let users = kept.shape.users
            try TooLittleLeft.check(users, of: matrix.shape.users, settings)
            return try split(
                shuffled, validation: settings.validationUsers.of(users), test: settings.testUsers.of(users),
                on: page)
        }
        let masked = try run.chapter(.mask) { try mask(users, withheld: settings.withheld, on: $0) }
        let data = StudyData(clicks, of: source, users: users, masked: masked, comparability)
        run.result.prepared = data
        return data
    }
}

/// A run under way: it gives each selected chapter its page, and the others a silent one.
private final class Run {
    private let selected: Set<Chapter>
    private let settings: Settings
    private let report: @Sendable (RunEvent) -> Void
    private let finished: (StudyResult) throws -> Void
    private var begun: (result: StudyResult, comparability: Comparability)?

    init(
        _ selected: Set<Chapter>, _ settings: Settings, report: @escaping @Sendable (RunEvent) -> Void,
        finished: @escaping (StudyResult) throws -> Void
    ) {
        self.selected = selected
        self.settings = settings
        self.report = report
        self.finished = finished
    }

    /// What there is so far.
    ///
    /// - Precondition: chapter 1 has read the ratings.
    var result: StudyResult {
        get {
            guard let begun else { preconditionFailure("a run has a result once its ratings are read") }
            return begun.result
        }
        set { begun?.result = newValue }
    }

    /// Takes the ratings, by which chapter 1 is held against the references that fit them, as are all after it.
    func begin(_ source: DataSet, _ comparability: Comparability, on page: Page) {
        begun = (StudyResult(data: source, settings: settings, pages: [:]), comparability)
        page.expect(comparability.references(of: .load), mustHold: comparability.sameStudy)
    }

    /// Runs a chapter on its page, and hands on what there is then if the chapter is a selected one.
    func chapter<Value>(_ chapter: Chapter, _ body: (Page) throws -> Value) throws -> Value {
        report(.began(chapter))
        guard selected.contains(chapter) else { return try body(.silent) }
        let page = Page(
            chapter: chapter.name, references: begun?.comparability.references(of: chapter) ?? [],
            mustHold: begun?.comparability.sameStudy ?? false)
        let value = try body(page)
        result.pages[chapter] = page
        try finished(result)
        return value
    }
}
