import Files
import Foundation
import LinearAlgebra

/// A cache of slow work's results, each named by a hash of everything it depends on.
///
/// Every file is written at once and sealed, so several processes, also on several machines, may share a folder, and files may be
/// copied from one to another: what is found under a name is the result, whoever made it.
package struct ResultCache: Sendable {
    /// The folder that they lie in.
    package let folder: String

    /// Makes the collection of a folder, which need not exist yet.
    package init(folder: String) { self.folder = folder }

    /// The result of some work: the one kept, or else what doing it gives, which is then kept.
    ///
    /// - Parameters:
    ///   - threads: Those that the work may use.
    ///   - interruption: Asked by work that can stop and go on later.
    ///   - report: Receives the share that is done.
    /// - Throws: `FileError` where the result cannot be written, and what the work throws.
    package func result<Work: CachedWork>(
        of work: Work, threads: Threads, interruption: Interruption = .never,
        report: @escaping (Double) -> Void = { _ in }
    ) throws -> Work.Value {
        let path = try path(work)
        let checkpoint = Checkpoint(path)
        if let kept = value(of: work, at: path) {
            // A run that was killed between keeping its result and removing the checkpoint left it.
            checkpoint.remove()
            return kept
        }
        let value = try work.result(
            WorkContext(threads: threads, checkpoint: checkpoint, interruption: interruption, report: report))
        let file = "\(path).\(Work.ending)"
        try AtomicFile.write(work.bytes(of: value, for: file), to: file)
        checkpoint.remove()
        return value
    }

    /// The result of some work that is kept; nil where none is.
    ///
    /// - Throws: if the work's key cannot be encoded.
    package func kept<Work: CachedWork>(_ work: Work) throws -> Work.Value? { value(of: work, at: try path(work)) }

    private func value<Work: CachedWork>(of work: Work, at path: String) -> Work.Value? {
        let file = "\(path).\(Work.ending)"
        return FileManager.default.contents(atPath: file).flatMap { work.value(in: $0, of: file) }
    }

    /// The path of a work's files, without their endings.
    private func path<Work: CachedWork>(_ work: Work) throws -> String { "\(folder)/\(Work.name)-\(try work.hash)" }
}
