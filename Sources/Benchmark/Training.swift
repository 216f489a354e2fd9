import Formatting
import Interactions
import LinearAlgebra
import Study
import VariationalAutoencoder

/// Times an epoch of the notebook's model, beside the products of its output layer.
func measureTrainingEpoch(_ source: RatingsSource, threads: Int) throws -> Timing {
    let users = try source.read(threads: threads).ratings.binarized().pivot()
        .filtered(minimumPerMovie: 5, minimumPerUser: 5).shuffled(seed: 42).split(validation: 600, test: 600)
    let validation = users.validation.withholding(fraction: 0.2)
    let clicks = users.train.clicks
    let architecture = Architecture(items: clicks.columns, hidden: 120, latent: 40)
    let trainer = Trainer(
        Model(architecture: architecture, seed: 42), on: clicks,
        validation: (input: validation.input.clicks, target: validation.target.clicks), settings: TrainingSettings(),
        threads: Threads(threads))
    let products = OutputProducts(batch: 128, items: clicks.columns, units: 120)
    let rows = batches(clicks.rows, 128)
    try trainer.runEpoch()
    products.run(rows, threads: threads)
    let (seconds, floor) = try mediansInTurn(repetitions: 15) {
        try trainer.runEpoch()
    } yardstick: {
        products.run(rows, threads: threads)
    }
    return Timing(
        seconds: seconds, floorSeconds: floor,
        remark: "\(clicks.rows) users, \(rows.count) batches, \(counted(threads, "thread"))")
}

/// Times batches of the paper's model on ratings of MovieLens 20M's size, and on shares of its movies.
func measureScaleBatch(_ path: String, threads: Int) throws -> Timing {
    let splits = try strongGeneralization(path, threads: threads)
    var sizes: [(items: Int, seconds: Double, floor: Double)] = []
    for divisor in [16, 8, 4, 2, 1] {
        let items = splits.train.movies.count / divisor
        let clicks = splits.train.clicks.selecting(rows: Array(0..<20_000), columns: Array(0..<items))
        let (seconds, floor) = try measureBatches(clicks, threads: threads)
        sizes.append((items, seconds, floor))
    }
    let whole = sizes[sizes.count - 1]
    return Timing(
        seconds: whole.seconds, floorSeconds: whole.floor,
        remark: "500 users, \(whole.items) movies, \(counted(threads, "thread"))",
        curves: [
            CostCurve(
                title: "One batch of 500 users", sizeName: "movies", sizes: sizes.map { Double($0.items) },
                seconds: sizes.map(\.seconds), floorSeconds: sizes.map(\.floor))
        ])
}

/// The seconds for a batch of the paper's model, and for its matrix products alone.
private func measureBatches(
    _ clicks: BinaryMatrix, threads: Int
) throws -> (seconds: Double, floorSeconds: Double) {
    let architecture = Architecture(
        items: clicks.columns, hidden: 600, latent: 200, activation: .tanh, normalizesInput: true)
    var settings = TrainingSettings()
    settings.batchSize = 500
    settings.objective = Objective(.multinomial, .sum)
    settings.initialization = .paper
    settings.masks = 1
    let none = BinaryMatrix(columns: clicks.columns, rows: [[Int]]())
    let trainer = Trainer(
        Model(architecture: architecture, initialization: .paper, seed: 1), on: clicks,
        validation: (input: none, target: none),
        settings: settings, threads: Threads(threads))
    let products = OutputProducts(batch: 500, items: clicks.columns, units: 600)
    try trainer.updateEpoch(0, batches: 1)
    products.run([500], threads: threads)
    var epoch = 0
    return try mediansInTurn(repetitions: 7) {
        epoch += 1
        try trainer.updateEpoch(epoch, batches: 1)
    } yardstick: {
        products.run([500], threads: threads)
    }
}
