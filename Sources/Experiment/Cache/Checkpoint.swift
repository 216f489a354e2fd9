import Files
import Foundation
import VariationalAutoencoder

/// Where a training stands between two epochs, in a file.
///
/// Even and odd epochs take turns with two files, and the older one goes once the newer one is whole: in place of a file
/// that is there, a file system would write a new one out to the disk at once, which takes longer than all else here.
package struct Checkpoint {
    private let even: String
    private let odd: String

    /// Makes the checkpoint whose files' names begin as told.
    init(_ beginning: String) {
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
