import Formatting
import Statistics
import Weave

extension Comparability {
    /// What a chapter's measurements are held against, in its order, and whether this run has what it takes.
    ///
    /// `printed` is what stands in the notebook's outputs, `implied` what follows from that, and `rerun` what its own
    /// code gives, run again on MovieLens 1M.
    package func references(of chapter: Chapter) -> [Reference] {
        switch chapter {
        case .load:
            [
                Reference("ratings", 1_000_209, .rerun, comparable: sameOutline),
                Reference(
                    "fingerprint of users, movies and stars", Published.fingerprint, .rerun, comparable: sameRatings),
                Reference(
                    "first five rows, as user, movie, stars",
                    ["1 1193 5", "1 661 3", "1 914 3", "1 3408 4", "1 2355 5"], .printed, comparable: sameRatings),
            ]
        case .binarize:
            [
                Reference("clicks", 575_281, .rerun, comparable: sameOutline),
                Reference("row labels of the first five clicks", [0, 3, 4, 6, 7], .printed, comparable: sameRatings),
                Reference("movies and users", "(3533, 6038)", .printed, comparable: sameOutline),
            ]
        case .filter:
            [
                Reference("movies and users kept", "(3125, 6034)", .printed, comparable: sameOutline),
                Reference("clicks kept", 574_376, .rerun, comparable: sameOutline),
                Reference("density, called sparsity", "0.0305", .printed, comparable: sameOutline),
                Reference("density, every digit", 0.030460775604905534, .rerun, comparable: sameOutline),
            ]
        case .shuffle:
            [
                Reference(
                    "first ten users", [5323, 3219, 5123, 1667, 3661, 5632, 5143, 2446, 5257, 1371], .printed,
                    comparable: sameOutline),
                Reference(
                    "last ten users", [4430, 5340, 467, 5740, 3093, 3774, 5197, 5232, 5396, 861], .printed,
                    comparable: sameOutline),
                Reference("first five movies", [1036, 2651, 394, 2272, 1359], .printed, comparable: sameOutline),
            ]
        case .split:
            [
                Reference("train shape", "(3125, 4834)", .printed, comparable: sameOutline),
                Reference("validation shape", "(3125, 600)", .printed, comparable: sameOutline),
                Reference("test shape", "(3125, 600)", .printed, comparable: sameOutline),
                Reference("clicks to train on", 465_150, .rerun, comparable: sameRatings),
                Reference("clicks to validate on", 54_821, .rerun, comparable: sameRatings),
                Reference("clicks to test on", 54_405, .rerun, comparable: sameRatings),
            ]
        case .mask:
            [
                Reference("mask shape", "(3125, 600)", .printed, comparable: sameOutline),
                Reference("withheld movies", 625, .implied, comparable: sameOutline),
                Reference("clicks in the validation inputs", 43_214, .rerun, comparable: sameRatings),
                Reference("clicks in the test inputs", 42_967, .rerun, comparable: sameRatings),
            ]
        case .model:
            [
                Reference("parameters of the encoder", 384_800, .printed, comparable: sameModel),
                Reference("parameters of the decoder", 383_045, .printed, comparable: sameModel),
                Reference("parameters of the model", 767_845, .printed, comparable: sameModel),
                Reference(
                    "SHA-256 of all initial weights", kerasRun?.allWeights ?? "", .rerun,
                    comparable: kerasRun?.allWeights != nil),
            ]
        case .anneal:
            [
                Reference("batches of an epoch", 38, .implied, comparable: sameTraining),
                Reference("largest β after the first update", 0.0074, .implied, comparable: sameTraining),
            ]
        case .train:
            [
                Reference(
                    "loss of the first two batches", 1.8937, .printed,
                    .within(0.6, because: "first weights at random; 20 seeds gave 1.84 to 2.42"),
                    comparable: sameTraining)
            ] + (kerasRun == nil ? [] : kerasTraining)
        case .evaluate:
            Published.recalls.map { k, recall in
                Reference(
                    Finding.recall(at: k).name, recall, .printed,
                    .within(
                        distanceOfTwoRuns(at: k),
                        because: "two runs of Keras lie no farther apart with a probability of 95%"),
                    comparable: sameTraining)
            }
                + Published.recalls.compactMap { k, _ in
                    kerasRun?.recall(at: k).map {
                        Reference(
                            "recall@\(k) of the same seed", $0, .rerun,
                            .within(0.0015, because: "after dozens of epochs rounding moves a few hits"),
                            comparable: true)
                    }
                }
        case .seeds:
            Published.recalls.map { k, recall in
                Reference(
                    Finding.meanRecall(at: k).name, recall, .printed,
                    .within(because: "one run of a random training, by the spread of the seeds"),
                    comparable: sameTraining && severalSeeds)
            } + kerasSeeds
        default: []
        }
    }

    /// How far apart recall@k of two trainings of the original lies with a probability of 95%, by its recorded runs.
    private func distanceOfTwoRuns(at k: Int) -> Double {
        let spread = Spread((keras?.asItStands ?? []).compactMap { $0.recall(at: k) })
        return roundedUp(spread?.distanceOfTwo() ?? 0)
    }

    /// What chapter 9's training is held against of Keras's with the same seed.
    private var kerasTraining: [Reference] {
        [
            Reference(
                "losses of the first epoch's batches, largest relative difference", 0.0, .rerun,
                .within(1e-5, because: "single precision"), comparable: true),
            Reference(
                "losses of all epochs, largest difference in nats", 0.0, .rerun,
                .within(1e-4, because: "rounding decides whether a gradient passes a hidden unit near zero"),
                comparable: true),
            // Under some seeds a near tie of two validation losses may fall the other way.
            Reference("epochs", kerasRun?.history.count ?? 0, .rerun, comparable: sameTraining),
        ]
    }

    /// What chapter 14's seeds are held against of Keras's.
    private var kerasSeeds: [Reference] {
        let count = keras?.fourLines.count { seeds.range.contains($0.seed) } ?? 0
        guard count > 0 else { return [] }
        return [
            Reference(
                Finding.seedsOfTheSameLength.name, count, .rerun,
                .within(Double(count * 3 / 20), because: "a near tie of two validation losses may fall the other way"),
                comparable: true),
            Reference(
                Finding.differenceFromKeras.name, 0.0, .rerun,
                .within(0.0005, because: "after dozens of epochs rounding moves a few hits"), comparable: true),
        ]
    }
}
