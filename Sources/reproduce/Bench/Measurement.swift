import Foundation

/// What timing a part gave.
struct Measurement: Codable {
    /// The part, as it is named in the JSON.
    var name: String
    /// Its median.
    var seconds: Double
    /// The median of its yardstick, measured in turn with it.
    var floorSeconds: Double?
    /// The most memory that its process held at once, beyond what it held before.
    var peakBytes: Int?
    /// What else there is to say: throughput, sizes.
    var remark: String
    /// How its cost grows with size.
    var curves: [CostCurve] = []

    /// How many times its yardstick it takes.
    var ratio: Double? { floorSeconds.map { seconds / $0 } }

    /// The figures as they are written for machines, null where one does not apply.
    var figures: Figures {
        Figures(name: name, seconds: seconds, floorSeconds: floorSeconds, ratio: ratio, peakBytes: peakBytes)
    }

    struct Figures: Encodable {
        let name: String
        let seconds: Double
        let floorSeconds: Double?
        let ratio: Double?
        let peakBytes: Int?

        private enum Key: String, CodingKey { case name, seconds, floorSeconds, ratio, peakBytes }

        func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: Key.self)
            try object.encode(name, forKey: .name)
            try object.encode(seconds, forKey: .seconds)
            try object.encode(floorSeconds, forKey: .floorSeconds)
            try object.encode(ratio, forKey: .ratio)
            try object.encode(peakBytes, forKey: .peakBytes)
        }
    }
}

/// Seconds by size, measured and by the yardstick.
struct CostCurve: Codable {
    var title: String
    var sizeName: String
    var sizes: [Double]
    var seconds: [Double]
    var floorSeconds: [Double]
}

/// Runs two pieces of work in turn and returns the medians of their seconds.
func mediansInTurn(
    repetitions: Int, _ work: () throws -> Void, yardstick: () throws -> Void
) rethrows -> (seconds: Double, floorSeconds: Double) {
    let clock = ContinuousClock()
    var seconds: [Double] = []
    var floors: [Double] = []
    for _ in 0..<repetitions {
        floors.append(try clock.measure(yardstick) / .seconds(1))
        seconds.append(try clock.measure(work) / .seconds(1))
    }
    return (seconds.sorted()[repetitions / 2], floors.sorted()[repetitions / 2])
}

/// The most memory that this process has held at once; nil where the system does not say.
func peakMemory() -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
        let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return kilobytes * 1024
}
