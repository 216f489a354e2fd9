import Cache
import Chapters
import Comparisons
import Foundation
import LinearAlgebra
import Report
import Study
import Testing
import TestSupport

@Suite struct RepairChapterTests {
    @Test(
        "its variants need as many trainings as the forecast counts, and have a row each after popularity",
        arguments: [1, 4])
    func trainings(seeds: Int) throws {
        try withTemporaryFolder { folder in
            var (ratings, settings) = try small(in: folder)
            settings.seeds = Seeds(3...UInt32(2 + seeds))
            let cache = "\(folder)/kept"
            let study = Study(source: ratings, settings: settings, recordings: recordings)
            let result = try study.run(
                [.repair], with: RunContext(threads: Threads(2), cache: ResultCache(folder: cache)))
            let kept = try FileManager.default.contentsOfDirectory(atPath: cache)
            let trainings = Variant.trainingsOfChapter(seeds: seeds)
            #expect(kept.count { $0.hasPrefix("run-") && $0.hasSuffix(".json") } == trainings)
            #expect(kept.count == trainings)

            let page = String(
                decoding: try Report(result, sources: ChapterSources(in: sources)) { _ in nil }.files[
                    "chapters/12-repair.md"] ?? [],
                as: UTF8.self)
            let rows = page.components(separatedBy: "Weights of epoch").dropFirst().first?
                .components(separatedBy: "\n\n").first?.split(separator: "\n").dropFirst(2)
            let names = rows?.compactMap { $0.split(separator: "|").first?.trimmingCharacters(in: .whitespaces) }
            let source = try String(contentsOfFile: "\(sources)/12-repair.swift", encoding: .utf8)
            let variants = source.matches(of: /Variant\("([^"]+)", published/).map { String($0.output.1) }
            #expect(variants.count > 2 && names == ["popularity"] + variants)
        }
    }
}
