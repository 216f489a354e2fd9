import Weave

/// The differences between a training and Keras's with the same seed.
package struct KerasAgreement {
    /// For each epoch that both ran: training loss, validation loss and recall@20 here, minus Keras's.
    package let differences: [[Double]]

    package init(_ training: Training, _ keras: KerasRuns.Run) {
        let own = zip(training.history, training.recalls).map { [$0.loss, $0.validation?.total ?? 0, $1] }
        differences = zip(own, keras.history).map { zip($0, $1).map { $0 - $1 } }
    }

    /// The largest difference of a loss, training or validation, in nats.
    package var largestLoss: Double { differences.map { max(abs($0[0]), abs($0[1])) }.max() ?? 0 }

    /// The largest difference of recall@20.
    package var largestRecall: Double { differences.map { abs($0[2]) }.max() ?? 0 }

    /// The number of epochs before recall@20 differs by a hit or more; a hit of one user is 0.05 / users.
    package func epochsToTheLastHit(users: Int) -> Int {
        differences.prefix { abs($0[2]) < 0.5 * 0.05 / Double(users) }.count
    }
}

/// Chapter 9: the losses of the first batches, beside those of Keras with the same seed.
package func batchesTable(_ losses: [Double], beside keras: KerasRuns.Run?) -> Table {
    let recorded = keras?.batchLosses
    return Table(
        columns: ["Batch", "Loss"] + (recorded == nil ? [] : ["Keras's"]),
        rows: losses.prefix(6).enumerated().map { batch, loss in
            ["\(batch + 1)", decimal(loss, places: 7)] + (recorded.map { [decimal($0[batch], places: 7)] } ?? [])
        })
}

/// Chapter 10: recall on the test users here, in Keras's run with the same seed and as printed, and the difference in
/// hits.
package func recallsTable(_ recalls: [Double], beside keras: KerasRuns.Run?, users: Int) -> Table {
    Table(
        columns: ["", "This run", "Keras, same seed", "Difference", "in hits", "Printed"],
        rows: Published.recalls.compactMap { k, printed in
            keras?.recall(at: k).map { theirs in
                let difference = recalls[k - 1] - theirs
                return [
                    "recall@\(k)", decimal(recalls[k - 1], places: 6), decimal(theirs, places: 6),
                    signed(difference, places: 6), signed(difference * Double(k * users), places: 1),
                    decimal(printed, places: 6),
                ]
            }
        })
}
