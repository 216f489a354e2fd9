import Cache
import Foundation
import Plotting
import Study
import Testing
import TestSupport

@Suite struct CheckTests {
    @Test("without MovieLens 1M there is nothing to compare with")
    func syntheticRatings() throws {
        let workplace = try Workplace()
        let run = try workplace.run(["--check", "--offline"])
        #expect(run.code == 1)
        #expect(
            run.errors == "reproduce: --check: expected MovieLens 1M, which the tracked pages were made from, "
                + "found synthetic ratings; name its folder with --data or $MOVIELENS_1M\n")
        #expect(!FileManager.default.fileExists(atPath: workplace.path("out")))
    }

    @Test(
        "what was changed is told, by how much, and nothing is written",
        .enabled(if: movieLens1M != nil, "needs the real data: set MOVIELENS_1M to its folder"))
    func changes() throws {
        let workplace = try Workplace(tracked: true)
        // What is tracked here is what a run wrote here.
        #expect(try workplace.run(["2", "--quiet", "--data", movieLens1M ?? ""]) == (0, "", ""))
        let arguments = ["--check", "2", "--data", movieLens1M ?? ""]
        let same = try workplace.run(arguments)
        #expect(same.code == 0)
        #expect(same.errors.split(separator: "\n").count == 2, "\(same.errors)")
        #expect(same.output.contains(/^identical: 3 pages, 1 figure, \d+ results\n$/), "\(same.output)")

        let page = try String(contentsOfFile: workplace.path("chapters/02-binarize.md"), encoding: .utf8)
        try workplace.write(page.replacing("575,281", with: "575,280"), to: "chapters/02-binarize.md")
        let results = try String(contentsOfFile: workplace.path("chapters/results.json"), encoding: .utf8)
        try workplace.write(
            results.replacing("\"measured\" : 575281", with: "\"measured\" : 575280"), to: "chapters/results.json")
        let figure = try Image(
            png: [UInt8](Data(contentsOf: workplace.folder.appendingPathComponent("figures/02-ratings.png"))))
        var pixels = figure.pixels
        pixels[0] = 0
        let doctored = try Image(width: figure.width, height: figure.height, pixels: pixels).png()
        try Data(doctored).write(to: workplace.folder.appendingPathComponent("figures/02-ratings.png"))
        let before = try workplace.tree(".").filter { !$0.key.hasPrefix(".") }

        let changed = try workplace.run(arguments)
        #expect(changed.code == 1)
        let lines = changed.output.split(separator: "\n")
        #expect(lines.count == 3)
        let place = /^chapters\/02-binarize.md:\d+: tracked "575,280 of 1,000,209 .*", new "575,281 of 1,000,209 .*"$/
        #expect(lines.first?.contains(place) == true, "\(changed.output)")
        #expect(
            lines.dropFirst() == [
                "chapters/results.json: 02-binarize, clicks: tracked 575280, new 575281, difference 1.0",
                "figures/02-ratings.png: 1 of 1209600 pixels differ, by up to 255 of 255",
            ])
        #expect(try workplace.tree(".").filter { !$0.key.hasPrefix(".") } == before)
    }
}
