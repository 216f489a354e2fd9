import Foundation
import Plotting

/// The timing of a part.
package struct Timing: Codable {
    /// The part's name in the JSON, which the part gives it.
    package var name = ""
    /// The median time.
    package var seconds: Double
    /// The median time of the yardstick, measured alternately with the part.
    package var floorSeconds: Double?
    /// The peak memory of the process, beyond what it held before.
    package var peakBytes: Int?
    /// Further information, such as throughput and sizes.
    package var remark: String
    /// The cost by size.
    package var curves: [CostCurve] = []

    /// The time as a multiple of the yardstick's.
    package var ratio: Double? { floorSeconds.map { seconds / $0 } }

    /// The figures for the JSON, null if one does not apply.
    package var figures: Figures {
        Figures(name: name, seconds: seconds, floorSeconds: floorSeconds, ratio: ratio, peakBytes: peakBytes)
    }

    package struct Figures: Encodable {
        let name: String
        let seconds: Double
        let floorSeconds: Double?
        let ratio: Double?
        let peakBytes: Int?

        private enum Key: String, CodingKey { case name, seconds, floorSeconds, ratio, peakBytes }

        package func encode(to encoder: any Encoder) throws {
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
package struct CostCurve: Codable {
    var title: String
    var sizeName: String
    var sizes: [Double]
    var seconds: [Double]
    var floorSeconds: [Double]
}

/// Seconds by size on logarithmic axes, beside the yardstick's.
package func scaleFigure(_ curves: [CostCurve]) -> some Figure {
    Panels(
        curves.map { curve in
            LineChart(
                title: curve.title, x: Axis(curve.sizeName, scale: .logarithmic),
                y: Axis("seconds", scale: .logarithmic),
                series: [
                    .init("measured", x: curve.sizes, y: curve.seconds, color: .blue, line: .solid.marked),
                    .init(
                        "yardstick", x: curve.sizes, y: curve.floorSeconds, color: .vermilion, line: .dashed.marked),
                ]
            ).with { $0.size = Size(420, 340) }
        })
}

/// Runs two pieces of work alternately and returns the medians of their seconds.
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

/// The peak memory of this process; nil if the system does not report it.
func peakMemory() -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
        let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return kilobytes * 1024
}
