/// The expected highest of n scores drawn without replacement from those of all tries; nil for more than there are.
///
/// Σ C(i − 1, n − 1) / C(N, n) · the i-th lowest of N scores, which is unbiased for n further tries of the same search.
///
/// Source: Dodge et al., "Show Your Work: Improved Reporting of Experimental Results", EMNLP 2019, as corrected by Tang et
/// al., "Showing Your Work Doesn't Always Work", ACL 2020, equation 4.
package func expectedBest(of scores: [Double], tries n: Int) -> Double? {
    guard 1...max(1, scores.count) ~= n, !scores.isEmpty else { return nil }
    let count = scores.count
    // C(i − 1, n − 1) / C(N, n), from the highest score down.
    var weight = Double(n) / Double(count)
    var sum = 0.0
    for (place, score) in scores.sorted(by: >).prefix(count - n + 1).enumerated() {
        sum += weight * score
        let below = Double(count - place - 1)
        weight *= (below - Double(n) + 1) / max(1, below)
    }
    return sum
}

/// The p-values of several comparisons, adjusted so that those up to q have an expected share of at most q false ones.
///
/// Source: Benjamini and Hochberg, "Controlling the False Discovery Rate", 1995; adjusted as R's `p.adjust` does.
package func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
    let descending = pValues.indices.sorted { pValues[$0] > pValues[$1] }
    var adjusted = pValues
    var smallest = 1.0
    for (place, index) in descending.enumerated() {
        smallest = min(smallest, pValues[index] * Double(pValues.count) / Double(pValues.count - place))
        adjusted[index] = smallest
    }
    return adjusted
}
