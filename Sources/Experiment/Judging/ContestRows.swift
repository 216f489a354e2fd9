/// The rows of chapter 13's table that a judged model is compared with, with each test user's metrics.
///
/// - Throws: as `compete` does.
package func contestRows(
    _ splits: PaperSplits, in context: RunContext
) throws -> [(name: String, metrics: UserMetrics)] {
    let parts = splits.parts
    let candidates: [Candidate] = [.popularity] + (areSmall(parts.train.shape) ? [.ease(regularization: 800)] : [])
    let outcomes = try compete(candidates, on: parts, in: context)
    return candidates.compactMap { candidate in outcomes[candidate].map { (candidate.title, $0.test) } }
}
