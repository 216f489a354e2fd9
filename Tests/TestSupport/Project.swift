import Foundation

/// The project's folder.
package let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// The folder of the chapters' sources.
package let sources = project.appendingPathComponent("chapters").path

/// The folder of Keras's recorded runs and of the recorded contest.
package let recordings = project.appendingPathComponent("recordings").path

/// The folder of the real MovieLens 1M. Its terms forbid a copy in the project, so tests on it run where `MOVIELENS_1M`
/// says where it is, and are skipped elsewhere.
package let movieLens1M = ProcessInfo.processInfo.environment["MOVIELENS_1M"]

/// The folder of NCF's test set of it, an excerpt under the same terms, where `NCF_ML_1M` says.
package let ncfTestSet = ProcessInfo.processInfo.environment["NCF_ML_1M"]

/// Reads a JSON file that the script of the same name wrote, from the folder `Fixtures` beside the test.
package func fixture<Value: Decodable>(
    _ name: String, as type: Value.Type, besideTest file: String = #filePath
) throws -> Value {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Fixtures")
    return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent("\(name).json")))
}
