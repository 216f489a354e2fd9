/// How many users to set aside: a number of them, or a share of all, such as `10%`.
package enum UserCount: Sendable, Hashable, Codable, CustomStringConvertible {
    case number(Int)
    case percent(Double)

    /// Reads `600` or `10%`; nil for anything else.
    package init?(_ text: String) {
        if text.hasSuffix("%") {
            guard let percent = Double(text.dropLast()), 0...100 ~= percent else { return nil }
            self = .percent(percent)
        } else {
            guard let number = Int(text), 0...1_000_000_000 ~= number else { return nil }
            self = .number(number)
        }
    }

    /// How many of so many users that is, a share rounded down.
    package func of(_ users: Int) -> Int {
        switch self {
        case .number(let number): number
        case .percent(let percent): Int(Double(users) * percent / 100)
        }
    }

    /// As the command line writes it.
    package var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .percent(let percent): "\(decimal(percent))%"
        }
    }
}
