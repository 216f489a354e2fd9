/// A part of the book that its contents list.
struct Section {
    let id: String
    let title: String
    /// The headings one level below the section's own.
    let headings: [Chapter.Heading]
    /// The section without the links to its neighbours.
    let html: String

    /// Joins blocks, of which the first is the section's heading.
    init(_ blocks: some Collection<Chapter.Block>) {
        let heading = blocks.first?.heading
        id = heading?.id ?? ""
        title = heading?.title ?? ""
        headings = blocks.dropFirst().compactMap(\.heading).filter { $0.level == (heading?.level ?? 0) + 1 }
        html = blocks.map(\.html).joined()
    }

    /// The blocks up to the next heading of a level as one section, and one more for each such heading.
    static func split(_ blocks: [Chapter.Block], at level: Int) -> [Section] {
        let starts = blocks.indices.filter { $0 == 0 || blocks[$0].heading?.level == level }
        return zip(starts, starts.dropFirst() + [blocks.count]).map { Section(blocks[$0..<$1]) }
    }
}
