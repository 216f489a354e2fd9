/// One of several equal parts of the seeds or of the contest, such as `3/16`: what one of several processes or machines trains.
package struct Share: Sendable, Hashable, CustomStringConvertible {
    /// Which part it is, counted from 1.
    package let number: Int
    /// How many parts there are.
    package let count: Int

    /// Reads `3/16`; nil for anything else, such as `0/16` or `17/16`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1, number <= count else {
            return nil
        }
        self.number = number
        self.count = count
    }

    /// This part of some jobs: every `count`-th, so that no part is larger than another by more than one.
    func part<Job>(of jobs: [Job]) -> [Job] { stride(from: number - 1, to: jobs.count, by: count).map { jobs[$0] } }

    /// The seeds of this part.
    package func seeds(of seeds: Seeds) -> [UInt32] { part(of: Array(seeds.range)) }

    /// As it is written on the command line.
    package var description: String { "\(number)/\(count)" }
}
