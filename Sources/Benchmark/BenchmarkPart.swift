import Study

/// A part of the kit that is timed beside a yardstick.
package enum BenchmarkPart: String, CaseIterable, Codable {
    case trainingEpoch = "training epoch"
    case load
    case study
    case scaleLoad = "scale load"
    case scaleBatch = "scale batch"

    /// A one-line description.
    package var summary: String {
        switch self {
        case .trainingEpoch: "one epoch of the notebook's model, validation loss included"
        case .load: "a ratings file to a click matrix"
        case .study: "chapters 1 to 10 with nothing kept"
        case .scaleLoad: "ratings of MovieLens 20M's size to click matrices, filtered and split"
        case .scaleBatch: "batches of 500 users and 20,720 movies, model 600-200-600"
        }
    }

    /// Whether the part takes ratings of MovieLens 20M's size.
    package var isAtScale: Bool { self == .scaleLoad || self == .scaleBatch }

    /// Times the part and its yardstick alternately, in seconds to minutes.
    ///
    /// The peak memory is this process's, so each part needs one of its own.
    ///
    /// - Throws: What reading the ratings, training and writing a report throw.
    package func measure(_ source: RatingsSource, threads: Int) throws -> Timing {
        let idle = peakMemory() ?? 0
        var timing =
            switch self {
            case .trainingEpoch: try measureTrainingEpoch(source, threads: threads)
            case .load: try withFile(of: source) { try measureLoad($0, threads: threads) }
            case .study: try measureStudy(source, threads: threads)
            case .scaleLoad: try withFile(of: source) { try measureScaleLoad($0, threads: threads) }
            case .scaleBatch: try withFile(of: source) { try measureScaleBatch($0, threads: threads) }
            }
        timing.name = rawValue
        timing.peakBytes = (timing.peakBytes ?? peakMemory()).map { $0 - idle }
        return timing
    }
}
