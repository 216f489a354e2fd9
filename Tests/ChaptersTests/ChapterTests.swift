import Chapters
import Experiment
import Foundation
import Testing

@Suite struct ChapterTests {
    @Test("a chapter by its file, its number or its word", arguments: ["05-split", "5", "05", "split"])
    func named(_ name: String) {
        #expect(Chapter(named: name) == .split)
    }

    @Test("what names no chapter", arguments: ["", "0", "99", "5-split", "Split", "split ", "05-split.md"])
    func noNames(_ name: String) {
        #expect(Chapter(named: name) == nil)
    }

    @Test("every chapter has a source, and a link to its neighbours in it", arguments: Chapter.allCases)
    func source(_ chapter: Chapter) throws {
        let source = try String(contentsOfFile: "\(sources)/\(chapter.name).swift", encoding: .utf8)
        #expect(source.hasPrefix("//: # \(chapter.title)\n"))
        for (word, neighbour) in [("Previous", chapter.rawValue - 1), ("Next", chapter.rawValue + 1)] {
            guard let other = Chapter(rawValue: neighbour) else { continue }
            #expect(source.contains("//: \(word): [\(other.title)](\(other.name).md)\n"))
        }
    }
}
