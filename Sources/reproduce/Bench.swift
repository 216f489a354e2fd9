import ArgumentParser
import Chapters
import Foundation
import Interactions
import LinearAlgebra
import VariationalAutoencoder

/// Times the parts of the kit, each beside its own yardstick measured in the same run.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Time the parts of the kit, each beside its own yardstick.")

    @Option var data: String
    @Option var threads = 2
    @Option var repetitions = 9

    func run() throws {
        let ratings = try loadRatings(at: data, threads: threads)
        let clicks = ratings.binarized().pivot().filtered(minimumPerMovie: 5, minimumPerUser: 5).shuffled(seed: 42)
        let users = try clicks.split(validation: 600, test: 600)
        let fold = users.validation.withholding(fraction: 0.2)
        let model = Model(architecture: Architecture(items: 3125, hidden: 120, latent: 40), seed: 42)
        let trainer = Trainer(model, on: users.train.clicks, validation: (input: fold.input.clicks, target: fold.target.clicks), settings: TrainingSettings(), threads: Threads(threads))
        var floors: [Double] = [], epochs: [Double] = []
        for _ in 0..<repetitions {
            let a = cpu()
            let sum = outputProducts(users: 4834, batch: 128, items: 3125, units: 120, threads: threads)
            let b = cpu()
            let record = trainer.runEpoch()
            let c = cpu()
            floors.append((b - a)); epochs.append((c - b))
            print("floor \((b - a)) epoch \((c - b)) \(record.loss) \(sum)")
        }
        floors.sort(); epochs.sort()
        print("median floor \(floors[repetitions / 2]) epoch \(epochs[repetitions / 2]) ratio \(epochs[repetitions / 2] / floors[repetitions / 2]) min ratio \(epochs[0] / floors[0])")
    }
}

func cpu() -> Double {
    var t = timespec()
    clock_gettime(CLOCK_MONOTONIC, &t)
    return Double(t.tv_sec) + Double(t.tv_nsec) * 1e-9
}
