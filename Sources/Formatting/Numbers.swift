import Foundation
import Statistics

/// Formats a whole number with thousands separators: `1,000,209`.
package func decimal(_ value: Int) -> String {
    var text = "\(value.magnitude)"
    var place = text.endIndex
    while let comma = text.index(place, offsetBy: -3, limitedBy: text.startIndex), comma > text.startIndex {
        text.insert(",", at: comma)
        place = comma
    }
    return (value < 0 ? "-" : "") + text
}

/// Formats a number with `places` decimals, or with the fewest digits that round-trip: `0.2`, `4`.
package func decimal(_ value: Double, places: Int? = nil) -> String {
    if let places { return String(format: "%.\(places)f", value) }
    return withoutPointZero("\(value)")
}

/// The next number above with four decimals, so that a limit is no smaller than what a page shows of it.
package func roundedUp(_ value: Double) -> Double { (value * 10_000).rounded(.up) / 10_000 }

/// Formats a single-precision number by its own digits: as a double, 0.1 would show its rounding error.
package func decimal(_ value: Float) -> String { withoutPointZero("\(value)") }

private func withoutPointZero(_ text: String) -> String { text.hasSuffix(".0") ? String(text.dropLast(2)) : text }

/// Formats a number with `places` decimals and its sign; zero has none: `+0.0120`, `−0.0030`.
package func signed(_ value: Double, places: Int = 4) -> String {
    let text = decimal(value.magnitude, places: places)
    return text.allSatisfy { "0.".contains($0) } ? text : (value < 0 ? "−" : "+") + text
}

/// The smallest and the largest of some numbers: `0.00 to 0.34`.
package func leastToMost(_ values: [Double]) -> String {
    guard let least = values.min(), let most = values.max() else { return "" }
    return "\(decimal(least, places: 2)) to \(decimal(most, places: 2))"
}

/// A number above zero with its leading digits: `625`, `2.3`, `0.6`, `0.003`.
package func leadingDigits(_ value: Double) -> String {
    guard value > 0, value < 10 else { return decimal(value, places: 0) }
    var (places, rest) = (1, value)
    while rest < 0.095, places < 12 { (places, rest) = (places + 1, rest * 10) }
    return decimal(value, places: places)
}

/// A count with its noun: `1 batch`, `38 batches`.
package func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(decimal(count)) \(count == 1 ? noun : plural ?? noun + "s")"
}

extension ClosedRange<Double> {
    /// Both ends with their signs: `+0.0003 to +0.0050`.
    package var signedEnds: String { "\(signed(lowerBound)) to \(signed(upperBound))" }
}

extension PairedDifference {
    /// The mean with its interval: `+0.0026 (+0.0003 to +0.0050)`.
    package var withInterval: String { "\(signed(mean)) (\(interval.signedEnds))" }
}

extension ReplicatedDifference {
    /// The mean with its interval: `+0.0120 [+0.0030, +0.0210]`.
    package var withInterval: String {
        "\(signed(mean)) [\(signed(interval.lowerBound)), \(signed(interval.upperBound))]"
    }
}

extension Average? {
    /// The mean with its standard error in parentheses; a dash where there is none.
    package var withError: String {
        map { "\(decimal($0.mean, places: 4)) (\(decimal($0.standardError, places: 4)))" } ?? "–"
    }
}
