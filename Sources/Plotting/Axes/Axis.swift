/// The name, scale and range of an axis.
package struct Axis: Hashable, Sendable {
    package enum Scale: Hashable, Sendable {
        case linear
        /// Equal steps for equal ratios; only positive values are drawn.
        case logarithmic
    }

    /// What is measured, with its unit: "clicks per movie".
    package var name: String
    package var scale: Scale
    /// The values at its ends, or nil to fit the data.
    package var range: ClosedRange<Double>?

    package init(_ name: String = "", scale: Scale = .linear, range: ClosedRange<Double>? = nil) {
        self.name = name
        self.scale = scale
        self.range = range
    }
}

/// A mark on an axis.
package struct Tick: Hashable, Sendable {
    package let value: Double
    /// The label; empty for a small mark between labelled ones.
    package let label: String
}

/// Round values within a range, in steps of 1, 2 or 5 times a power of ten: at most `count`, all with the same number
/// of decimals.
package func linearTicks(_ range: ClosedRange<Double>, count: Int) -> [Tick] {
    let span = range.upperBound - range.lowerBound
    guard span > 0, span.isFinite, count > 1 else {
        return [Tick(value: range.lowerBound, label: numeral(range.lowerBound, decimals: 2))]
    }
    var exponent = Int((decimalLogarithm(span / Double(count)) - 1e-9).rounded(.down))
    var multiple = 1
    // A whole multiple of a power of ten, divided where that is exact: 3 ÷ 10 is 0.3, 3 × 0.1 is not.
    func value(_ index: Double) -> Double {
        let whole = index * Double(multiple)
        return exponent < 0 ? whole / powerOfTen(-exponent) : whole * powerOfTen(exponent)
    }
    func indices() -> (first: Double, last: Double) {
        // A small tolerance keeps an end that is round except for its last bit.
        let step = value(1)
        return (
            (range.lowerBound / step - 1e-9).rounded(.up), (range.upperBound / step + 1e-9).rounded(.down)
        )
    }
    while indices().last - indices().first + 1 > Double(count) {
        switch multiple {
        case 1: multiple = 2
        case 2: multiple = 5
        default: (multiple, exponent) = (1, exponent + 1)
        }
    }
    let (first, last) = indices()
    guard first <= last else { return [] }
    return stride(from: first, through: last, by: 1).map { index in
        let tick = value(index) + 0  // no negative zero
        if exponent < -6, tick != 0 {
            return Tick(value: tick, label: "\(numeral(index * Double(multiple)))×\(raisedPowerOfTen(exponent))")
        }
        return Tick(value: tick, label: numeral(tick, decimals: exponent < -6 ? 0 : max(0, -exponent)))
    }
}

/// Powers of ten within a positive range, with unlabelled marks at 2…9 times each. Over one or two decades the marks at
/// 2 and 5 are labelled too; over less, the ticks are linear.
package func logarithmicTicks(_ range: ClosedRange<Double>, count: Int) -> [Tick] {
    precondition(range.lowerBound > 0, "a logarithmic axis begins above zero")
    let low = Int((decimalLogarithm(range.lowerBound) + 1e-9).rounded(.down))
    let high = Int((decimalLogarithm(range.upperBound) + 1e-9).rounded(.down))
    let decades = (low...high).count { powerOfTen($0) >= range.lowerBound * (1 - 1e-9) }
    let every = max(1, (decades + count - 1) / count)
    let plain = low >= -4 && high <= 6
    var ticks: [Tick] = []
    for exponent in low...high {
        for multiple in 1...9 {
            let value =
                exponent < 0
                ? Double(multiple) / powerOfTen(-exponent) : Double(multiple) * powerOfTen(exponent)
            guard value >= range.lowerBound * (1 - 1e-9), value <= range.upperBound * (1 + 1e-9) else { continue }
            let isLabelled =
                multiple == 1 ? (exponent - low) % every == 0 : decades < 3 && (multiple == 2 || multiple == 5)
            if !isLabelled {
                if every == 1 { ticks.append(Tick(value: value, label: "")) }
            } else if plain {
                ticks.append(Tick(value: value, label: numeral(value, decimals: max(0, -exponent))))
            } else {
                let power = raisedPowerOfTen(exponent)
                ticks.append(Tick(value: value, label: multiple == 1 ? power : "\(multiple)×\(power)"))
            }
        }
    }
    return ticks.count { !$0.label.isEmpty } < 2 ? linearTicks(range, count: count) : ticks
}
