import Foundation

/// A value on the scorecard: a number or a text.
///
/// In JSON it is a number or a string; a number that is not finite is a string, because JSON has no such number.
package enum ScorecardValue: Sendable, Hashable {
    case integer(Int)
    case real(Double)
    case text(String)

    package var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .text: nil
        }
    }

    /// The value without a comparison: four decimals, or more if these have fewer than four significant digits.
    package var plainText: String {
        guard case .real(let value) = self, value.isFinite, value != value.rounded() else { return text(.exactly) }
        var decimals = 4
        var leading = value.magnitude
        while leading < 0.1, decimals < 300 {
            leading *= 10
            decimals += 1
        }
        return String(format: "%.\(decimals)f", value)
    }

    /// The value as a page shows it in a comparison.
    ///
    /// A real number has two decimals beyond the first digit of its tolerance, or every digit if every digit must
    /// match.
    package func text(_ tolerance: Tolerance) -> String {
        switch self {
        case .text(let text):
            return text
        case .integer(let value):
            return String(value)
        case .real(let value):
            // JSON does not distinguish 3.0 from 3, and a row read back must look the same.
            if value == value.rounded(), value.magnitude < 1e15 { return String(Int(value)) }
            if value.isFinite, case .within(let allowed, _) = tolerance, allowed > 0 {
                var decimals = 2
                var scaled = allowed
                while scaled < 1 {
                    scaled *= 10
                    decimals += 1
                }
                return String(format: "%.\(decimals)f", value)
            }
            return value.description
        }
    }
}

extension ScorecardValue: CustomStringConvertible {
    /// The value with all its digits.
    package var description: String { text(.exactly) }
}

extension ScorecardValue: Codable {
    /// Reads a number or a string.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .real(value)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    /// Writes a number (a real one with the fewest digits that round-trip) or a string.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .integer(let value): try container.encode(value)
        case .real(let value) where value.isFinite: try container.encode(value)
        case .real(let value): try container.encode(value.description)
        case .text(let value): try container.encode(value)
        }
    }
}

/// A type whose values can be put on the scorecard.
package protocol Scorable {
    /// The value as the scorecard stores it.
    var scorecardValue: ScorecardValue { get }
}

extension ScorecardValue: Scorable {
    package var scorecardValue: ScorecardValue { self }
}

extension Int: Scorable {
    package var scorecardValue: ScorecardValue { .integer(self) }
}

extension Double: Scorable {
    package var scorecardValue: ScorecardValue { .real(self) }
}

extension String: Scorable {
    package var scorecardValue: ScorecardValue { .text(self) }
}

/// A list is a text on the scorecard, `[5323, 3219, 5123]`, and must match exactly.
extension Array: Scorable where Element: Scorable {
    package var scorecardValue: ScorecardValue {
        .text("[" + map { $0.scorecardValue.text(.exactly) }.joined(separator: ", ") + "]")
    }
}
