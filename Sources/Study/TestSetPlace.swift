import Interactions

/// Where NCF's test set of MovieLens 1M is.
package enum TestSetPlace: Sendable, Hashable {
    /// The folder with its authors' two files.
    case folder(String)
    /// It is nowhere, for a reason in half a sentence.
    case missing(String)
    /// The ratings are others than those it is of.
    case ofOtherRatings

    /// Why it is missing; nil where it is not.
    package var reason: String? { if case .missing(let reason) = self { reason } else { nil } }

    /// Reads the authors' files and holds them against the ratings; nil where there are none of these ratings.
    ///
    /// - Throws: as `NCFTestSet`, if they are damaged or others.
    package func split(of ratings: Ratings) throws -> LeaveOneOut? {
        guard case .folder(let folder) = self else { return nil }
        let testSet = NCFTestSet(folder: folder)
        let split = try testSet.read(of: ratings)
        try testSet.requireTheAuthors()
        return split
    }
}
