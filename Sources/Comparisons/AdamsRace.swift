import Study

/// What the race for Adam's counter does to Keras's runs: those with three lines, in which it turns by chance, beside those
/// with four, in which it never does.
package struct AdamsRace: Sendable {
    /// How many seeds were run with three lines.
    package let seeds: Int
    /// After how many updates the race turned, in the runs that tell.
    package let turns: [Int]
    /// The largest difference of a validation loss that the fourth line makes.
    package let largestDifference: Double
    /// How many seeds it makes train for another number of epochs.
    package let seedsOfOtherLength: Int

    /// Compares the recorded runs.
    package init(_ keras: KerasRuns) {
        let pairs = keras.threeLines.map { run in (run, keras.fourLines.first { $0.seed == run.seed }) }
        seeds = pairs.count
        turns = keras.threeLines.compactMap { run in run.ahead.flatMap { $0.count > 1 ? $0[0][0] : nil } }
        let differences = pairs.flatMap { run, other in
            zip(run.validationLosses, other?.validationLosses ?? []).map { abs($0 - $1) }
        }
        largestDifference = differences.max() ?? 0
        seedsOfOtherLength = pairs.count { $0.history.count != $1?.history.count }
    }
}
