import Book
import Foundation
import Weave

/// Where the links between the project's Markdown files lead.
package struct ProjectLinks {
    private let root: String

    /// What no repository has, wherever a run has left it.
    private static let untracked: Set = [".build", "data", "out"]

    /// Follows links in the project of this folder.
    package init(root: String) { self.root = root }

    /// The first link of a text that leads to no file or no heading; other hosts are not asked.
    ///
    /// - Parameters:
    ///   - page: The path of the file, from the project's folder.
    ///   - written: The paths of files that are there once the page is.
    /// - Complexity: O(text), and the texts that it links to.
    package func firstDead(in text: String, of page: String, written: Set<String> = []) -> DeadLink? {
        let outline = Outline(text)
        let undefined = outline.undefined.map {
            DeadLink(
                line: $0.line, found: $0.target,
                expected: "a line that says where its second part leads; add it or correct the part")
        }
        let dead = outline.links.compactMap { link in
            fault(of: Target(link.target), on: page, outline, written).map {
                DeadLink(
                    line: link.line, found: "a link to \(link.target.isEmpty ? "nothing" : link.target)", expected: $0)
            }
        }
        return (undefined + dead).min { $0.line < $1.line }
    }

    /// What was expected of a link that is dead; nil for one that is not.
    private func fault(of target: Target?, on page: String, _ outline: Outline, _ written: Set<String>) -> String? {
        guard let target else { return nil }
        guard let path = target.path.isEmpty ? target.anchor.map({ _ in page }) : path(target.path, from: page),
            path == page || written.contains(path) || isThere(path)
        else {
            return "a file of the project; correct the path"
        }
        guard let anchor = target.anchor, path.hasSuffix(".md"),
            let headings = path == page ? outline : self.outline(of: path), !headings.has(anchor)
        else { return nil }
        return "a heading of that page; correct what follows #"
    }

    /// The path from the project's folder of what another path leads to from a page; nil outside of the project.
    private func path(_ path: String, from page: String) -> String? {
        guard !path.hasPrefix("/") else { return nil }
        var parts = page.split(separator: "/").dropLast()
        for part in path.split(separator: "/") where part != "." {
            if part != ".." { parts.append(part) } else if parts.popLast() == nil { return nil }
        }
        return parts.joined(separator: "/")
    }

    private func isThere(_ path: String) -> Bool {
        !Self.untracked.contains(path.prefix { $0 != "/" }.description)
            && (source(of: path) != nil || FileManager.default.fileExists(atPath: "\(root)/\(path)"))
    }

    /// The headings of a page; nil for one that is not there.
    private func outline(of path: String) -> Outline? {
        // A chapter's page may be yet to be woven, or by other ratings.
        if let source = source(of: path) {
            return (try? LiterateSource(source, file: path).markdown()).map { Outline($0) }
        }
        return text("\(root)/\(path)").map { Outline($0) }
    }

    /// The source that a page is woven from; nil for any other file.
    private func source(of page: String) -> String? {
        page.hasPrefix("chapters/") && page.hasSuffix(".md") ? text("\(root)/\(page.dropLast(2))swift") : nil
    }

    private func text(_ file: String) -> String? {
        FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// What a link names: a path and an anchor, of which either may be missing.
private struct Target {
    let path: String
    let anchor: String?

    /// Reads a link's target; nil for a place outside of any project.
    init?(_ url: String) {
        guard !url.hasPrefix("//"), url.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:/) == nil else { return nil }
        func decoded(_ text: Substring) -> String { text.removingPercentEncoding ?? String(text) }
        path = decoded(url.prefix { $0 != "#" && $0 != "?" })
        anchor = url.firstIndex(of: "#").map { decoded(url[url.index(after: $0)...]) }
    }
}
