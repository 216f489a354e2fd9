import Foundation
import Testing

@Suite struct BenchTests {
    private struct Figures: Decodable {
        let name: String
        let seconds: Double
        let floorSeconds: Double?
        let ratio: Double?
        let peakBytes: Int?
    }

    @Test("bench prints a table, and writes each part's time, yardstick, ratio and memory as JSON")
    func figures() throws {
        let workplace = try Workplace()
        try workplace.write((1...2000).map { "\($0 % 50 + 1)::\($0)::4::9\n" }.joined(), to: "ratings.dat")
        let run = try workplace.run(["bench", "--data", "ratings.dat", "--parts", "load", "--json", "bench.json"])
        #expect(run.code == 0)
        #expect(run.output.hasPrefix("part") && run.output.contains("\nload "))
        let json = try Data(contentsOf: workplace.folder.appendingPathComponent("bench.json"))
        let parts = try JSONDecoder().decode([Figures].self, from: json)
        #expect(parts.map(\.name) == ["load"])
        let part = try #require(parts.first)
        let floor = try #require(part.floorSeconds)
        let ratio = try #require(part.ratio)
        let peak = try #require(part.peakBytes)
        #expect(part.seconds > 0 && floor > 0 && peak >= 0)
        #expect(abs(ratio - part.seconds / floor) < 1e-9 * ratio)
    }

    @Test("a part that fails says why, and nothing is written")
    func failure() throws {
        let workplace = try Workplace()
        let run = try workplace.run(["bench", "--data", "nowhere", "--parts", "load", "--json", "bench.json"])
        #expect(run.code == 1)
        #expect(
            run.errors.contains(
                "nowhere: expected a ratings file or a folder that holds one, found nothing; check the path\n"))
        #expect(run.errors.hasSuffix("reproduce: bench: load failed, for the reason above\n"))
        #expect(try workplace.tree(".")["bench.json"] == nil)
        #expect(try workplace.run(["bench", "--parts", "nonsense"]).code == 64)
    }
}
