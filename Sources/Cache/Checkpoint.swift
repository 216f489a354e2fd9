import Files
import Foundation
import VariationalAutoencoder

/// Where a training stands between two epochs, in a file.
///
/// Even and odd epochs alternate between two files; the older is deleted once the newer is complete. Replacing a file in
/// place would force a flush to disk, which is slower than the epoch itself.
package struct Checkpoint {
    private let even: String
    private let odd: String

    /// Makes the checkpoint whose files' names begin as told.
    package init(_ beginning: String) {
        even = beginning + "-even.checkpoint"
        odd = beginning + "-odd.checkpoint"
    }

    /// Writes where a training stands after so many epochs, at once or not at all.
    ///
    /// - Throws: `FileError` where the file cannot be written.
    package func write(_ file: SafeTensors, afterEpochs epochs: Int) throws {
        let (path, older) = epochs % 2 == 0 ? (even, odd) : (odd, even)
        try AtomicFile.write(to: path, pieces: file.sealed(for: path).write)
        unlink(older)
    }

    /// What lies in the files that are there and whole: two after a run that was killed between writing and removing.
    package func read() -> [SafeTensors] {
        [even, odd].compactMap { path in
            guard let data = FileManager.default.contents(atPath: path),
                let file = try? SafeTensors(bytes: [UInt8](data)), file.isSealed(for: path)
            else { return nil }
            return file
        }
    }

    /// Removes the files, once the training is over and kept.
    package func remove() {
        for path in [even, odd] { unlink(path) }
    }
}
