import ArgumentParser
import Files
import Foundation
import Interactions
import Study

/// Synthetic ratings, by the data set whose outline they have.
enum SyntheticRatings: String, ExpressibleByArgument, CaseIterable {
    case ml1M = "ml-1m"
    case ml20M = "ml-20m"

    /// The ratings as a source for a study; the large ones are first written below `folder`, unless they exist.
    ///
    /// - Throws: `FileError` if they cannot be written.
    func source(in folder: String, terminal: Terminal) throws -> RatingsSource {
        guard self == .ml20M else { return .synthetic }
        let path = "\(folder)/\(rawValue)/ratings.csv"
        if !FileManager.default.fileExists(atPath: path) {
            terminal.say("Making up ratings of MovieLens 20M's size, 545 MB, in \(path).")
            try AtomicFile.write(to: path) { write in
                try writeSyntheticRatings(like: .movieLens20M) { try $0.withUnsafeBytes(write) }
            }
        }
        return .syntheticFile(path)
    }
}
