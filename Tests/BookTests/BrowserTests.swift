import Foundation
import TestSupport
import Testing

/// The book of the tracked pages in a real browser.
@Suite(
    .serialized, .enabled(if: browser != nil, "needs a browser: apt-get install --no-install-recommends chromium"))
struct BrowserTests {
    @Test(
        "in either scheme and at three widths nothing overflows, everything resolves, the switches work, and the console is silent",
        arguments: [false, true])
    func looks(isDark: Bool) throws {
        let widths = [360, 900, 1600]
        let (looks, console) = try look(at: trackedHTML, widths: widths, isDark: isDark)
        #expect(console == [])
        #expect(looks.map(\.width) == widths)
        for look in looks {
            #expect(look.scrollWidth <= look.width && look.overflowing == [], "at \(look.width)")
            #expect(look.images == trackedFigures.count + 1 && look.brokenImages == 0)
            #expect(look.deadLinks == [])
            let schemes = ["rgb(253, 252, 250)", "rgb(24, 25, 27)"]
            #expect([look.background, look.otherBackground] == (isDark ? schemes.reversed() : schemes))
            #expect(look.marked == ["#contents", "#07-model", "#14-seeds"])
            #expect(look.menuIsOpen == (look.width >= 1024))
            #expect(look.cells > 50 && look.openCells == 0 && look.copyButtons == look.cells)
            #expect(look.unreachable == 0)
        }
    }

    @Test("what the console says is heard, and what overflows is seen")
    func control() throws {
        let faulty = trackedHTML.replacing("</main>", with: "<div style='width: 1500px'><img src='x.png'></div></main>")
        let (looks, console) = try look(at: faulty, widths: [900], isDark: false)
        #expect(console.count == 1 && console.first?.contains("Content Security Policy") == true)
        #expect(looks.first?.overflowing.isEmpty == false && looks.first?.brokenImages == 1)
    }

    @Test("without scripts everything is there but the switches")
    func withoutScripts() throws {
        let counts = """
            ["details.cell[open]", "details.cell:not([open])", "details#menu[open]", "button", ".scripted", "img"]
                .map((selector) => [...book.querySelectorAll(selector)].filter((found) => found.checkVisibility()).length)
                .join(" ")
            """
        let cells = trackedHTML.matches(of: /<details class="cell" open>/).count
        #expect(try look(at: trackedHTML, withoutScripts: counts) == "\(cells) 0 1 0 0 \(trackedFigures.count + 1)")
    }

    @Test("it prints")
    func prints() throws {
        try withTemporaryFolder { folder in
            try trackedHTML.write(toFile: "\(folder)/book.html", atomically: true, encoding: .utf8)
            _ = try browse(
                "\(folder)/book.html", ["--no-pdf-header-footer", "--print-to-pdf=\(folder)/book.pdf"])
            let pdf = try #require(FileManager.default.contents(atPath: "\(folder)/book.pdf"))
            let pages = String(decoding: pdf, as: UTF8.self).matches(of: /\/Type \/Page\b/).count
            #expect(30...70 ~= pages)
        }
    }
}
