import Contest
import LinearAlgebra
import Ranking

/// A model that is judged, by a file for each of its runs.
package struct JudgedModel: Sendable {
    /// What one of the files comes to.
    package struct Run: Sendable {
        /// The file's name, without its folder where no other file has the same.
        package let name: String
        package let content: JudgedFile.Content
        let metrics: UserMetrics
        let lists: ListCharacter
    }

    /// The runs, at least one.
    package let runs: [Run]

    /// Reads what a model recommends to the test users, run by run.
    ///
    /// - Parameter training: The training users' clicks, by which movies are popular.
    /// - Throws: `JudgingError` if a file has no form that can be judged, or is not about these users and movies.
    /// - Complexity: as `JudgedFile.content(for:threads:)`, for each file in turn.
    package init(
        _ files: [JudgedFile], for users: TestUsers, training: BinaryMatrix, threads: Threads
    ) throws {
        precondition(!files.isEmpty, "a model has a run")
        runs = try zip(files, names(of: files.map(\.path))).map { file, name in
            let content = try file.content(for: users, threads: threads)
            return Run(
                name: name, content: content, metrics: UserMetrics(content.recommendations, users.evaluation),
                lists: ListCharacter(content.recommendations, training: training))
        }
    }

    /// The first file's name, and how many more there are.
    package var name: String { runs[0].name + (runs.count > 1 ? " and \(runs.count - 1) more" : "") }

    var metrics: [UserMetrics] { runs.map(\.metrics) }

    /// What its lists are like, averaged over the runs.
    var lists: ListCharacter { ListCharacter(meanOf: runs.map(\.lists)) }
}

/// The ends of some paths: as many components of each as tell them apart.
private func names(of paths: [String]) -> [String] {
    let components = paths.map { $0.split(separator: "/") }
    let most = components.map(\.count).max() ?? 1
    let count = (1...max(1, most)).first { count in Set(components.map { $0.suffix(count) }).count == paths.count }
    return components.map { $0.suffix(count ?? most).joined(separator: "/") }
}
