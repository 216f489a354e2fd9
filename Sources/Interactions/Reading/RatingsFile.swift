/// Reads a ratings file, or the `ratings.dat` or `ratings.csv` in a folder (the first of the two that is there).
///
/// The format is told by the content: `user::movie::rating::timestamp` lines, or the header
/// `userId,movieId,rating,timestamp` and lines under it. The file is mapped into memory, not copied.
///
/// - Parameter threads: How many chunks are read at a time; the result does not depend on it.
/// - Throws: `RatingsError`, one line that says where, what was found, what was expected and what to do.
/// - Complexity: O(bytes).
///
/// Source: notebook cell 60.
package func loadRatings(at path: String, threads: Int) throws(RatingsError) -> Ratings {
    let file = try ratingsFile(at: path)
    return try withBytes(ofFile: file) { bytes throws(RatingsError) in
        try parseRatings(bytes, named: lastComponent(of: file), threads: threads)
    }
}

/// The ratings file that a path names, itself or as the folder that holds it.
private func ratingsFile(at path: String) throws(RatingsError) -> String {
    switch try FileKind(at: path) {
    case .nothing: throw .missing(path: path)
    case .file: return path
    case .folder:
        for name in ["ratings.dat", "ratings.csv"] {
            let file = path.hasSuffix("/") ? path + name : path + "/" + name
            switch try FileKind(at: file) {
            case .nothing: continue
            case .file, .folder: return file
            }
        }
        throw .noRatings(folder: path)
    }
}

/// A path's last component: errors about a line name the file as briefly as a compiler would.
func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}
