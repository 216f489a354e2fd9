import Book
import Foundation
import TestSupport

/// A file of the project.
private func file(_ path: String) -> Data? {
    FileManager.default.contents(atPath: project.appendingPathComponent(path).path)
}

private func names(_ folder: String, _ suffix: String) -> [String] {
    let files = try? FileManager.default.contentsOfDirectory(atPath: project.appendingPathComponent(folder).path)
    return (files ?? []).filter { $0.hasSuffix(suffix) }.sorted()
}

/// The tracked figures by name.
let trackedFigures: [String: [UInt8]] = names("figures", ".png").reduce(into: [:]) { figures, name in
    figures[name] = file("figures/\(name)").map { [UInt8]($0) }
}

/// The book of the tracked pages.
let trackedBook: Book = {
    func page(_ name: String, _ title: String) -> Book.Page {
        .init(
            name: name, title: title, markdown: file("chapters/\(name).md").map { String(decoding: $0, as: UTF8.self) })
    }
    let chapters = names("chapters", ".md").filter { $0 != "README.md" }.map { String($0.dropLast(3)) }
    return Book(
        front: page("README", "Start"), pages: chapters.map { page($0, $0) }, figures: trackedFigures)
}()

/// Its HTML.
let trackedHTML = trackedBook.html
