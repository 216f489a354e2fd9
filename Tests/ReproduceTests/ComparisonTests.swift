import Foundation
import Plotting
import reproduce
import Study
import Testing
import Weave

@Suite struct ComparisonTests {
    private func figure(_ changes: [Int: UInt8] = [:], width: Int = 4) throws -> [UInt8] {
        var pixels = [UInt8](repeating: 200, count: width * 3 * 3)
        for (at, value) in changes { pixels[at] = value }
        return try Image(width: width, height: 3, pixels: pixels).png()
    }

    private func results(_ recall: Double, tolerance: Double = 0.008, extra: Bool = false) throws -> [UInt8] {
        var rows = [
            Scorecard.Row(
                chapter: "05-split", reference: Reference("train shape", "(1, 2)", .printed, comparable: true),
                measured: "(1, 2)"),
            Scorecard.Row(
                chapter: "10-evaluate",
                reference: Reference(
                    "recall@20", 0.25, .printed, .within(tolerance, because: "random"), comparable: true),
                measured: recall),
        ]
        if extra { rows.append(Scorecard.Row(chapter: "10-evaluate", name: "NDCG@20", measured: 3)) }
        return try Scorecard(rows).json()
    }

    private func tree() throws -> [String: [UInt8]] {
        [
            "chapters/05-split.md": Array("# 5\n\n600 users\n".utf8), "figures/09-loss.png": try figure(),
            "chapters/results.json": try results(0.25),
        ]
    }

    /// The differences after one file of the new tree was changed or removed.
    private func differences(_ path: String, _ bytes: [UInt8]?) throws -> [String] {
        var new = try tree()
        new[path] = bytes
        return Comparison(tracked: try tree(), new: new).differences
    }

    @Test("the same files")
    func same() throws {
        let comparison = Comparison(tracked: try tree(), new: try tree())
        #expect(comparison.differences == [])
        #expect(comparison.extent == "1 page, 1 figure, 2 results")
    }

    @Test("a page: its first line that differs")
    func pages() throws {
        let path = "chapters/05-split.md"
        #expect(
            try differences(path, Array("# 5\n\n601 users\n".utf8)) == [
                "\(path):3: tracked \"600 users\", new \"601 users\""
            ])
        #expect(
            try differences(path, Array("# 5\n\n600 users\nmore\n".utf8)) == ["\(path):4: tracked \"\", new \"more\""])
        #expect(try differences(path, Array("# 5\n\n600 users".utf8)) == ["\(path):4: tracked \"\", new nothing"])
        #expect(try differences(path, []) == ["\(path):1: tracked \"# 5\", new \"\""])
    }

    @Test("a figure: how many pixels differ, and by how much")
    func figures() throws {
        let path = "figures/09-loss.png"
        // Two pixels: one differs in two of its colours.
        #expect(
            try differences(path, figure([0: 190, 1: 205, 35: 201])) == [
                "\(path): 2 of 12 pixels differ, by up to 10 of 255"
            ])
        #expect(try differences(path, figure(width: 5)) == ["\(path): tracked 4 × 3 pixels, new 5 × 3"])
        #expect(try differences(path, [1, 2]).first?.hasPrefix("\(path): the new file is no figure: ") == true)
    }

    @Test("the same pixels in other bytes are the same figure")
    func compression() throws {
        // A text chunk after the header's 33 bytes: "a" set to "b", with its CRC.
        var bytes = try figure()
        bytes.insert(
            contentsOf: [0, 0, 0, 3] + Array("tEXta".utf8) + [0] + Array("b".utf8) + [0xDC, 0x49, 0xA2, 0x3B], at: 33)
        #expect(try Image(png: bytes) == Image(png: figure()))
        #expect(try differences("figures/09-loss.png", bytes) == [])
    }

    @Test("results: the rows that differ, and by how much")
    func scorecards() throws {
        let path = "chapters/results.json"
        #expect(
            try differences(path, results(0.255)) == [
                "\(path): 10-evaluate, recall@20: tracked 0.25, new 0.255, difference 0.0050000000000000044"
            ])
        #expect(
            try differences(path, results(0.375)) == [
                "\(path): 10-evaluate, recall@20: tracked 0.25, new 0.375, difference 0.125",
                "\(path): 10-evaluate, recall@20: tracked \"holds\", new \"fails\"",
            ])
        #expect(
            try differences(path, results(0.25, tolerance: 0.01)) == [
                "\(path): 10-evaluate, recall@20: tracked and new are compared with different references or tolerances"
            ])
        #expect(
            try differences(path, results(0.25, extra: true)) == [
                "\(path): 10-evaluate, NDCG@20: written, but not tracked"
            ])
        #expect(try differences(path, Array("{}".utf8)) == ["\(path): the new file is no scorecard"])
        #expect(try differences(path, results(0.25) + [10]) == ["\(path): the same rows, in another order or notation"])
        #expect(
            Comparison(tracked: [path: try results(0.25, extra: true)], new: [path: try results(0.25)]).differences
                == ["\(path): 10-evaluate, NDCG@20: tracked, but nothing measures it"])
        #expect(
            Comparison(tracked: [path: [0xFF]], new: [path: try results(0.25)]).differences
                == ["\(path): the tracked file is no scorecard"])
    }

    @Test("a file on one side only")
    func missing() throws {
        #expect(try differences("figures/09-loss.png", nil) == ["figures/09-loss.png: tracked, but nothing writes it"])
        #expect(try differences("figures/11.png", figure()) == ["figures/11.png: written, but not tracked"])
    }
}
