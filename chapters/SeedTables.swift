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

/// How recall goes with the number of epochs and, where something was published, what a straight line gives for its number.
func epochsTable(_ recalls: [SeededNumber], lines: [LeastSquares], at epochs: SeededNumber) -> Table {
    let published = epochs.published
    return Table(
        columns: ["", "Correlation with epochs"] + (published.map { ["On the line at \(decimal($0)) epochs", "Published"] } ?? []),
        rows: zip(recalls, lines).map { number, line in
            [number.name, decimal(line.correlation, places: 2)]
                + (published.map { [decimal(line($0), places: 4), number.published.map { decimal($0, places: 4) } ?? "–"] } ?? [])
        })
}

/// What the columns of the first table say, in Markdown.
func columnsExplained(_ numbers: [SeededNumber]) -> String {
    guard let count = numbers.first?.spread.count, count > 1 else { return "One seed has no spread: `--seeds` takes more of them." }
    let interval = "One more run falls into the interval with a probability of 95% if such numbers are normally distributed."
    guard numbers.contains(where: { $0.published != nil }) else { return interval }
    return interval + " The p beside a published number is how often one more run would lie as far from the mean, and *by rank* the same "
        + "without any distribution, where \(decimal(count)) seeds can tell nothing below \(decimal(2 / Double(count + 1), places: 3))."
}

/// What the seeds say about the number of epochs, in Markdown.
func epochsExplained(_ epochs: SeededNumber?, lines: [LeastSquares]) -> String {
    guard let epochs else { return "" }
    let range = epochs.spread.range
    guard range.lowerBound < range.upperBound else {
        return "Every training ran for \(decimal(range.lowerBound)) epochs, so nothing can be said about longer ones."
    }
    var text = "Early stopping makes the number of epochs itself a matter of chance: from \(decimal(range.lowerBound)) to "
        + "\(decimal(range.upperBound))."
    if let published = epochs.published {
        let many = epochs.spread.values.count { $0 >= published }
        text += " The notebook trained for \(decimal(published)), as \(many) of \(epochs.spread.count) did here or longer."
    }
    if !lines.isEmpty, lines.allSatisfy({ $0.slope > 0 }) {
        text += " Longer trainings ended with the higher recall at every k"
        text += epochs.published.map { $0 > epochs.spread.mean } == true
            ? ", so one as long as the notebook's is expected above the mean, which is the side that its numbers are to be looked for on:" : ":"
    } else {
        text += " How recall goes with it:"
    }
    return text
}
