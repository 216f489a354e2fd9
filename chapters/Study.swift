import Interactions
import LinearAlgebra
import VariationalAutoencoder
import Weave

/// The notebook's study: its ratings and its settings.
public struct Study: Sendable {
    /// Where the ratings come from.
    public let source: RatingsSource
    /// What a reader may change.
    public let settings: Settings
    /// The data set of the paper that its protocol follows, if the ratings are that.
    package var published = PaperDataSet.movieLens20M

    /// The folder of Keras's recorded runs.
    private let recordings: String

    /// Makes a study.
    ///
    /// - Parameter recordings: The folder of Keras's recorded runs.
    public init(source: RatingsSource, settings: Settings, recordings: String = "chapters") {
        self.source = source
        self.settings = settings
        self.recordings = recordings
    }

    /// What happens while a study runs, for whoever waits.
    public enum Event: Sendable {
        /// A chapter begins.
        case began(Chapter)
        /// The ratings were read.
        case loaded(DataSet)
        /// An epoch of chapter 9's training has ended.
        case trained(TrainingProgress)
        /// A chapter that takes long has done this share of its work.
        case advanced(Chapter, share: Double)
    }

    /// Runs the selected chapters and all that they depend on; only the selected ones fill a page.
    ///
    /// - Throws: `RatingsError`, `SplitError` and what cannot be drawn or kept.
    public func run(_ selected: Set<Chapter>, with resources: Resources) throws -> StudyResult {
        try run(selected, share: nil, with: resources)
    }

    /// Trains a share of chapter 14's seeds, and keeps what they gave for that chapter to find; fills no page.
    ///
    /// - Throws: as `run`.
    public func run(_ share: Share, with resources: Resources) throws {
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

/// What a run of the study gave.
public struct StudyResult {
    /// The ratings it ran on.
    public let data: DataSet
    /// The settings it ran with.
    public let settings: Settings
    /// The users of chapter 5.
    public let users: UserSplit
    /// What the selected chapters showed.
    public let pages: [Chapter: Page]
    /// The trained model, if a selected chapter needed it.
    public let training: Training?
    /// What each seed gave, if chapter 14 was selected.
    let seededRuns: [SeededRun]

    /// What is written beside the pages, for machines: the weights and history of chapter 9, and the seeds of chapter 14.
    ///
    /// - Throws: where the weights cannot be encoded.
    public var filesBeside: [(path: String, bytes: [UInt8])] {
        get throws {
            let trained = pages[.train] == nil ? nil : training
            return try (trained?.files ?? []) + (pages[.seeds] == nil ? [] : seededRuns.files)
        }
    }

    /// Whether the pages may stand where the tracked ones do: the notebook's ratings and settings.
    public var isTheNotebooks: Bool { data.isMovieLens1M && settings == Settings() }

    /// A folder's name for this run's ratings and settings: `movielens-1m-epochs-3`.
    public var folderName: String {
        let name = data.name.lowercased().replacing(" ", with: "-")
        return settings.changes.reduce(name) { "\($0)-\($1.option)-\($1.value)" }
    }

    /// What a reader must know before the first number, where the run is not the notebook's.
    var notice: String? {
        var sentences: [String] = []
        if data.isSynthetic && !data.hasTheNotebooksOutline {
            sentences.append(
                "**These ratings are synthetic.** The kit made them up: nobody ever gave these stars, and what is learnt from them "
                    + "says nothing about people or films.")
        } else if data.isSynthetic {
            sentences.append(
                "**These ratings are synthetic.** The kit made them up in MovieLens 1M's outline, so counts, ids and shapes up to "
                    + "the split are the notebook's, but nobody ever gave these stars: what is learnt from them says nothing about "
                    + "people or films, and is not compared with what the notebook published.")
        } else if !data.isMovieLens1M {
            sentences.append(
                "**These are not the notebook's ratings**, and its numbers are not compared with these.")
        }
        if !settings.changes.isEmpty {
            let changes = settings.changes.map { "`--\($0.option) \($0.value)`" }.joined(separator: ", ")
            sentences.append("**These are not the notebook's settings:** \(changes).")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: "\n\n")
    }

    /// The last line of every page: what its numbers were made from.
    var footer: String {
        let changes = settings.changes.filter { $0.option != "seed" }.map { "\($0.option) \($0.value)" }
        return "---\n\nData: \(data.name), fingerprint `\(data.fingerprint.prefix(16))`. Seed: \(settings.seed). "
            + "Settings: \(changes.isEmpty ? "the notebook's" : changes.joined(separator: ", "))."
    }
}
