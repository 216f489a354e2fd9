import Plotting
import Testing

/// A figure to draw, and what its pixels are known to be.
struct FigureSample: Sendable, CustomTestStringConvertible {
    let name: String
    /// The hash that was recorded. Where a figure was changed on purpose, look at it before its new hash goes here:
    /// where `FIGURE_SAMPLES` names a folder, the tests write the samples to it.
    let recorded: String
    let figure: any Figure

    var testDescription: String { name }

    init(_ name: String, _ recorded: String, _ figure: any Figure) {
        self.name = name
        self.recorded = recorded
        self.figure = figure
    }

    /// The 64-bit FNV-1a hash of the width, the height and the pixels, in hexadecimal.
    var hash: String {
        let image = figure.drawn().image
        let size = [image.width, image.height].flatMap {
            [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)]
        }
        let hash = (size + image.pixels).reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension FigureSample {
    /// One of every kind of figure, and of every way to draw it.
    static let all = [
        bars, manyBars, negativeBars, sortedBars, lines, bands, longTail, bothLogarithmic, narrow, noData, oneValue,
        dots, dotsInPanels, density, strip, publishedAmongSeeds, layers, panels, stacked,
    ]

    // MARK: Bars

    static let bars: FigureSample = {
        let counts: [Double] = [56_174, 107_557, 261_197, 348_971, 226_310]
        let bars = counts.enumerated().map { BarChart.Bar("\($0 + 1)", $1, group: $0 < 3 ? 0 : 1) }
        return FigureSample(
            "bars", "4aeb17d8ac3500a4",
            BarChart(
                title: "Ratings", categories: "stars", values: Axis("ratings"), bars: bars,
                groups: [.init("dropped", .silver), .init("kept", .blue)]))
    }()

    static let manyBars = FigureSample(
        "many bars", "c3d41fa29fb37e69",
        BarChart(values: Axis("KL, nats"), bars: (1...40).map { .init("\($0)", 1 / Double($0)) })
            .with { $0.decimals = 2 })

    static let negativeBars = FigureSample(
        "negative bars", "e86f2a6161dcc0bd",
        BarChart(values: Axis("change"), bars: [.init("a", -2), .init("b", 3)]).with { $0.decimals = 1 })

    static let sortedBars: FigureSample = {
        let bars = (1...40).map { BarChart.Bar("\($0)", 3 / Double($0 * $0), group: $0 < 20 ? 0 : 1) }
        return FigureSample(
            "sorted bars of two groups", "e837d621d523038e",
            BarChart(
                title: "KL by latent dimension", categories: "dimension, sorted", values: Axis("KL, nats"), bars: bars,
                groups: [.init("active", .blue), .init("collapsed", .silver)]
            ).with { $0.decimals = 2 })
    }()

    // MARK: Lines

    private static let epochs = (1...44).map(Double.init)
    private static let loss = epochs.map { 0.1 + 0.3 / ($0 * $0) }
    private static let tail = (1...3533).map { 2853 / Double($0) + 1 }

    private static let recall = LineChart(
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

    static let lines = FigureSample("lines", "a68d66f83926c0c7", recall)

    static let bands: FigureSample = {
        let above = loss.map { $0 + 0.02 }
        return FigureSample(
            "bands around two lines", "b534285969241d56",
            LineChart(
                title: "20 seeds", x: Axis("epoch"), y: Axis("loss"),
                series: [.init("training", y: loss, color: .blue), .init("validation", y: above, color: .vermilion)]
            ).with {
                $0.bands = [
                    .init("least to most", x: epochs, lower: loss.map { $0 - 0.01 }, upper: above, color: .blue),
                    .init(x: epochs, lower: loss, upper: above.map { $0 > 0.14 ? $0 + 0.02 : .nan }, color: .vermilion),
                ]
            })
    }()

    static let longTail = FigureSample(
        "long tail", "36ea68c2b29802ef",
        LineChart(title: "Clicks", x: Axis("rank"), y: Axis("clicks", scale: .logarithmic), series: [.init(y: tail)]))

    static let bothLogarithmic = FigureSample(
        "both axes logarithmic", "7f84ca966bfe361f",
        LineChart(
            x: Axis("rank", scale: .logarithmic), y: Axis("clicks", scale: .logarithmic), series: [.init(y: tail)]))

    static let narrow = FigureSample(
        "narrow", "a5bff18444fd6a93",
        LineChart(title: "Narrow", x: Axis("user"), y: Axis("clicks"), series: [.init(x: [0, 1e6], y: [0, 1e6])])
            .with { $0.size = Size(220, 180) })

    static let noData = FigureSample(
        "no data", "e5cf0df495be6b09",
        LineChart(
            title: "Nothing", x: Axis("x"), y: Axis("y"),
            series: [.init("a", y: []), .init("b", y: [.nan, .infinity])]))

    static let oneValue = FigureSample(
        "one value", "05615f6b75c4c9ab",
        LineChart(x: Axis("x"), y: Axis("y"), series: [.init("a", y: [7], line: .solid.marked)]))

    // MARK: Dots

    static let dots: FigureSample = {
        let dots = (0..<8).map { DotChart.Dot(0.3 + Double($0) / 100, error: 0.004) }
        return FigureSample(
            "dots", "2e26bdbdf40d7599",
            DotChart(
                title: "Variants", values: Axis("recall@20"), rows: (0..<8).map { "variant \($0)" },
                series: [
                    .init("a", dots), .init("b", dots.reversed()),
                    .init("c", dots.map { $0.value > 0.33 ? nil : $0 }),
                ]
            ).with { $0.reference = (0.3578, "published") })
    }()

    static let dotsInPanels: FigureSample = {
        let variants = (0..<8).map { "a variant with a name \($0)" }
        let protocols = [0.35, 0.21, 0.24].map { (base: Double) -> DotChart in
            let dots = variants.indices.map { DotChart.Dot(base + Double($0) / 300, error: 0.004) }
            return DotChart(
                title: "Protocol", values: Axis("recall@20"), rows: variants, series: [.init("", dots)]
            ).with { $0.reference = base > 0.3 ? (0.3578, "published") : nil }
        }
        return FigureSample(
            "dots in panels", "308b8738cd50cca8", Panels(columns: 3, size: Size(1000, 330), protocols))
    }()

    // MARK: Pictures, strips and diagrams

    private static let clicks: DensityPicture = {
        let cells = (0..<15).map { (row: Int) -> [Double] in
            (0..<20).map { (column: Int) -> Double in Double((20 * row + column) * 7919 % 300) / 300 }
        }
        let turned = cells.reversed().map { Array($0.reversed()) }
        return DensityPicture(
            title: "Clicks", x: "users", y: "movies", scale: "share with a click",
            panels: [
                .init("before", cells, xRange: 0...6034, yRange: 0...3125),
                .init("after", turned, xRange: 0...6034, yRange: 0...3125),
            ])
    }()

    static let density = FigureSample("density", "7ccdad90234e8af9", clicks)

    static let strip = FigureSample(
        "strip", "d41c5c1b0ea4baa1",
        StripChart(
            title: "One user", x: Axis("movie", range: 0...3125), rows: ["input", "target"],
            groups: [
                .init("kept", .blue, [(row: 0, x: [700, 900]), (row: 1, x: [700, 900])]),
                .init("withheld", .vermilion, [(row: 1, x: [3, 600])]),
            ]
        ).with { $0.shade = (0...625, "withheld") })

    static let publishedAmongSeeds: FigureSample = {
        let seeds: [Double] = (0..<20).map { (i: Int) in 0.348 + 0.0007 * Double(i * 7 % 20) }
        return FigureSample(
            "published among seeds", "6526a0bed7a38b22",
            StripChart(
                title: "20 seeds", x: Axis("recall"), rows: ["recall@20", "recall@50"],
                groups: [
                    .init("a seed", .blue, [(row: 0, x: seeds), (row: 1, x: seeds.map { $0 - 0.015 })]),
                    .init("published", .vermilion, mark: .dot, [(row: 0, x: [0.3578]), (row: 1, x: [0.3416])]),
                ]))
    }()

    static let layers = FigureSample(
        "layers", "797c7f675de1bee8",
        LayerDiagram(
            title: "Encoder",
            [
                .init("input_1", "InputLayer", input: "(None, 3125)", output: "(None, 3125)"),
                .init("dense_1", "Dense", input: "(None, 3125)", output: "(None, 120)", from: ["input_1"]),
                .init("z_mean", "Dense", input: "(None, 120)", output: "(None, 40)", from: ["dense_1"]),
                .init("z_log_var", "Dense", input: "(None, 120)", output: "(None, 40)", from: ["dense_1"]),
                .init(
                    "z", "Lambda", input: "[(None, 40), (None, 40)]", output: "(None, 40)",
                    from: ["z_mean", "z_log_var"]),
            ]))

    static let panels = FigureSample("panels", "5c4fe0a66f85f247", Panels(title: "Side by side", [recall, clicks]))

    static let stacked = FigureSample(
        "stacked", "4e75640cd64abd58", Panels(title: "Stacked", columns: 1, [recall, recall]))
}
