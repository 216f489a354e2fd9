import Book
import Foundation
import TestSupport
import Testing

/// The book of the tracked pages as a whole.
@Suite struct TrackedBookTests {
    @Test("the same bytes twice, below 4 MB")
    func bytes() {
        #expect(trackedBook.html == trackedHTML)
        #expect(trackedHTML.utf8.count < 4_000_000)
        #expect(trackedHTML.matches(of: /<section/).count > 15)
    }

    @Test("every link within has a target, every other goes to a site; every anchor is there once")
    func links() {
        let ids = trackedHTML.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
        #expect(ids.count == Set(ids).count)
        let links = trackedHTML.matches(of: /\shref="([^"]*)"/).map { String($0.output.1) }
        #expect(links.count > 300)
        let dead = links.filter { link in
            !link.hasPrefix("https://") && link != "data:," && !ids.contains(String(link.dropFirst()))
        }
        #expect(dead == [])
    }

    @Test("headings step down one level at a time, and one is the first")
    func headings() {
        let levels = trackedHTML.matches(of: /<h([1-6])\s/).compactMap { Int($0.output.1) }
        #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
        #expect(levels.count { $0 == 2 } == 17)
    }

    @Test("every figure is embedded, and says what it shows")
    func figures() {
        let images = trackedHTML.matches(of: /<img src="(data:image\/png;base64,)?[^"]*" alt="([^"]*)"/)
        #expect(images.count == trackedFigures.count + 1)
        #expect(images.allSatisfy { $0.output.1 != nil && $0.output.2.count > 10 })
    }

    @Test("nothing is asked of any other place")
    func selfContained() {
        let page = trackedHTML.replacing(/<a [^>]*>/, with: "")
        #expect(!page.contains("src=\"http") && !page.contains("url(") && !page.contains("@import"))
        #expect(!page.contains("fetch(") && !page.contains("<link rel=\"stylesheet\""))
        #expect(page.contains("content=\"default-src 'none'; img-src data:;"))
    }

    @Test("every text color keeps a contrast of 4.5 to every background it is on", arguments: [0, 1])
    func contrast(_ scheme: Int) throws {
        let pairs = trackedHTML.matches(of: /--(\w+): light-dark\((#\w{6}), (#\w{6})\);/)
        let colors = Dictionary(
            uniqueKeysWithValues: pairs.map { (String($0.output.1), String(scheme == 0 ? $0.output.2 : $0.output.3)) })
        let texts = ["ink", "soft", "link", "keyword", "type", "string", "number"]
        for text in texts {
            for background in ["paper", "panel"] {
                let ratio = contrastRatio(try #require(colors[text]), try #require(colors[background]))
                #expect(ratio >= 4.5, "\(text) on \(background): \(ratio)")
            }
        }
        #expect(colors.count == texts.count + 3, "every color but the line's is one of these")
    }
}

/// The contrast of two colors such as `#18191b`, by the Web Content Accessibility Guidelines.
private func contrastRatio(_ first: String, _ second: String) -> Double {
    func luminance(_ color: String) -> Double {
        let value = Int(color.dropFirst(), radix: 16) ?? 0
        let linear = [16, 8, 0].map { shift in
            let part = Double(value >> shift & 255) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    let values = [luminance(first), luminance(second)].sorted()
    return (values[1] + 0.05) / (values[0] + 0.05)
}
