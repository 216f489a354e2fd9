import LinearAlgebra
import Random
import VariationalAutoencoder

/// One user's way through the model, as the formulas of chapter 7 compute it.
package struct ForwardPass: Sendable {
    /// The user's clicks (I).
    package let x: Vector
    /// The probability of each movie (I).
    package let p: Vector
    /// The posterior's mean (K) from the encoder's first call, of which the divergence is taken.
    package let mean: Vector
    /// The logarithm of its variance (K).
    package let logVariance: Vector

    package init(x: Vector, p: Vector, mean: Vector, logVariance: Vector) {
        self.x = x
        self.p = p
        self.mean = mean
        self.logVariance = logVariance
    }
}

extension Recipe {
    /// The users of a training's first batch in their order: clicks (I), the numbers uniform on [0, 1) by which dropout
    /// keeps them (I), and the ε by which z is drawn (K), if it is.
    ///
    /// - Parameter clicks: Those of all training users (U, I).
    package func firstBatch(of clicks: BinaryMatrix) -> [(x: Vector, u: Vector, epsilon: Vector)] {
        let draws = KerasSession(architecture, training, training: clicks.rows, validation: 0)
        var orders = draws.orders
        let (masks, epsilon) = (draws.masks(epoch: 0), draws.trainingEpsilon(epoch: 0))
        return orders(epoch: 0).prefix(training.batchSize).enumerated().map { row, user in
            (clicks.vector(user), masks[0].uniform(row), epsilon.normal(row))
        }
    }

    /// A trainer on these users (U, I) before its first update, which validates on nobody.
    package func trainer(on clicks: BinaryMatrix, threads: Threads) -> Trainer {
        Trainer(start, on: clicks, validation: nil, settings: training, threads: threads)
    }
}

extension Model {
    /// A dense layer, `x @ kernel + bias`, without its activation.
    package func dense(_ kernel: Architecture.Parameter, _ bias: Architecture.Parameter) -> (Vector) -> Vector {
        let (kernel, bias) = (self[kernel], Vector(self[bias].values))
        return { x in x.times(kernel) + bias }
    }
}

extension BinaryMatrix {
    /// A row as numbers.
    package func vector(_ row: Int) -> Vector {
        var values = [Double](repeating: 0, count: columns)
        for column in self[row: row] { values[Int(column)] = 1 }
        return Vector(values)
    }

    /// All rows as numbers.
    package var vectors: [Vector] { (0..<rows).map { vector($0) } }

    /// The first rows, at most so many.
    package func head(_ count: Int) -> BinaryMatrix {
        BinaryMatrix(columns: columns, rows: (0..<min(count, rows)).map { self[row: $0].map(Int.init) })
    }
}

extension RowDraws {
    /// A row of numbers uniform on [0, 1).
    package func uniform(_ row: Int) -> Vector {
        let (run, first) = run(of: row)
        return Vector((0..<width).map { run.uniform(first + $0) })
    }

    /// A row of standard normal numbers.
    package func normal(_ row: Int) -> Vector {
        let (run, first) = run(of: row)
        return Vector((0..<width).map { run.normal(first + $0) })
    }
}

extension RowDraws? {
    /// A row of standard normal numbers; zeros for a model that draws none.
    package func normal(_ row: Int) -> Vector { self?.normal(row) ?? [0] }
}
