import Plotting
import Testing

@Suite struct FontTests {
    static let needed: [Character] =
        (32...126).compactMap { UnicodeScalar($0).map(Character.init) } + Array("βμσε²³⌈⌉×–—→≥≤±·½…∑αλ−⁰¹⁻")
    static let inked = needed.filter { $0 != " " }

    @Test("every needed character has a glyph inside its box", arguments: needed)
    func glyph(_ character: Character) {
        #expect(Font.characters.contains(character))
        let style = TextStyle(1000)
        #expect(style.width(of: String(character)) > 0)
        guard let extent = Font.extent(of: character) else {
            #expect(character == " ")
            return
        }
        // The box reaches 800 up and 260 down; the pen, 82 wide, stands with its foot on the path.
        #expect(extent.lowerBound >= -260 && extent.upperBound <= 800 - 82)
    }

    @Test("every glyph's ink lies in its box", arguments: inked)
    func ink(_ character: Character) {
        var canvas = Canvas(Size(140, 140), scale: 1)
        canvas.draw(String(character), at: Point(20, 100), TextStyle(100))
        guard let box = canvas.texts.first?.box else {
            Issue.record("no text was drawn")
            return
        }
        var ink = 0
        for y in 0..<140 {
            for x in 0..<140 where canvas.image[x, y].red < 250 {
                ink += 1
                #expect(
                    box.inset(by: -1).contains(Point(Double(x) + 0.5, Double(y) + 0.5)), "\(character) at \(x), \(y)")
            }
        }
        #expect(ink > 50)
    }

    @Test("every glyph is different")
    func distinct() {
        let pictures = Self.needed.map { character in
            var canvas = Canvas(Size(60, 60), scale: 1)
            canvas.draw(String(character), at: Point(10, 40), TextStyle(40))
            return canvas.image
        }
        #expect(Set(pictures).count == Self.needed.count)
    }

    @Test("an unknown character is a visible box")
    func unknown() {
        var canvas = Canvas(Size(40, 40))
        canvas.draw("☃", at: Point(10, 30), TextStyle(20))
        #expect(canvas.image.pixels.contains { $0 < 100 })
        #expect(TextStyle(20).width(of: "☃") > 5)
    }

    @Test("widths add up")
    func widths() {
        let style = TextStyle(11)
        let parts = style.width(of: "recall") + style.width(of: "@20")
        #expect(abs(style.width(of: "recall@20") - parts) < 1e-9)
        #expect(style.width(of: "") == 0)
        #expect(abs(TextStyle(22).width(of: "recall") - 2 * style.width(of: "recall")) < 1e-9)
        #expect(TextStyle(11, weight: .bold).width(of: "recall") > style.width(of: "recall"))
    }

    @Test("figures are equally wide")
    func figureWidths() {
        let style = TextStyle(10)
        #expect(Set("0123456789".map { style.width(of: String($0)) }).count == 1)
    }

    @Test("an anchor stands at its point")
    func anchor() {
        let style = TextStyle(12)
        for (along, expected) in [
            (TextAnchor.Along.start, 50.0), (.middle, 50 - style.width(of: "loss") / 2),
            (.end, 50 - style.width(of: "loss")),
        ] {
            var canvas = Canvas(Size(100, 100))
            canvas.draw("loss", at: Point(50, 50), style, TextAnchor(along, .baseline))
            #expect(abs((canvas.texts.first?.box.minX ?? 0) - expected) < 1e-9)
        }
    }
}
