/// Dots with error bars in labelled rows, with one or more named series.
///
///     DotChart(
///         title: "Recall@20", values: Axis("recall@20"), rows: ["as published", "cap reached"],
///         series: [.init("strong", [.init(0.357, error: 0.004), .init(0.362, error: 0.004)])])
package struct DotChart: Figure {
    /// A value and the interval around it.
    package struct Dot: Hashable, Sendable {
        package var value, lower, upper: Double

        package init(_ value: Double, _ interval: ClosedRange<Double>) {
            self.value = value
            lower = interval.lowerBound
            upper = interval.upperBound
        }

        /// Creates a value ± an error, which must not be negative.
        package init(_ value: Double, error: Double = 0) {
            self.init(value, value - error...value + error)
        }
    }

    /// A named series with a dot, or nil, for every row.
    package struct Series: Sendable {
        package var name: String
        package var dots: [Dot?]
        package var color: Color?

        package init(_ name: String = "", _ dots: [Dot?], color: Color? = nil) {
            self.name = name
            self.dots = dots
            self.color = color
        }
    }

    package var title: String
    package var values: Axis
    package var rows: [String]
    package var series: [Series]
    /// A value to compare with, drawn as a labelled vertical line.
    package var reference: (value: Double, label: String)?
    package var size: Size

    /// Creates a dot chart as high as its rows need; every series must have a dot or nil for each row.
    package init(title: String = "", values: Axis, rows: [String], series: [Series]) {
        precondition(series.allSatisfy { $0.dots.count == rows.count }, "a series has a dot, or nil, for every row")
        self.title = title
        self.values = values
        self.rows = rows
        self.series = series
        size = Size(720, 110 + Double(rows.count) * max(26, 10 + 13 * Double(series.count)))
    }

    package var numbers: [FigureNumber] {
        let dots = series.flatMap { series in
            zip(rows, series.dots).compactMap { row, dot in
                dot.map { FigureNumber(series.name, x: row, y: $0.value, interval: ($0.lower, $0.upper)) }
            }
        }
        return dots + (reference.map { [FigureNumber($0.label, x: "", y: $0.value)] } ?? [])
    }

    package func draw(on canvas: inout Canvas, in frame: Rect) {
        let legend = Legend(
            entries: series.indices.filter { !series[$0].name.isEmpty }.map {
                .init(name: series[$0].name, color: color($0), swatch: .dot)
            })
        let (area, _, box) = legend.placed(area: { self.area(in: frame, right: $0) }, ink: ink)
        area.drawGrid(on: &canvas)
        for row in rows.indices.dropFirst() {
            let y = area.y(Double(row) - 0.5)
            canvas.rule(from: Point(area.plot.minX, y), to: Point(area.plot.maxX, y), .mist, width: 0.5)
        }
        canvas.clipped(to: area.plot.inset(by: -1)) { canvas in
            if let reference {
                let x = area.x(reference.value)
                canvas.stroke(
                    .polyline([Point(x, area.plot.minY), Point(x, area.plot.maxY)]), .gray,
                    Stroke(1.2, cap: .butt, dashes: [4, 3]))
            }
            for (index, row, dot) in placed {
                drawInterval(of: dot, at: height(index, row, in: area), color(index), on: &canvas, in: area)
            }
        }
        area.drawFrame(on: &canvas)
        // Over the frame, so that a dot at its edge, as at zero, is whole.
        for (index, row, dot) in placed {
            let center = Point(area.x(dot.value), height(index, row, in: area))
            guard area.plot.contains(center) else { continue }
            canvas.fill(.circle(center: center, radius: 4.6), .white)
            canvas.fill(.circle(center: center, radius: 3.6), color(index))
        }
        if let reference, !reference.label.isEmpty,
            area.plot.contains(Point(area.x(reference.value), area.plot.center.y))
        {
            // Above the plot, where no dot can be.
            let half = Theme.label.width(of: reference.label) / 2
            let x = min(max(area.x(reference.value), area.plot.minX + half), frame.maxX - Theme.margin / 2 - half)
            canvas.draw(reference.label, at: Point(x, area.plot.minY - 2), Theme.label, TextAnchor(.middle, .bottom))
        }
        if let box { legend.draw(on: &canvas, in: box) }
    }

    private func color(_ index: Int) -> Color { series[index].color ?? Color.series[index % Color.series.count] }

    private var placed: [(series: Int, row: Int, dot: Dot)] {
        series.indices.flatMap { index in
            rows.indices.compactMap { row in series[index].dots[row].map { (index, row, $0) } }
        }
    }

    private func area(in frame: Rect, right: Double) -> PlotArea {
        let values = Scale(
            self.values,
            values: placed.flatMap { [$0.dot.lower, $0.dot.upper] } + (reference.map { [$0.value] } ?? []),
            count: PlotArea.tickCounts(in: frame).x, margin: 0.05)
        return PlotArea(
            frame: frame, title: title, x: values, y: Scale("", categories: rows, isReversed: true),
            room: (right: right, above: 16))  // Also without a reference, so that rows of adjacent charts line up.
    }

    private func height(_ index: Int, _ row: Int, in area: PlotArea) -> Double {
        let step = 0.7 / Double(series.count)
        return area.y(Double(row) + (Double(index) - Double(series.count - 1) / 2) * step)
    }

    private func drawInterval(of dot: Dot, at y: Double, _ color: Color, on canvas: inout Canvas, in area: PlotArea) {
        guard dot.lower < dot.upper else { return }
        let (left, right) = (area.x(dot.lower), area.x(dot.upper))
        canvas.stroke(.polyline([Point(left, y), Point(right, y)]), color, Stroke(1.6, cap: .butt))
        for x in [left, right] {
            canvas.stroke(.polyline([Point(x, y - 3), Point(x, y + 3)]), color, Stroke(1.6, cap: .butt))
        }
    }

    private func ink(_ area: PlotArea) -> InkMap {
        var ink = InkMap()
        for (index, row, dot) in placed {
            let y = height(index, row, in: area)
            ink.add(Rect(minX: area.x(dot.lower) - 4, minY: y - 5, maxX: area.x(dot.upper) + 4, maxY: y + 5))
        }
        if let reference {
            let x = area.x(reference.value)
            ink.add(line: [Point(x, area.plot.minY), Point(x, area.plot.maxY)])
        }
        return ink
    }
}
