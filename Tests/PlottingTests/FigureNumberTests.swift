import Plotting
import Testing

@Suite("a figure's numbers") struct FigureNumberTests {
    @Test("dots with their intervals, bars by label or place, cells by row and column")
    func otherCharts() {
        let dots = DotChart(
            values: Axis("recall"), rows: ["a", "b"], series: [.init("s", [nil, .init(1, error: 0.5)])])
        #expect(dots.numbers == [FigureNumber("s", x: "b", y: 1, interval: (0.5, 1.5))])
        let bars = BarChart(values: Axis("KL"), bars: [.init("a", 2), .init("", 3)])
        #expect(bars.numbers == [FigureNumber("", x: "a", y: 2), FigureNumber("", x: "2", y: 3)])
        let picture = DensityPicture(
            title: "Clicks", x: "", y: "", scale: "", panels: [.init("before", [[1, 2]], xRange: 0...2, yRange: 0...1)])
        #expect(
            picture.numbers == [
                FigureNumber(panel: "before", "row 1", x: "1", y: 1),
                FigureNumber(panel: "before", "row 1", x: "2", y: 2),
            ])
    }

    @Test("one person's clicks are drawn and not written down; a diagram has no numbers")
    func without() {
        let strip = StripChart(
            title: "", x: Axis("movie"), rows: ["input"], groups: [.init("kept", .blue, [(row: 0, x: [3])])])
        #expect(strip.numbers == [FigureNumber("kept", x: "input", y: 3)])
        #expect(strip.with { $0.showsPeople = true }.numbers.isEmpty)
        #expect(LayerDiagram([.init("a", "Input", input: "", output: "")]).numbers.isEmpty)
    }
}
