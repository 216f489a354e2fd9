/// Events as thin vertical marks, or single values as dots, in labelled rows along one axis, coloured by group.
///
///     StripChart(
///         title: "One user's clicks", x: Axis("movie, shuffled", range: 0...3125), rows: ["input", "target"],
///         groups: [.init("kept", .blue, [(row: 0, x: kept), (row: 1, x: kept)])]
///     ).with { $0.shade = (0...625, "withheld") }
package struct StripChart: Figure {
    /// Marks of one colour, in one or more rows.
    package struct Group: Sendable {
        package enum Mark: Hashable, Sendable {
            /// A thin vertical line.
            case line
            /// A dot in the middle of the row, for a few marks among many.
            case dot
        }

        package var name: String
        package var color: Color
        package var mark: Mark
        package var marks: [(row: Int, x: [Double])]

        package init(_ name: String, _ color: Color, mark: Mark = .line, _ marks: [(row: Int, x: [Double])]) {
            self.name = name
            self.color = color
            self.mark = mark
            self.marks = marks
        }
    }

    package var title: String
    package var x: Axis
    package var rows: [String]
    package var groups: [Group]
    /// A part of the axis to shade behind the marks, and its label.
    package var shade: (range: ClosedRange<Double>, label: String)?
    /// Whether the marks are somebody's own data, which are drawn but not among the figure's numbers.
    package var showsPeople = false
    package var size: Size

    /// Creates a strip chart as high as its rows need; every mark's row must exist.
    package init(title: String = "", x: Axis, rows: [String], groups: [Group]) {
        precondition(groups.allSatisfy { $0.marks.allSatisfy { rows.indices.contains($0.row) } }, "a mark has a row")
        self.title = title
        self.x = x
        self.rows = rows
        self.groups = groups
        size = Size(720, 120 + 48 * Double(rows.count))
    }

    package var numbers: [FigureNumber] {
        showsPeople
            ? []
            : groups.flatMap { group in
                group.marks.flatMap { marks in
                    marks.x.map { FigureNumber(group.name, x: rows[marks.row], y: $0) }
                }
            }
    }

    package func draw(on canvas: inout Canvas, in frame: Rect) {
        let legend = Legend(
            entries: groups.filter { !$0.name.isEmpty }.map {
                .init(name: $0.name, color: $0.color, swatch: $0.mark == .dot ? .dot : .area)
            })
        let (area, _, box) = legend.placed(inside: false, area: { self.area(in: frame, right: $0) }, ink: ink)
        if let shade {
            let (left, right) = (
                max(area.x(shade.range.lowerBound), area.plot.minX), min(area.x(shade.range.upperBound), area.plot.maxX)
            )
            canvas.fill(
                Rect(minX: left, minY: area.plot.minY, maxX: right, maxY: area.plot.maxY), .orange.opacity(0.14))
            canvas.draw(shade.label, at: Point(left + 4, area.plot.minY - 4), Theme.label)
        }
        canvas.clipped(to: area.plot) { canvas in
            for group in groups {
                for (row, xs) in group.marks {
                    for x in xs where x.isFinite {
                        let at = area.x(x)
                        if group.mark == .dot {
                            canvas.fill(.circle(center: Point(at, area.y(Double(row))), radius: 6.4), .white)
                            canvas.fill(.circle(center: Point(at, area.y(Double(row))), radius: 5), group.color)
                            continue
                        }
                        canvas.fill(
                            Rect(
                                minX: at - 0.5, minY: area.y(Double(row) - 0.36), maxX: at + 0.5,
                                maxY: area.y(Double(row) + 0.36)),
                            group.color)
                    }
                }
            }
        }
        area.drawFrame(on: &canvas)
        if let box { legend.draw(on: &canvas, in: box) }
    }

    private func area(in frame: Rect, right: Double) -> PlotArea {
        let values = groups.lazy.flatMap { $0.marks.flatMap(\.x) }
        return PlotArea(
            frame: frame, title: title,
            x: Scale(x, values: values, count: PlotArea.tickCounts(in: frame).x, margin: 0.02),
            y: Scale("", categories: rows, isReversed: true), room: (right: right, above: shade == nil ? 0 : 14))
    }

    private func ink(_ area: PlotArea) -> InkMap {
        var ink = InkMap()
        for (row, xs) in groups.flatMap(\.marks) {
            for x in xs {
                ink.add(line: [area.point(x, Double(row) - 0.36), area.point(x, Double(row) + 0.36)])
            }
        }
        return ink
    }
}
