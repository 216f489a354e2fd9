/// Heat maps of matrices side by side, light to dark, with one scale for all.
///
///     DensityPicture(
///         title: "Clicks", x: "movies", y: "users", scale: "share of pairs with a click",
///         panels: [.init("before", before, xRange: 0...3125, yRange: 0...6034)])
package struct DensityPicture: Figure {
    /// One matrix, its first row at the top.
    package struct Panel: Sendable {
        package var title: String
        /// The rows of the matrix; NaN is drawn as the smallest value of the scale.
        package var values: [[Double]]
        /// The axis values at the left and right, and at the top and bottom edges.
        package var xRange, yRange: ClosedRange<Double>

        /// Creates a panel of a matrix's rows, which must be of one length and not empty.
        package init(
            _ title: String = "", _ values: [[Double]], xRange: ClosedRange<Double>, yRange: ClosedRange<Double>
        ) {
            precondition(
                !values.isEmpty && values.allSatisfy { !$0.isEmpty && $0.count == values[0].count },
                "a picture has rows × columns values")
            self.title = title
            self.values = values
            self.xRange = xRange
            self.yRange = yRange
        }
    }

    package var title: String
    package var x, y, scale: String
    package var panels: [Panel]
    package var size = Size(720, 420)

    package init(title: String = "", x: String, y: String, scale: String, panels: [Panel]) {
        precondition(!panels.isEmpty, "a density picture has a panel")
        self.title = title
        self.x = x
        self.y = y
        self.scale = scale
        self.panels = panels
    }

    /// A value a cell: x is its column and the series its row, from 1.
    package var numbers: [FigureNumber] {
        panels.flatMap { panel in
            panel.values.enumerated().flatMap { row, cells in
                cells.enumerated().map {
                    FigureNumber(panel: panel.title, "row \(row + 1)", x: plain(Double($0 + 1)), y: $1)
                }
            }
        }
    }

    package func draw(on canvas: inout Canvas, in frame: Rect) {
        var inner = frame
        if !title.isEmpty {
            canvas.draw(
                title, at: Point(frame.minX + Theme.margin, frame.minY + Theme.margin - 2), Theme.title,
                TextAnchor(.start, .top))
            inner.minY += Theme.title.lineHeight + 6
        }
        let range = span
        let ticks = linearTicks(range, count: 6)
        let labels = ticks.map { Theme.tick.width(of: $0.label) }.max() ?? 0
        let bar = 10 + 14 + 7 + labels + 6 + Theme.name.lineHeight
        // Only the first panel names the rows, and has that much more room, so that all pictures are equal.
        let name = y.isEmpty ? 0 : Theme.name.lineHeight + 6
        let width = (inner.width - bar - Theme.margin - name) / Double(panels.count)

        var plot = inner
        for (index, panel) in panels.enumerated() {
            let cell = Rect(
                x: inner.minX + Double(index) * width + (index == 0 ? 0 : name), y: inner.minY,
                width: width + (index == 0 ? name : 0), height: inner.height)
            plot = draw(panel, isFirst: index == 0, range, on: &canvas, in: cell)
        }
        drawBar(
            ticks, range, on: &canvas,
            in: Rect(
                minX: frame.maxX - Theme.margin - bar + 10, minY: plot.minY, maxX: frame.maxX - Theme.margin,
                maxY: plot.maxY))
    }

    /// The values of the lightest and the darkest colour: 0 and the largest value.
    private var span: ClosedRange<Double> {
        let greatest = panels.lazy.flatMap { $0.values.joined() }.filter(\.isFinite).max() ?? 1
        return 0...(greatest > 0 ? greatest : 1)
    }

    private func color(_ value: Double, _ range: ClosedRange<Double>) -> Color {
        ColorMap.blues((value - range.lowerBound) / max(range.upperBound - range.lowerBound, .leastNormalMagnitude))
    }

    private func draw(
        _ panel: Panel, isFirst: Bool, _ range: ClosedRange<Double>, on canvas: inout Canvas, in frame: Rect
    ) -> Rect {
        let counts = PlotArea.tickCounts(in: frame)
        func axis(_ name: String, _ range: ClosedRange<Double>, _ count: Int) -> Scale {
            Scale(Axis(name, range: range), values: EmptyCollection(), count: count, margin: 0)
        }
        var down = axis(isFirst ? y : "", panel.yRange, counts.y)
        down.isReversed = true
        let area = PlotArea(
            frame: frame, title: "", x: axis(x, panel.xRange, counts.x), y: down,
            room: (right: 0, above: panel.title.isEmpty ? 0 : 18))
        canvas.paint(area.plot) { across, down in
            color(panel.mean(rows: down, columns: across), range)
        }
        area.drawFrame(on: &canvas, box: true)
        if !panel.title.isEmpty {
            canvas.draw(panel.title, at: Point(area.plot.minX, area.plot.minY - 6), Theme.strongLabel)
        }
        return area.plot
    }

    private func drawBar(_ ticks: [Tick], _ range: ClosedRange<Double>, on canvas: inout Canvas, in frame: Rect) {
        let bar = Rect(minX: frame.minX.rounded(), minY: frame.minY, maxX: frame.minX.rounded() + 14, maxY: frame.maxY)
        canvas.paint(bar) { _, down in ColorMap.blues(1 - (down.lowerBound + down.upperBound) / 2) }
        for (from, to) in [
            (Point(bar.minX, bar.minY), Point(bar.maxX, bar.minY)),
            (Point(bar.minX, bar.maxY), Point(bar.maxX, bar.maxY)),
            (Point(bar.minX, bar.minY), Point(bar.minX, bar.maxY)),
            (Point(bar.maxX, bar.minY), Point(bar.maxX, bar.maxY)),
        ] { canvas.rule(from: from, to: to, Theme.spine, width: 0.5) }
        for tick in ticks {
            let share = (tick.value - range.lowerBound) / (range.upperBound - range.lowerBound)
            let y = bar.maxY - share * bar.height
            canvas.rule(from: Point(bar.maxX, y), to: Point(bar.maxX + 4, y), Theme.spine, width: 1)
            canvas.draw(tick.label, at: Point(bar.maxX + 7, y), Theme.tick, TextAnchor(.start, .middle))
        }
        canvas.draw(scale, at: Point(frame.maxX, bar.center.y), Theme.name, TextAnchor(.middle, .bottom), .upwards)
    }
}

extension DensityPicture.Panel {
    /// The mean over the cells in a part of the rows and columns, so that a matrix with more cells than pixels is
    /// averaged, not sampled.
    fileprivate func mean(rows: ClosedRange<Double>, columns: ClosedRange<Double>) -> Double {
        func cells(_ share: ClosedRange<Double>, _ count: Int) -> Range<Int> {
            if share.upperBound - share.lowerBound < 1 / Double(count) {
                let cell = min(Int((share.lowerBound + share.upperBound) / 2 * Double(count)), count - 1)
                return cell..<cell + 1
            }
            let first = min(Int(share.lowerBound * Double(count)), count - 1)
            return first..<max(first + 1, min(Int(share.upperBound * Double(count)), count))
        }
        let (rows, columns) = (cells(rows, values.count), cells(columns, values[0].count))
        var sum = 0.0
        for row in rows {
            for column in columns { sum += values[row][column] }
        }
        return sum / Double(rows.count * columns.count)
    }
}
