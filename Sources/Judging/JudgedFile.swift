import Contest
import Formatting
import Foundation
import Interactions
import LinearAlgebra
import Ranking

/// A file with what somebody's model recommends to the test users: scores as NumPy saves them, or a CSV of lists,
/// either packed with gzip or not.
package struct JudgedFile {
    /// What a file comes to.
    package struct Content: Sendable {
        /// Each user's movies, the best first, without those that were shown to them.
        package let recommendations: Recommendations
        /// What the order of equal scores decides; nil where it decides nothing, and for lists.
        package var equalScores: EqualScores?
        /// Which lists are too short for the metrics; nil where none is.
        package var shortLists: ShortLists?
        /// What a reader of the result should know about the file, a sentence each.
        package let remarks: [String]
    }

    let path: String
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

    /// Maps files of one model into memory, each a run of it.
    ///
    /// - Throws: `JudgingError` if one cannot be read, or holds what another holds.
    package static func runs(_ paths: [String]) throws(JudgingError) -> [JudgedFile] {
        var files: [JudgedFile] = []
        for path in paths {
            let file = try JudgedFile(path)
            if let same = files.first(where: { $0.bytes == file.bytes }) {
                throw JudgingError(
                    path,
                    "expected another run of the model than in \(same.path), found the same bytes; name each run once")
            }
            files.append(file)
        }
        return files
    }

    /// Reads what is recommended to the users.
    ///
    /// - Throws: `JudgingError` if the file has neither form, or is not about these users and movies.
    /// - Complexity: O(numbers) for single precision and O(numbers log movies) for double; O(lines) for lists. What was
    ///   packed is twice in memory.
    package func content(for users: TestUsers, threads: Threads) throws -> Content {
        let bytes = try unpacked(for: users)
        if bytes.starts(with: NumPyArray.magic) {
            let scores = try NumPyArray(bytes, path: path).scores(of: users)
            let recommendations = users.evaluation.recommendations(scores, threads: threads)
            let equalScores = EqualScores(in: scores, rankedAs: recommendations, for: users)
            return Content(
                recommendations: recommendations, equalScores: equalScores,
                remarks: [equalScores?.remark].compactMap { $0 })
        }
        let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(byteOrderMark.count) : bytes
        if text.starts(with: ListReader.header.utf8) { return try ListReader(text, path: path, users).content() }
        throw JudgingError(
            path,
            "expected scores that np.save wrote, or lists below the header \(ListReader.header), "
                + "found \(kind(of: text))")
    }

    /// The file's bytes, unpacked where gzip packed them, up to what lists of all movies take at nine digits a number.
    private func unpacked(for users: TestUsers) throws(JudgingError) -> Data {
        let limit = min(unpackedLimit, 1 << 16 + 32 * users.uids.count * users.movies)
        do {
            return try bytes.withUnsafeBytes { packed throws(RatingsError) in
                try withUnpacked(packed, named: path, limit: limit) { unpacked in
                    unpacked.baseAddress == packed.baseAddress ? bytes : Data(unpacked)
                }
            }
        } catch RatingsError.tooLarge {
            throw JudgingError(
                path,
                "expected at most \(decimal(limit)) bytes unpacked, more than scores or lists of these users take, "
                    + "found more; check what was packed")
        } catch {
            throw JudgingError(path, "expected a whole gzip file, found that it cannot be unpacked; pack it again")
        }
    }

    /// What a file of neither form is, with what to do, or its beginning.
    private func kind(of bytes: Data) -> String {
        if bytes.starts(with: "PK".utf8) { return "a zip archive; save with np.save, not np.savez" }
        let text = bytes.withUnsafeBytes { bytes in
            Result { () throws(RatingsError) in try requireText(bytes, named: path) }
        }
        if case .failure(.notText(_, let found, let advice)) = text { return "\(found); \(advice)" }
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }.prefix(40), as: UTF8.self).debugDescription
    }
}
