import Foundation
import Study
import Testing
import TestSupport

@Suite struct ChapterSourcesTests {
    @Test(
        "every chapter says what it is given, so that the weaver holds its names to that", arguments: Chapter.allCases)
    func given(_ chapter: Chapter) throws {
        let file = project.appendingPathComponent("chapters/\(chapter.name).swift")
        #expect(try String(contentsOf: file, encoding: .utf8).contains("//: | Given | What it is | From |\n"))
    }
}
