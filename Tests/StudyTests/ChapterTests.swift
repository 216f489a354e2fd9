import Foundation
import Study
import Testing
import TestSupport

@Suite struct ChapterTests {
    @Test("a chapter by its file, its number or its word", arguments: ["05-split", "5", "05", "split"])
    func named(_ name: String) {
        #expect(Chapter(named: name) == .split)
    }

    @Test("what names no chapter", arguments: ["", "0", "99", "5-split", "Split", "split ", "05-split.md"])
    func noNames(_ name: String) {
        #expect(Chapter(named: name) == nil)
    }

    @Test("every chapter has a source that begins with its title", arguments: Chapter.allCases)
    func source(_ chapter: Chapter) throws {
        let source = try String(contentsOfFile: "\(sources)/\(chapter.name).swift", encoding: .utf8)
        #expect(source.hasPrefix("//: # \(chapter.title)\n"))
    }

    @Test("neighbours")
    func neighbours() {
        #expect(Chapter.load.previous == nil && Chapter.load.next == .binarize)
        #expect(Chapter.seeds.previous == .paper && Chapter.seeds.next == .published && Chapter.published.next == nil)
    }
}
