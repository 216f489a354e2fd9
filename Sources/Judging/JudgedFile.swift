import Experiment
import Foundation
import LinearAlgebra
import Ranking

/// A file with what somebody's model recommends to the test users: scores as NumPy saves them, or a CSV of lists.
package struct JudgedFile {
    /// What a file comes to.
    package struct Content {
        /// Each user's movies, the best first, without those that were shown to them.
        package let recommendations: Recommendations
        /// What a reader of the result should know about the file, a sentence each.
        package let remarks: [String]
    }

    private let path: String
    private let bytes: Data

    /// Maps the file at a path into memory.
    ///
    /// - Throws: `JudgingError` if it cannot be read.
    package init(_ path: String) throws(JudgingError) {
        self.path = path
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            let found = FileManager.default.fileExists(atPath: path) ? "one that cannot be read" : "nothing there"
            throw JudgingError(path, "expected a file of scores or lists, found \(found)")
        }
    }

    /// Takes a file's bytes, and its path for error messages.
    init(_ bytes: Data, path: String) {
        self.bytes = bytes
        self.path = path
    }

    /// The file's name, without its folder.
    package var name: String { URL(fileURLWithPath: path).lastPathComponent }

    /// Reads what is recommended to the users.
    ///
    /// - Throws: `JudgingError` if the file has neither form, or is not about these users and movies.
    /// - Complexity: O(numbers) for single precision and O(numbers log movies) for double; O(lines) for lists.
    package func content(for users: TestUsers, threads: Threads) throws -> Content {
        if bytes.starts(with: NumPyArray.magic) {
            let scores = try NumPyArray(bytes, path: path).scores(of: users)
            return Content(
                recommendations: users.evaluation.recommendations(scores, depth: 100, threads: threads), remarks: [])
        }
        if bytes.starts(with: ListReader.header.utf8) { return try ListReader(bytes, path: path, users).content() }
        let start = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }.prefix(40), as: UTF8.self)
        let found =
            bytes.starts(with: "PK".utf8)
            ? "a zip archive; save with np.save, not np.savez" : "\(start.debugDescription)"
        throw JudgingError(
            path, "expected scores that np.save wrote, or lists below the header \(ListReader.header), found \(found)")
    }
}
