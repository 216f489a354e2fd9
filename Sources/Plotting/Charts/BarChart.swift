/// Upright bars for labelled categories, coloured by group.
///
///     BarChart(
///         title: "Ratings", categories: "rating", values: Axis("ratings"),
///         bars: [.init("3", 261_197, group: 0), .init("4", 348_971, group: 1)],
///         groups: [.init("dropped", .silver), .init("kept", .blue)])
package struct BarChart: Figure {
    package struct Bar: Hashable, Sendable {
        package var label: String
        package var value: Double
        /// The index of the bar's group.
        package var group: Int

        package init(_ label: String, _ value: Double, group: Int = 0) {
            self.label = label
            self.value = value
            self.group = group
        }
    }

    package struct Group: Hashable, Sendable {
        package var name: String
        package var color: Color

        package init(_ name: String, _ color: Color) {
            self.name = name
            self.color = color
        }
    }

    package var title: String
    package var categories: String
    package var values: Axis
    package var bars: [Bar]
    package var groups: [Group]
    /// The decimals of the values written at the bars' ends, or nil to write none.
    package var decimals: Int? = 0
    package var size = Size(720, 420)

    /// Creates a bar chart; every bar's group must exist.
    package init(
        title: String = "", categories: String = "", values: Axis, bars: [Bar], groups: [Group] = [Group("", .blue)]
    ) {
        precondition(bars.allSatisfy { groups.indices.contains($0.group) }, "a bar belongs to a group of the chart")
        self.title = title
        self.categories = categories
        self.values = values
        self.bars = bars
        self.groups = groups
    }

    package var numbers: [FigureNumber] {
        bars.enumerated().map { place, bar in
            FigureNumber(
                groups[bar.group].name, x: bar.label.isEmpty ? plain(Double(place + 1)) : bar.label, y: bar.value)
        }
    }

    package func draw(on canvas: inout Canvas, in frame: Rect) {
        let legend = Legend(
            entries: groups.filter { !$0.name.isEmpty }.map { .init(name: $0.name, color: $0.color, swatch: .area) })
        let (area, _, box) = legend.placed(area: { self.area(in: frame, right: $0) }, ink: ink)
        area.drawGrid(on: &canvas)
        canvas.clipped(to: area.plot) { canvas in
            for (index, bar) in bars.enumerated() where bar.value.isFinite {
                canvas.fill(rect(index, bar, in: area), groups[bar.group].color)
            }
        }
        if values.scale == .linear, bars.contains(where: { $0.value < 0 }) {
            let zero = area.y(0)
            canvas.rule(
                from: Point(area.plot.minX, zero), to: Point(area.plot.maxX, zero), Theme.spine, width: 1)
        }
        area.drawFrame(on: &canvas)
        for label in labels(in: area) {
            // A thin white margin keeps the text readable over grid lines.
            canvas.fill(
                .rectangle(Theme.label.box(of: label.text, at: label.point, label.anchor), radius: 2),
                .white.opacity(0.8))
            canvas.draw(label.text, at: label.point, Theme.label, label.anchor)
        }
        if let box { legend.draw(on: &canvas, in: box) }
    }

    private func area(in frame: Rect, right: Double) -> PlotArea {
        // Room above the highest bar for its label.
        let scale = Scale(
            values, values: bars.map(\.value), count: PlotArea.tickCounts(in: frame).y,
            margin: decimals == nil ? 0.05 : 0.09, includesZero: values.scale == .linear)
        return PlotArea(
            frame: frame, title: title, x: Scale(categories, categories: bars.map(\.label)), y: scale,
            room: (right: right, above: 0))
    }

    private func rect(_ index: Int, _ bar: Bar, in area: PlotArea) -> Rect {
        let reach = bars.count > 24 ? 0.4 : 0.36
        let (low, high) = (Double(index) - reach, Double(index) + reach)
        // Logarithmic bars stand on the axis, having no zero to stand on.
        let base = values.scale == .linear ? 0 : area.y.range.lowerBound
        func whole(_ x: Double) -> Double { (x * 2).rounded() / 2 }
        let (a, b) = (area.point(low, bar.value), area.point(high, base))
        return Rect(
            minX: whole(min(a.x, b.x)), minY: min(a.y, b.y), maxX: whole(max(a.x, b.x)), maxY: max(a.y, b.y))
    }

    private var labelTexts: [String] {
        guard let decimals else { return [] }
        return bars.map { numeral($0.value, decimals: decimals) }
    }

    /// The values at the bars' ends; none if they would overlap each other or a neighbouring bar.
    private func labels(in area: PlotArea) -> [(text: String, point: Point, anchor: TextAnchor)] {
        let all = zip(bars.indices, labelTexts).filter { bars[$0.0].value.isFinite }.map { index, text in
            let bar = bars[index]
            let box = rect(index, bar, in: area)
            return bar.value < 0
                ? (text: text, point: Point(box.center.x, box.maxY + 4), anchor: TextAnchor(.middle, .top))
                : (text: text, point: Point(box.center.x, box.minY - 6), anchor: TextAnchor(.middle, .baseline))
        }
        let boxes = all.map { Theme.label.box(of: $0.text, at: $0.point, $0.anchor) }
        let rects = bars.indices.filter { bars[$0].value.isFinite }.map { rect($0, bars[$0], in: area) }
        let collide =
            zip(boxes, boxes.dropFirst()).contains { $0.overlaps($1) }
            || zip(boxes, rects.dropFirst()).contains { $0.overlaps($1) }
            || zip(boxes.dropFirst(), rects).contains { $0.overlaps($1) }
        return collide ? [] : all
    }

    private func ink(_ area: PlotArea) -> InkMap {
        var ink = InkMap()
        for (index, bar) in bars.enumerated() { ink.add(rect(index, bar, in: area)) }
        for label in labels(in: area) { ink.add(Theme.label.box(of: label.text, at: label.point, label.anchor)) }
        return ink
    }
}
