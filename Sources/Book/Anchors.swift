/// The anchors of a book, each there once.
struct Anchors {
    private(set) var all: Set<String> = []

    /// An anchor for a text below a prefix, as GitHub forms it from a heading; a number is added where it is taken.
    mutating func add(_ text: String, below prefix: String) -> String {
        let slug = slug(text)
        return add(slug.isEmpty ? prefix : "\(prefix)-\(slug)")
    }

    /// An anchor of this name; a number is added where it is taken.
    mutating func add(_ name: String) -> String {
        var anchor = name
        var count = 1
        while !all.insert(anchor).inserted {
            anchor = "\(name)-\(count)"
            count += 1
        }
        return anchor
    }
}

/// The anchor that GitHub forms from a heading.
func slug(_ heading: String) -> String {
    String(
        heading.lowercased().unicodeScalars.compactMap { scalar -> Character? in
            if scalar == " " { return "-" }
            let isKept = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            return isKept || "-_".unicodeScalars.contains(scalar) ? Character(scalar) : nil
        })
}

/// Where links between the pages lead within the book.
struct Targets {
    /// The anchors of the pages that are there, by name.
    let pages: [String: String]
    /// The anchor of the front page.
    let front: String
    /// All anchors.
    let anchors: Anchors

    /// Where a link on a page goes; nil if the book does not have it.
    func target(of url: String, on page: String) -> String? {
        if url.hasPrefix("https://") || url.hasPrefix("http://") { return url }
        let parts = url.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let file = parts.first else { return nil }
        guard let id = file.isEmpty ? page : file == "README.md" ? front : chapter(file) else { return nil }
        let place = parts.count > 1 ? "\(id)-\(parts[1])" : id
        return "#\(anchors.all.contains(place) ? place : id)"
    }

    private func chapter(_ file: String) -> String? {
        file.hasSuffix(".md") ? pages[String(file.dropLast(3))] : nil
    }
}
