import Foundation
import Weave

/// The sources that pages are woven of: a folder of chapters, and the names of the modules beside it.
package struct ChapterSources: Sendable {
    /// The folder of the chapters.
    let folder: String
    /// The names that their code may use.
    let modules: ModuleNames

    /// Reads the names of all modules in the folder `Sources` beside that of the chapters; either may be a symbolic link.
    ///
    /// - Complexity: O(sources), a twentieth of a second: once a run is enough.
    package init(in folder: String) {
        self.folder = folder
        let project = URL(fileURLWithPath: folder).resolvingSymlinksInPath().deletingLastPathComponent()
        let modules = project.appendingPathComponent("Sources").resolvingSymlinksInPath().path
        var sources: [String: String] = [:]
        for case let file as String in FileManager.default.enumerator(atPath: modules) ?? .init()
        where file.hasSuffix(".swift") {
            sources["Sources/\(file)"] = FileManager.default.contents(atPath: "\(modules)/\(file)").map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        self.modules = ModuleNames(sources)
    }
}
