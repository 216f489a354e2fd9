import Pages
import Plotting
import Testing

@Suite("a figure's numbers as CSV") struct FigureCSVTests {
    @Test("lines, bands, marks and reference lines in one table, panel by panel")
    func lines() {
        let line = LineChart(
            title: "Loss, in \"nats\"", x: Axis("epoch"), y: Axis("loss"),
            series: [.init("training", y: [0.5, .nan]), .init(x: [0.25], y: [2])]
        ).with {
            $0.bands = [.init("seeds", x: [1], lower: [0.4], upper: [0.6])]
            $0.marks = [.init("", [(1, 0.5, "the best")])]
            $0.references = [.init(.x(2), label: "stopped"), .init(.y(0.1), label: "floor")]
        }
        let title = "\"Loss, in \"\"nats\"\"\""
        #expect(
            String(decoding: Panels([line]).csv, as: UTF8.self) == """
                panel,series,x,y,lower,upper
                \(title),training,1,0.5,,
                \(title),training,2,,,
                \(title),,0.25,2,,
                \(title),seeds,1,,0.4,0.6
                \(title),the best,1,0.5,,
                \(title),stopped,2,,,
                \(title),floor,,0.1,,

                """)
    }

    @Test("a diagram has none")
    func diagram() {
        let diagram = LayerDiagram([.init("a", "Input", input: "", output: "")])
        #expect(String(decoding: diagram.csv, as: UTF8.self) == "panel,series,x,y,lower,upper\n")
    }
}
