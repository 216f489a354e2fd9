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
