import Foundation
import Random

/// Where the settings of a recommender are searched: each dimension is drawn independently of the others.
package struct SearchSpace {
    /// One setting, with the values it may take.
    package enum Dimension: Sendable, Hashable {
        /// One of a few values.
        case choice([Double])
        /// Any value between two.
        case uniform(ClosedRange<Double>)
        /// Any value between two, on a logarithmic scale.
        case logarithmic(ClosedRange<Double>)

        /// The value at a share in 0..<1 of the way, with three significant digits.
        func value(at share: Double) -> Double {
            switch self {
            case .choice(let values): values[min(values.count - 1, Int(share * Double(values.count)))]
            case .uniform(let range): rounded(range.lowerBound + share * (range.upperBound - range.lowerBound))
            case .logarithmic(let range):
                rounded(range.lowerBound * pow(range.upperBound / range.lowerBound, share))
            }
        }

        // Three digits, which no machine's pow rounds otherwise, and which a page can show.
        private func rounded(_ value: Double) -> Double { Double(String(format: "%.3g", value)) ?? value }
    }

    /// The values drawn of one try, by the names of their dimensions.
    package struct Draw {
        fileprivate let values: [String: Double]

        /// - Precondition: a dimension has the name.
        package subscript(name: String) -> Double {
            guard let value = values[name] else { preconditionFailure("no dimension of the search is called \(name)") }
            return value
        }
    }

    /// The dimensions by name, in the order in which they are drawn.
    package let dimensions: [(name: String, values: Dimension)]
    private let settings: (Draw) -> any RecommenderSettings

    /// Makes a space, and what settings a draw of it stands for.
    package init(_ dimensions: [(String, Dimension)], settings: @escaping (Draw) -> any RecommenderSettings) {
        self.dimensions = dimensions.map { (name: $0.0, values: $0.1) }
        self.settings = settings
    }

    /// The candidate of a try, counted from 0.
    ///
    /// - Parameter generator: Draws the settings; each try and each dimension has a number of its own.
    package func candidate(_ number: Int, generator: Philox4x32) -> Candidate {
        let values = dimensions.enumerated().map { place, dimension in
            let word = generator(SIMD4(UInt32(number), UInt32(place), 0, 0)).x
            return (dimension.name, dimension.values.value(at: Double(word) * 0x1p-32))
        }
        return Candidate(settings(Draw(values: Dictionary(uniqueKeysWithValues: values))))
    }
}
