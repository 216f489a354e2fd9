import Ranking
import Weave

/// How numbers vary over seeds and, where something was published, where that lies.
func spreadTable(_ numbers: [SeededNumber]) -> Table {
    let isCompared = numbers.contains { $0.published != nil }
    return Table(
        columns: ["", "Mean", "Standard deviation", "Least", "Most", "95% of further runs"]
            + (isCompared ? ["Published", "p", "p by rank"] : []),
        rows: numbers.map { number in
            let spread = number.spread
            // Whole numbers, such as epochs, take fewer digits.
            let areWhole = spread.values.allSatisfy { $0 == $0.rounded() }
            func text(_ value: Double) -> String { decimal(value, places: areWhole ? 1 : 4) }
            func whole(_ value: Double) -> String { decimal(value, places: areWhole ? 0 : 4) }
            func share(_ value: Double?) -> String { value.map { decimal($0, places: 3) } ?? "–" }
            let own = [
                number.name, text(spread.mean), spread.count > 1 ? text(spread.standardDeviation) : "–",
                whole(spread.range.lowerBound), whole(spread.range.upperBound),
                spread.predictionInterval().map { "\(text($0.lowerBound)) – \(text($0.upperBound))" } ?? "–",
            ]
            guard isCompared else { return own }
            guard let published = number.published else { return own + ["–", "–", "–"] }
            return own + [
                whole(published), share(number.plausibility),
                share(spread.count > 1 ? spread.rankPlausibility(of: published) : nil),
            ]
        })
}
