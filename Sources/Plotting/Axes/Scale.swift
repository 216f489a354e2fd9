/// An axis fitted to its data: the range it spans and its ticks.
struct Scale {
    var name: String
    var isLogarithmic = false
    var range: ClosedRange<Double>
    var ticks: [Tick]
    /// Whether grid lines are drawn at the ticks.
    var hasGrid = true
    /// Whether values grow to the left or downwards.
    var isReversed = false

    /// The position of a value along the axis, 0...1 for values in range.
    func share(_ value: Double) -> Double {
        let (low, high) = (range.lowerBound, range.upperBound)
        let share: Double
        if isLogarithmic {
            guard value > 0 else { return isReversed ? 2 : -1 }
            share = (decimalLogarithm(value) - decimalLogarithm(low)) / (decimalLogarithm(high) - decimalLogarithm(low))
        } else {
            share = (value - low) / (high - low)
        }
        // Limited, so that a value far outside the range cannot overflow in drawing.
        let bounded = share.isNaN ? share : min(max(share, -1000), 1000)
        return isReversed ? 1 - bounded : bounded
    }

    /// Fits an axis to values; `margin` is the share of the span that stays free at each end.
    init(_ axis: Axis, values: some Sequence<Double>, count: Int, margin: Double, includesZero: Bool = false) {
        name = axis.name
        isLogarithmic = axis.scale == .logarithmic
        var (low, high) = (Double.infinity, -Double.infinity)
        for value in values where value.isFinite && (!isLogarithmic || value > 0) {
            low = min(low, value)
            high = max(high, value)
        }
        if low > high { (low, high) = isLogarithmic ? (1, 10) : (0, 1) }
        if let given = axis.range, given.lowerBound < given.upperBound, !isLogarithmic || given.lowerBound > 0 {
            range = given
        } else if isLogarithmic {
            // A share of the logarithm's span is a root of the ratio; halving by square roots is near enough.
            var ratio = high > low ? high / low : 10
            for _ in 0..<5 { ratio = ratio.squareRoot() }
            range = low / ratio...high * ratio
        } else {
            // Small positive values look best above a zero that is shown.
            let startsAtZero = includesZero || (low >= 0 && low < 0.2 * high)
            if startsAtZero { (low, high) = (min(low, 0), max(high, 0)) }
            if low == high {
                let reach = low == 0 ? 0.5 : low.magnitude * 0.1
                (low, high) = (low - reach, high + reach)
            }
            let room = (high - low) * margin
            range = (startsAtZero && low == 0 ? 0 : low - room)...(includesZero && high == 0 ? 0 : high + room)
        }
        ticks = isLogarithmic ? logarithmicTicks(range, count: count) : linearTicks(range, count: count)
    }

    /// Creates an axis of categories, at 0, 1, 2 …
    init(_ name: String, categories: [String], isReversed: Bool = false) {
        self.name = name
        range = -0.5...Double(max(categories.count, 1)) - 0.5
        ticks = categories.enumerated().map { Tick(value: Double($0), label: $1) }
        hasGrid = false
        self.isReversed = isReversed
    }
}
