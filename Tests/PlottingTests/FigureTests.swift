import Plotting
import Testing

@Suite struct FigureTests {
    /// A figure to draw, and the name that tells it from the others.
    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let figure: any Figure

        var testDescription: String { name }
    }

    static let epochs = (1...44).map(Double.init)

    /// One of every kind of figure, and of every way to draw it.
    static let samples: [Sample] = {
        let bars = [("1", 56_174.0), ("2", 107_557), ("3", 261_197), ("4", 348_971), ("5", 226_310)]
            .enumerated().map { BarChart.Bar($1.0, $1.1, group: $0 < 3 ? 0 : 1) }
        let groups = [BarChart.Group("dropped", .silver), BarChart.Group("kept", .blue)]
        let loss = epochs.map { 0.1 + 0.3 / ($0 * $0) }
        let tail = (1...3533).map { 2853 / Double($0) + 1 }
        let lines = LineChart(
            title: "Recall", x: Axis("epoch"), y: Axis("recall@20"),
            series: [
                .init("training", y: loss),
                .init("validation", y: loss.map { $0 + 0.01 }, line: .dashed.marked),
            ]
        ).with {
            $0.bands = [.init("spread", x: epochs, lower: loss.map { $0 - 0.02 }, upper: loss.map { $0 + 0.03 })]
            $0.references = [.init(.x(20), label: "stopped here"), .init(.y(0.2), label: "cap 0.2")]
            $0.marks = [.init("published", [(10, 0.15, "0.15 @10"), (11, 0.16, "0.16 @11"), (44, 0.3, "0.3 @44")])]
        }
        let cells = (0..<15).map { (row: Int) -> [Double] in
            (0..<20).map { (column: Int) -> Double in Double((20 * row + column) * 7919 % 300) / 300 }
        }
        let turned = cells.reversed().map { Array($0.reversed()) }
        let picture = DensityPicture(
            title: "Clicks", x: "users", y: "movies", scale: "share with a click",
            panels: [
                .init("before", cells, xRange: 0...6034, yRange: 0...3125),
                .init("after", turned, xRange: 0...6034, yRange: 0...3125),
            ])
        let dots = (0..<8).map { DotChart.Dot(0.3 + Double($0) / 100, error: 0.004) }
        let encoder = LayerDiagram(
            title: "Encoder",
            [
                .init("input_1", "InputLayer", input: "(None, 3125)", output: "(None, 3125)"),
                .init("dense_1", "Dense", input: "(None, 3125)", output: "(None, 120)", from: ["input_1"]),
                .init("z_mean", "Dense", input: "(None, 120)", output: "(None, 40)", from: ["dense_1"]),
                .init("z_log_var", "Dense", input: "(None, 120)", output: "(None, 40)", from: ["dense_1"]),
                .init(
                    "z", "Lambda", input: "[(None, 40), (None, 40)]", output: "(None, 40)",
                    from: ["z_mean", "z_log_var"]),
                .init("sum", "Add", input: "[(None, 40), (None, 120)]", output: "(None, 40)", from: ["z", "dense_1"]),
            ])
        let variants = (0..<8).map { "a variant with a name \($0)" }
        let seeds: [Double] = (0..<20).map { (i: Int) in 0.348 + 0.0007 * Double(i * 7 % 20) }
        let divergences = (1...40).map { BarChart.Bar("\($0)", 3 / Double($0 * $0), group: $0 < 20 ? 0 : 1) }
        let sorted = BarChart(
            title: "KL by latent dimension", categories: "dimension, sorted", values: Axis("KL, nats"),
            bars: divergences,
            groups: [.init("active", .blue), .init("collapsed", .silver)]
        ).with { $0.decimals = 2 }
        let protocols: [any Figure] = [0.35, 0.21, 0.24].map { (base: Double) in
            let dots = variants.indices.map { DotChart.Dot(base + Double($0) / 300, error: 0.004) }
            return DotChart(
                title: "Protocol", values: Axis("recall@20"), rows: variants, series: [.init("", dots)]
            ).with { $0.reference = base > 0.3 ? (0.3578, "published") : nil }
        }
        let above = loss.map { $0 + 0.02 }
        let bands = LineChart(
            title: "20 seeds", x: Axis("epoch"), y: Axis("loss"),
            series: [.init("training", y: loss, color: .blue), .init("validation", y: above, color: .vermilion)]
        ).with {
            $0.bands = [
                .init("least to most", x: epochs, lower: loss.map { $0 - 0.01 }, upper: above, color: .blue),
                .init(x: epochs, lower: loss, upper: above.map { $0 > 0.14 ? $0 + 0.02 : .nan }, color: .vermilion),
            ]
        }
        let strip = StripChart(
            title: "20 seeds", x: Axis("recall"), rows: ["recall@20", "recall@50"],
            groups: [
                .init("a seed", .blue, [(row: 0, x: seeds), (row: 1, x: seeds.map { $0 - 0.015 })]),
                .init("published", .vermilion, mark: .dot, [(row: 0, x: [0.3578]), (row: 1, x: [0.3416])]),
            ])
        let figures: [(String, any Figure)] = [
            ("sorted bars of two groups", sorted),
            ("dots in panels", Panels(columns: 3, size: Size(1000, 330), protocols)),
            ("bands around two lines", bands), ("published among seeds", strip),
            (
                "bars",
                BarChart(title: "Ratings", categories: "stars", values: Axis("ratings"), bars: bars, groups: groups)
            ),
            (
                "lying bars",
                BarChart(
                    title: "Ratings", categories: "stars", values: Axis("ratings"), bars: bars, groups: groups
                ).with { $0.direction = .lying }
            ),
            (
                "many bars",
                BarChart(values: Axis("KL, nats"), bars: (1...40).map { .init("\($0)", 1 / Double($0)) })
                    .with { $0.decimals = 2 }
            ),
            (
                "negative bars",
                BarChart(values: Axis("change"), bars: [.init("a", -2), .init("b", 3)]).with { $0.decimals = 1 }
            ),
            ("lines", lines),
            (
                "long tail",
                LineChart(
                    title: "Clicks", x: Axis("rank"), y: Axis("clicks", scale: .logarithmic), series: [.init(y: tail)])
            ),
            (
                "both axes logarithmic",
                LineChart(
                    x: Axis("rank", scale: .logarithmic), y: Axis("clicks", scale: .logarithmic),
                    series: [.init(y: tail)])
            ),
            (
                "narrow",
                LineChart(
                    title: "Narrow", x: Axis("user"), y: Axis("clicks"), series: [.init(x: [0, 1e6], y: [0, 1e6])]
                ).with { $0.size = Size(220, 180) }
            ),
            (
                "no data",
                LineChart(
                    title: "Nothing", x: Axis("x"), y: Axis("y"),
                    series: [.init("a", y: []), .init("b", y: [.nan, .infinity])])
            ),
            ("one value", LineChart(x: Axis("x"), y: Axis("y"), series: [.init("a", y: [7], line: .solid.marked)])),
            ("density", picture),
            (
                "dots",
                DotChart(
                    title: "Variants", values: Axis("recall@20"), rows: (0..<8).map { "variant \($0)" },
                    series: [
                        .init("a", dots), .init("b", dots.reversed()),
                        .init("c", dots.map { $0.value > 0.33 ? nil : $0 }),
                    ]
                ).with { $0.reference = (0.3578, "published") }
            ),
            (
                "strip",
                StripChart(
                    title: "One user", x: Axis("movie", range: 0...3125), rows: ["input", "target"],
                    groups: [
                        .init("kept", .blue, [(row: 0, x: [700, 900]), (row: 1, x: [700, 900])]),
                        .init("withheld", .vermilion, [(row: 1, x: [3, 600])]),
                    ]
                ).with { $0.shade = (0...625, "withheld") }
            ),
            ("layers", encoder),
            ("panels", Panels(title: "Side by side", [lines, picture])),
            ("stacked", Panels(title: "Stacked", columns: 1, [lines, lines])),
        ]
        return figures.map(Sample.init)
    }()

    /// The 64-bit FNV-1a hash of every figure's width, height and pixels. Where a figure was changed on purpose, look at it
    /// before its new hash goes here.
    static let hashes: [String: UInt64] = [
        "bands around two lines": 0xb534_2859_6924_1d56,
        "bars": 0x4aeb_17d8_ac35_00a4,
        "both axes logarithmic": 0x7f84_ca96_6bfe_361f,
        "density": 0x7ccd_ad90_234e_8af9,
        "dots": 0x2e26_bdbd_f40d_7599,
        "dots in panels": 0x308b_8738_cd50_cca8,
        "layers": 0x752a_ce0f_6740_52b0,
        "lines": 0xa68d_66f8_3926_c0c7,
        "long tail": 0x36ea_68c2_b298_02ef,
        "lying bars": 0xec26_0ca6_ad7c_ead7,
        "many bars": 0xc3d4_1fa2_9fb3_7e69,
        "narrow": 0xa5bf_f184_44fd_6a93,
        "negative bars": 0xe86f_2a61_61dc_c0bd,
        "no data": 0xe5cf_0df4_95be_6b09,
        "one value": 0x0561_5f6b_75c4_c9ab,
        "panels": 0x5c4f_e0a6_6f85_f247,
        "published among seeds": 0x6526_a0be_d7a3_8b22,
        "sorted bars of two groups": 0xe837_d621_d523_038e,
        "stacked": 0x4e75_640c_d64a_bd58,
        "strip": 0xd41c_5c1b_0ea4_baa1,
    ]

    @Test("every pixel is the one that was recorded", arguments: samples)
    func pixels(_ sample: Sample) throws {
        let image = sample.figure.drawn().image
        let size = [image.width, image.height].flatMap {
            [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)]
        }
        let hash = (size + image.pixels).reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        #expect(Self.hashes[sample.name] == hash)
    }

    @Test("the picture has two pixels to the point")
    func resolution() throws {
        let image = try Image(png: LineChart(x: Axis(), y: Axis(), series: []).png())
        #expect(image.width == 1440 && image.height == 840)
    }

    @Test("all text lies on the sheet", arguments: samples)
    func textOnSheet(_ sample: Sample) {
        let canvas = sample.figure.drawn()
        let sheet = Rect(x: 0, y: 0, width: sample.figure.size.width, height: sample.figure.size.height)
        #expect(!canvas.texts.isEmpty)
        for text in canvas.texts {
            #expect(sheet.contains(text.box), "\(text.text) at \(text.box)")
        }
    }

    @Test("no text overlaps another", arguments: samples)
    func textApart(_ sample: Sample) {
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
