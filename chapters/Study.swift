import Experiment
import Interactions
import LinearAlgebra
import VariationalAutoencoder
import Weave

/// The notebook's study: its ratings and its settings.
package struct Study: Sendable {
    /// Where the ratings come from.
    package let source: RatingsSource
    /// What a reader may change.
    package let settings: Settings
    /// The data set of the paper that its protocol follows, if the ratings are that.
    package var published = PaperDataSet.movieLens20M

    /// The folder of Keras's recorded runs.
    private let recordings: String

    /// Makes a study.
    ///
    /// - Parameter recordings: The folder of Keras's recorded runs.
    package init(source: RatingsSource, settings: Settings, recordings: String = "chapters") {
        self.source = source
        self.settings = settings
        self.recordings = recordings
    }

    /// Runs the selected chapters and all that they depend on; only the selected ones fill a page.
    ///
    /// - Throws: `RatingsError`, `SplitError` and what cannot be drawn or kept.
    package func run(_ selected: Set<Chapter>, with resources: Resources) throws -> StudyResult {
        try run(selected, share: nil, with: resources)
    }

    /// Trains a share of chapter 14's seeds, and keeps what they gave for that chapter to find; fills no page.
    ///
    /// - Throws: as `run`.
    package func run(_ share: Share, with resources: Resources) throws {
        _ = try run([.seeds], share: share, with: resources)
    }

    private func run(_ selected: Set<Chapter>, share: Share?, with resources: Resources) throws -> StudyResult {
        let (threads, report) = (resources.threads, resources.report)
        var pages: [Chapter: Page] = [:]
        // What can be compared shows once the ratings are read.
        var comparability: Comparability?
        func page(_ chapter: Chapter) -> Page {
            report(.began(chapter))
            guard share == nil, selected.contains(chapter) else { return .silent }
            let page = Page(
                chapter: chapter.name, references: comparability?.references(of: chapter) ?? [],
                mustHold: comparability?.sameStudy ?? false)
            pages[chapter] = page
            return page
        }
        let data = try load(source, threads: threads.count, on: page(.load))
        report(.loaded(data))
        let notebook = try Comparability(data, settings) { try KerasRuns(folder: recordings) }
        comparability = notebook
        pages[.load]?.references = notebook.references(of: .load)
        pages[.load]?.mustHold = notebook.sameStudy
        let matrix = try binarize(data.ratings, threshold: settings.threshold, on: page(.binarize))
        let kept = try filter(matrix, minimum: settings.minimum, on: page(.filter))
        let shuffled = try shuffle(kept, seed: settings.shuffleSeed, on: page(.shuffle))
        let users = try split(shuffled, on: page(.split))
        let folds = try mask(users, withheld: settings.withheld, on: page(.mask))
        let start = try model(items: shuffled.shape.movies, settings: settings, on: page(.model))
        let annealing = try anneal(trainingUsers: users.train.shape.users, settings: settings, on: page(.anneal))
        var training: Training?
        if !selected.isDisjoint(with: [.train, .evaluate, .diagnose]) {
            let trained = try train(
                start.architecture, annealing: annealing, users: users.train, validation: folds.validation,
                settings: settings, resources: resources, beside: notebook.kerasRun, on: page(.train))
            training = trained
            let session = settings.recipe(start.architecture, annealing)
                .session(training: users.train.shape.users, validation: folds.validation)
            let draw = session.predictionDraw(afterEpochs: trained.history.count)
            let another = session.predictionDraw(
                afterEpochs: trained.history.count, earlier: folds.test.input.clicks.rows)
            if selected.contains(.evaluate) {
                try evaluate(
                    trained.model, draw: draw, test: folds.test, settings: settings, threads: threads,
                    comparing: notebook,
                    on: page(.evaluate))
            }
            if selected.contains(.diagnose) {
                try diagnose(
                    trained, draw: draw, another: another, test: folds.test, users: users, annealing: annealing,
                    titles: data.titles, settings: settings,
                    resources: resources, comparing: notebook, on: page(.diagnose))
            }
        }
        if selected.contains(.repair) {
            try repair(
                start.architecture, annealing: annealing, users: users, validation: folds.validation, test: folds.test,
                ratings: data.ratings, settings: settings, resources: resources, on: page(.repair))
        }
        if selected.contains(.paper) {
            try paper(
                users, data: data, published: published, settings: settings, resources: resources, on: page(.paper))
        }
        var seededRuns: [SeededRun] = []
        if selected.contains(.seeds) {
            seededRuns = try seeds(
                start.architecture, annealing: annealing, users: users, validation: folds.validation, test: folds.test,
                ratings: data.ratings, settings: settings, share: share, resources: resources, comparing: notebook,
                on: page(.seeds))
        }
        return StudyResult(
            data: data, settings: settings, users: users, pages: pages, training: training, seededRuns: seededRuns)
    }
}
