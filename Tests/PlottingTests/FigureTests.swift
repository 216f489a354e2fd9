import Foundation
import Plotting
import Testing

@Suite struct FigureTests {
    @Test("every pixel is the one that was recorded", arguments: FigureSample.all)
    func pixels(_ sample: FigureSample) {
        #expect(sample.hash == sample.recorded)
    }

    @Test(
        "the samples are written to a folder to be looked at, and their hashes printed",
        .enabled(if: folder != nil, "FIGURE_SAMPLES names no folder"), arguments: FigureSample.all)
    func written(_ sample: FigureSample) throws {
        let folder = try #require(Self.folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = URL(fileURLWithPath: folder).appendingPathComponent("\(sample.name).png")
        try Data(sample.figure.png()).write(to: file)
        print("\(sample.hash)  \(file.path)")
    }

    private static let folder = ProcessInfo.processInfo.environment["FIGURE_SAMPLES"]

    @Test("the picture has two pixels to the point")
    func resolution() throws {
        let image = try Image(png: LineChart(x: Axis(), y: Axis(), series: []).png())
        #expect(image.width == 1440 && image.height == 840)
    }

    @Test("all text lies on the sheet", arguments: FigureSample.all)
    func textOnSheet(_ sample: FigureSample) {
        let canvas = sample.figure.drawn()
        let sheet = Rect(x: 0, y: 0, width: sample.figure.size.width, height: sample.figure.size.height)
        #expect(!canvas.texts.isEmpty)
        for text in canvas.texts {
            #expect(sheet.contains(text.box), "\(text.text) at \(text.box)")
        }
    }

    @Test("no text overlaps another", arguments: FigureSample.all)
    func textApart(_ sample: FigureSample) {
        let texts = sample.figure.drawn().texts
        for (index, text) in texts.enumerated() {
            for other in texts[(index + 1)...] {
                #expect(
                    !text.box.inset(by: 0.4).overlaps(other.box.inset(by: 0.4)), "\(text.text) and \(other.text)")
            }
        }
    }

    @Test("bars stand on zero and reach their value")
    func bars() {
        let chart = BarChart(values: Axis("", range: 0...10), bars: [.init("half", 5)])
            .with { $0.decimals = nil }
        let image = chart.drawn().image
        let column = (0..<image.height).filter {
            image[image.width / 2, $0].red == 0 && image[image.width / 2, $0].blue == 0xB2
        }
        #expect(!column.isEmpty)
        // Ticks tell where 0 and 5 are: their labels are centred on them.
        let texts = chart.drawn().texts
        let zero = texts.first { $0.text == "0" }?.box.center.y ?? 0
        let five = texts.first { $0.text == "5" || $0.text == "4" }.map { ($0.text, $0.box.center.y) }
        if let (label, y) = five, let tick = Double(label) {
            let height = (zero - y) / tick * 5 * 2
            #expect(abs(Double(column.count) - height) <= 2)
        } else {
            Issue.record("the axis has no tick at 4 or 5")
        }
    }

    @Test("values are not written on neighbouring bars")
    func barValues() {
        func texts(_ values: [Double]) -> [String] {
            BarChart(values: Axis("", range: 0...100), bars: values.map { .init("", $0) }).with {
                $0.decimals = 7
                $0.size = Size(320, 240)
            }.drawn().texts.map(\.text).filter { $0.contains(".") }
        }
        #expect(texts([50]) == ["50.0000000"])
        // Wider than its bar, a low value would run into the high bars beside it.
        #expect(texts([90, 20, 90, 20, 90, 20]) == [])
    }

    @Test("a dot in a strip stands out from the lines")
    func stripDot() {
        let chart = StripChart(
            x: Axis("", range: 0...10), rows: ["a"],
            groups: [.init("", .blue, [(row: 0, x: [5])]), .init("", .vermilion, mark: .dot, [(row: 0, x: [5])])])
        let image = chart.drawn().image
        var widest = (blue: 0, vermilion: 0)
        for y in 0..<image.height {
            let row = (0..<image.width).map { image[$0, y] }
            widest.blue = max(widest.blue, row.count { $0.red == 0 && $0.blue == 0xB2 })
            widest.vermilion = max(widest.vermilion, row.count { $0.red == 0xD5 && $0.blue == 0 })
        }
        // Two pixels to the point: a line is one point wide, a dot ten.
        #expect(widest.blue == 2 && (18...20).contains(widest.vermilion), "\(widest)")
    }

    @Test(
        "a dot at an end of the axis is whole, one beyond it is left out",
        arguments: [(0, 14), (5, 14), (10, 14), (-1, 0)] as [(Double, Int)])
    func edgeDot(value: Double, width: Int) {
        let chart = DotChart(
            values: Axis("", range: 0...10), rows: ["a"], series: [.init("", [.init(value)], color: .blue)])
        let image = chart.drawn().image
        let widest = (0..<image.height).map { y in
            (0..<image.width).count { image[$0, y].red == 0 && image[$0, y].blue == 0xB2 }
        }.max()
        // Two pixels to the point; the outermost are mixed with white.
        #expect(abs((widest ?? 0) - width) <= 1)
    }

    @Test("rows of dot charts side by side are level")
    func levelRows() {
        func heights(_ reference: (Double, String)?) -> [Double] {
            DotChart(
                values: Axis("x"), rows: ["first", "second"], series: [.init("", [.init(1), .init(2)])]
            )
            .with { $0.reference = reference }
            .drawn().texts.filter { ["first", "second"].contains($0.text) }.map(\.box.center.y)
        }
        #expect(heights(nil).count == 2 && heights(nil) == heights((1.5, "published")))
    }

    @Test("a legend inside hides no data")
    func legend() {
        // A curve that leaves only the bottom right free.
        let chart = LineChart(
            x: Axis("x"), y: Axis("y"),
            series: [
                .init("rising", x: [0, 1, 10], y: [0, 10, 10.2]), .init("above", x: [0, 0.5, 10], y: [0, 9, 9.8]),
            ])
        let entry = chart.drawn().texts.first { $0.text == "rising" }
        #expect((entry?.box.minX ?? 0) > 360 && (entry?.box.minY ?? 0) > 210)
    }

    @Test("density colours run from light to dark")
    func densityColors() {
        let luminance = stride(from: 0.0, through: 1, by: 0.05).map { share in
            let color = ColorMap.blues(share)
            return 0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue
        }
        #expect(zip(luminance, luminance.dropFirst()).allSatisfy { $0 > $1 })
        #expect(ColorMap.blues(-3) == .white && ColorMap.blues(.nan) == .white)
    }
}
