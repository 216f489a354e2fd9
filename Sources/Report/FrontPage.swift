import Formatting
import Foundation
import Study
import Weave

/// The project's front page with the scorecard's main rows and the story between their marks; nil if a mark or a row is
/// missing.
func frontPage(_ page: String, _ scorecard: Scorecard) -> String? {
    func text(_ value: ScorecardValue) -> String {
        if case .real(let number) = value { decimal(number, places: 4) } else { "\(value)" }
    }
    let main = ["density, called sparsity", "parameters of the model", "recall@20", "recall@50", "recall@100"]
    let rows = main.compactMap { name in scorecard.rows.first { $0.name == name } }
    guard rows.count == main.count, let story = Story(scorecard) else { return nil }
    let table = Table(
        columns: ["", "Notebook", "Here"],
        rows: rows.map { [$0.name, $0.reference.map(text) ?? "", text($0.measured)] })
    return page.filled("scorecard", table.markdown)?.filled("story", story.markdown(pages: "chapters/"))
}

extension String {
    /// The text with everything between `<!-- name -->` and `<!-- /name -->` replaced; nil if either is missing.
    fileprivate func filled(_ name: String, _ content: String) -> String? {
        guard let start = firstRange(of: "<!-- \(name) -->\n")?.upperBound,
            let end = self[start...].firstRange(of: "<!-- /\(name) -->")?.lowerBound
        else { return nil }
        return replacingCharacters(in: start..<end, with: content + "\n")
    }
}
