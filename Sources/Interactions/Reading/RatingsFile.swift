/// Ratings that were read, and the form of their file.
package struct RatingsFile: Sendable, Hashable {
    /// The ratings.
    package let ratings: Ratings
    /// What their file turned out to be.
    package internal(set) var form: RatingsForm
}

/// Reads a ratings file, or the first file of a known name in a folder.
///
/// - Throws: as `readRatings`.
///
/// Source: notebook cell 60.
package func loadRatings(at path: String, threads: Int) throws(RatingsError) -> Ratings {
    try readRatings(at: path, threads: threads).ratings
}

/// Reads a ratings file, or the first file of a known name in a folder, and says what it turned out to be.
///
/// The form is told by the content and not by the name. The file is mapped into memory, not copied, unless it is packed.
///
/// - Parameter threads: How many chunks are read at a time; the result does not depend on it.
/// - Throws: `RatingsError`, one line that says where, what was found, what was expected and what to do.
/// - Complexity: O(bytes).
package func readRatings(
    at path: String, options: ReadingOptions = ReadingOptions(), threads: Int
) throws(RatingsError) -> RatingsFile {
    let file = try ratingsFile(at: path)
    let name = lastComponent(of: file)
    return try withBytes(ofFile: file) { bytes throws(RatingsError) in
        var isPacked = false
        var read = try withUnpacked(bytes, named: name) { text throws(RatingsError) in
            isPacked = text.baseAddress != bytes.baseAddress
            return try parseRatings(text, named: name, options: options, threads: threads)
        }
        read.form.isPacked = isPacked
        return read
    }
}

/// The names that data sets give their ratings, in the order in which they are looked for; each also with `.gz`.
let ratingsFileNames = ["ratings.dat", "ratings.csv", "u.data", "rating.csv", "ratings.tsv"]

/// The ratings file that a path names, itself or as the folder that holds it.
///
/// - Throws: `RatingsError` where there is none.
package func ratingsFile(at path: String) throws(RatingsError) -> String {
    switch try FileKind(at: path) {
    case .nothing: throw .missing(path: path)
    case .file: return path
    case .folder:
        for name in ratingsFileNames.flatMap({ [$0, $0 + ".gz"] }) {
            let file = path.hasSuffix("/") ? path + name : path + "/" + name
            switch try FileKind(at: file) {
            case .nothing: continue
            case .file, .folder: return file
            }
        }
        // RecBole names its files after the data set.
        let files = try names(inFolder: path).filter { $0.hasSuffix(".inter") || $0.hasSuffix(".inter.gz") }
        guard files.count == 1 else { throw .noRatings(folder: path, found: files) }
        return path.hasSuffix("/") ? path + files[0] : path + "/" + files[0]
    }
}

/// A path's last component: errors about a line name the file as briefly as a compiler would.
func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}
