import LinearAlgebra
import Study
import VariationalAutoencoder

/// What the long chapters will take on many ratings, by the first batches of a training.
struct Forecast: CustomStringConvertible {
    /// The seconds that each of the selected long chapters takes, about.
    private let seconds: [(chapter: Chapter, seconds: Double)]

    /// The clicks from which it is worth the measurement: several times those of MovieLens 1M.
    private static let clicks = 2_000_000

    /// Measures two batches; nil where the ratings are few or no long chapter is selected.
    init?(_ data: StudyData, _ selected: Set<Chapter>, threads: Int) {
        let long = selected.intersection([.train, .evaluate, .diagnose, .repair, .paper, .seeds])
        guard data.train.count > Self.clicks, !long.isEmpty else { return nil }
        let trainer = data.recipe.trainer(data, threads: Threads(threads))
        let batches = data.recipe.training.batches(of: data.train.shape.users)
        // Losses that are not finite are told by the training itself.
        guard let elapsed = try? ContinuousClock().measure({ _ = try trainer.updateEpoch(0, batches: 2) }) else {
            return nil
        }
        let epoch = (elapsed / .seconds(1)) * Double(batches) / 2
        let needed = long.isDisjoint(with: [.evaluate, .diagnose]) ? long : long.union([.train])
        // EASE inverts a matrix of movies × movies on one thread.
        let movies = Double(data.train.shape.movies)
        let inversion = movies * movies * movies / 7e10
        seconds = [Chapter.train, .repair, .paper, .seeds].filter(needed.contains).map {
            ($0, epoch * $0.trainedEpochs(data.settings, beside: needed) + ($0 == .paper ? inversion : 0))
        }
    }

    /// In words, with what to leave out.
    var description: String {
        let each = seconds.map { "\($0.chapter.name) \(duration($0.seconds))" }.joined(separator: ", ")
        let longest = seconds.filter { $0.seconds > 3600 }.map { "\($0.chapter.rawValue)" }
        let advice =
            longest.isEmpty
            ? "" : " Name the chapters to run to leave out the longest: \(longest.joined(separator: ", "))."
        return
            "By its first batches, training takes about: \(each).\(advice) Ctrl-C stops; the same command goes on."
    }
}

/// Seconds in words: `43 s`, `12 min`, `3 h`.
package func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<120: "\(Int(seconds.rounded(.up))) s"
    case ..<7200: "\(Int((seconds / 60).rounded())) min"
    default: "\(Int((seconds / 3600).rounded())) h"
    }
}
