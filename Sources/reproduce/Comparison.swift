import Formatting
import Foundation
import Plotting
import Weave

/// A comparison of a report's files with the tracked ones: every page, pixel and result that differs, and by how much.
package struct Comparison: Hashable {
    /// A line for each difference, ordered by file; empty if everything is the same.
    package let differences: [String]
    /// What was compared: `11 pages, 10 figures, 32 results`.
    package let extent: String

    /// Compares the files with equal paths. Figures are compared by their pixels, however they are compressed.
    package init(tracked: [String: [UInt8]], new: [String: [UInt8]]) {
        differences = Set(tracked.keys).union(new.keys).sorted().flatMap { path -> [String] in
            guard let new = new[path] else { return ["\(path): tracked, but nothing writes it"] }
            guard let tracked = tracked[path] else { return ["\(path): written, but not tracked"] }
            guard tracked != new else { return [] }
            if path.hasSuffix(".png") { return compareFigures(path, tracked, new) }
            if path.hasSuffix(".json") { return compareResults(path, tracked, new) }
            return compareTexts(path, tracked, new)
        }
        func count(_ suffix: String, _ word: String) -> String {
            counted(new.keys.count { $0.hasSuffix(suffix) }, word)
        }
        let results = new.filter { $0.key.hasSuffix(".json") }
            .reduce(0) { $0 + ((try? Scorecard(json: $1.value, file: $1.key).rows.count) ?? 0) }
        extent = "\(count(".md", "page")), \(count(".png", "figure")), \(counted(results, "result"))"
    }
}

/// The first line in which two texts differ.
private func compareTexts(_ path: String, _ tracked: [UInt8], _ new: [UInt8]) -> [String] {
    let tracked = String(decoding: tracked, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let new = String(decoding: new, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(tracked, new).prefix { $0 == $1 }.count
    func quoted(_ lines: [Substring]) -> String { lines.indices.contains(line) ? "\"\(lines[line])\"" : "nothing" }
    return ["\(path):\(line + 1): tracked \(quoted(tracked)), new \(quoted(new))"]
}

/// The rows of two scorecards that differ, with the difference where both are numbers.
private func compareResults(_ path: String, _ tracked: [UInt8], _ new: [UInt8]) -> [String] {
    guard let tracked = try? Scorecard(json: tracked, file: path) else {
        return ["\(path): the tracked file is no scorecard"]
    }
    guard let new = try? Scorecard(json: new, file: path) else { return ["\(path): the new file is no scorecard"] }
    func name(_ row: Scorecard.Row) -> String { "\(row.chapter), \(row.name)" }
    let old = Dictionary(tracked.rows.map { (name($0), $0) }) { first, _ in first }
    let written = Set(new.rows.map(name))
    var differences = new.rows.flatMap { row -> [String] in
        guard let before = old[name(row)] else { return ["\(path): \(name(row)): written, but not tracked"] }
        guard before != row else { return [] }
        var found: [String] = []
        if before.measured != row.measured {
            let gap =
                if let a = before.measured.number, let b = row.measured.number { ", difference \(b - a)" } else { "" }
            found.append("\(path): \(name(row)): tracked \(before.measured), new \(row.measured)\(gap)")
        }
        if (before.kind, before.reference) != (row.kind, row.reference) || before.tolerance != row.tolerance {
            found.append("\(path): \(name(row)): tracked and new are compared with different references or tolerances")
        }
        if before.verdict != row.verdict {
            found.append(
                "\(path): \(name(row)): tracked \"\(before.verdict.rawValue)\", new \"\(row.verdict.rawValue)\"")
        }
        return found
    }
    differences += tracked.rows.filter { !written.contains(name($0)) }.map {
        "\(path): \(name($0)): tracked, but nothing measures it"
    }
    // The same rows in another order or format.
    return differences.isEmpty ? ["\(path): the same rows, in another order or notation"] : differences
}

/// The number of pixels in which two figures differ, and the largest difference.
private func compareFigures(_ path: String, _ tracked: [UInt8], _ new: [UInt8]) -> [String] {
    let old: Image
    do { old = try Image(png: tracked) } catch { return ["\(path): the tracked file is no figure: \(error)"] }
    let image: Image
    do { image = try Image(png: new) } catch { return ["\(path): the new file is no figure: \(error)"] }
    guard (old.width, old.height) == (image.width, image.height) else {
        return ["\(path): tracked \(old.width) × \(old.height) pixels, new \(image.width) × \(image.height)"]
    }
    var (count, largest) = (0, 0)
    for pixel in 0..<old.width * old.height {
        var gap = 0
        for at in pixel * 3..<pixel * 3 + 3 { gap = max(gap, abs(Int(old.pixels[at]) - Int(image.pixels[at]))) }
        if gap > 0 { count += 1 }
        largest = max(largest, gap)
    }
    return count == 0
        ? [] : ["\(path): \(count) of \(old.width * old.height) pixels differ, by up to \(largest) of 255"]
}
