/// Lines over two axes, linear or logarithmic, with bands, marked points and reference lines.
///
///     LineChart(
///         title: "Loss", x: Axis("epoch"), y: Axis("loss"),
///         series: [.init("training", y: training), .init("validation", y: validation, line: .dashed)]
///     ).with { $0.references = [.init(.x(20), label: "stopped here")] }
package struct LineChart: Figure {
    /// How points are joined, and whether they are marked.
    package struct Line: Hashable, Sendable {
        var width = 1.8
        var isDashed = false
        var hasMarkers = false

        package static let solid = Line()
        package static let dashed = Line(isDashed: true)
        /// A solid line that others on top of it do not hide.
        package static let wide = Line(width: 2.8)
        /// No line, only points.
        package static let none = Line(width: 0, hasMarkers: true)

        /// The same line with a marker at every point.
        package var marked: Line { Line(width: width, isDashed: isDashed, hasMarkers: true) }
    }

    /// A named line through points in order of `x`; points that are not finite break it.
    package struct Series: Sendable {
        package var name: String
        package var x: [Double]
        package var y: [Double]
        /// The colour; nil for the palette's next.
        package var color: Color?
        package var line: Line

        /// Creates a line; with an empty name it is not in the legend. `x` and `y` must have the same count.
        package init(_ name: String = "", x: [Double], y: [Double], color: Color? = nil, line: Line = .solid) {
            precondition(x.count == y.count, "a series has as many x as y")
            self.name = name
            self.x = x
            self.y = y
            self.color = color
            self.line = line
        }

        /// Creates a line through values at 1, 2, 3 …, such as epochs or ranks.
        package init(_ name: String = "", y: [Double], color: Color? = nil, line: Line = .solid) {
            self.init(name, x: y.indices.map { Double($0 + 1) }, y: y, color: color, line: line)
        }
    }

    /// A filled area between two lines over the same `x`; it has gaps where a bound is not finite.
    package struct Band: Sendable {
        package var name: String
        package var x, lower, upper: [Double]
        package var color: Color

        package init(_ name: String = "", x: [Double], lower: [Double], upper: [Double], color: Color = .blue) {
            precondition(x.count == lower.count && x.count == upper.count, "a band has as many x as bounds")
            self.name = name
            self.x = x
            self.lower = lower
            self.upper = upper
            self.color = color
        }
    }

    /// A labelled straight line across the plot.
    package struct Reference: Sendable {
        package enum Place: Hashable, Sendable {
            /// A vertical line, at a value of x.
            case x(Double)
            /// A horizontal line, at a value of y.
            case y(Double)
        }

        package var place: Place
        package var label: String
        package var color: Color

        package init(_ place: Place, label: String = "", color: Color = .gray) {
            self.place = place
            self.label = label
            self.color = color
        }
    }

    /// Single points, each with a label beside it.
    package struct Marks: Sendable {
        package var name: String
        package var points: [(x: Double, y: Double, label: String)]
        package var color: Color

        package init(_ name: String = "", _ points: [(x: Double, y: Double, label: String)], color: Color = .vermilion)
        {
            self.name = name
            self.points = points
            self.color = color
        }
    }

    package var title: String
    package var x, y: Axis
    package var series: [Series]
    package var bands: [Band] = []
    package var references: [Reference] = []
    package var marks: [Marks] = []
    package var size = Size(720, 420)

    package init(title: String = "", x: Axis, y: Axis, series: [Series]) {
        self.title = title
        self.x = x
        self.y = y
        self.series = series
    }

    package var numbers: [FigureNumber] {
        let lines = series.flatMap { series in
            zip(series.x, series.y).map { FigureNumber(series.name, x: plain($0), y: $1) }
        }
        let areas = bands.flatMap { band in
            band.x.indices.map {
                FigureNumber(band.name, x: plain(band.x[$0]), interval: (band.lower[$0], band.upper[$0]))
            }
        }
        let points = marks.flatMap { marks in
            marks.points.map {
                FigureNumber(marks.name.isEmpty ? $0.label : marks.name, x: plain($0.x), y: $0.y)
            }
        }
        let straight = references.map { reference in
            switch reference.place {
            case .x(let x): FigureNumber(reference.label, x: plain(x))
            case .y(let y): FigureNumber(reference.label, x: "", y: y)
            }
        }
        return lines + areas + points + straight
    }

    package func draw(on canvas: inout Canvas, in frame: Rect) {
        let legend = Legend(entries: entries)
        let (area, inked, box) = legend.placed(area: { self.area(in: frame, right: $0) }, ink: ink)
        var ink = inked

        area.drawGrid(on: &canvas)
        canvas.clipped(to: area.plot.inset(by: -1)) { canvas in
            for band in bands { draw(band, on: &canvas, in: area) }
            for reference in references {
                let (from, to) = ends(of: reference, in: area)
                canvas.stroke(.polyline([from, to]), reference.color, Stroke(1.2, cap: .butt, dashes: [4, 3]))
            }
            for (index, one) in series.enumerated() { draw(one, color(index), on: &canvas, in: area) }
        }
        area.drawFrame(on: &canvas)
        for group in marks {
            let style = TextStyle(Theme.label.size, weight: .bold, color: group.color.mixed(with: .black, 0.25))
            for point in group.points {
                let at = area.point(point.x, point.y)
                guard area.plot.contains(at) else { continue }
                canvas.fill(.circle(center: at, radius: 5.4), .white)
                canvas.fill(.circle(center: at, radius: 4), group.color)
                guard !point.label.isEmpty else { continue }
                canvas.draw(point.label, style, at: places(around: at), in: area.plot, avoiding: &ink)
            }
        }
        for reference in references {
            label(reference, on: &canvas, in: area, avoiding: &ink)
        }
        if let box { legend.draw(on: &canvas, in: box) }
    }

    private func color(_ index: Int) -> Color {
        series[index].color ?? Color.series[index % Color.series.count]
    }

    private func area(in frame: Rect, right: Double) -> PlotArea {
        let counts = PlotArea.tickCounts(in: frame)
        var xs = series.flatMap(\.x)
        xs += bands.flatMap(\.x)
        xs += marks.flatMap { $0.points.map(\.x) }
        xs += references.compactMap { if case .x(let x) = $0.place { x } else { nil } }
        var ys = series.flatMap(\.y)
        ys += bands.flatMap { $0.lower + $0.upper }
        ys += marks.flatMap { $0.points.map(\.y) }
        ys += references.compactMap { if case .y(let y) = $0.place { y } else { nil } }
        return PlotArea(
            frame: frame, title: title, x: Scale(x, values: xs, count: counts.x, margin: 0.02),
            y: Scale(y, values: ys, count: counts.y, margin: 0.06),
            room: (right: right, above: 0))
    }

    private var entries: [Legend.Entry] {
        series.enumerated().filter { !$1.name.isEmpty }.map { index, one in
            Legend.Entry(
                name: one.name, color: color(index),
                swatch: one.line == .none ? .dot : .line(pen(one), marker: one.line.hasMarkers))
        }
            + bands.filter { !$0.name.isEmpty }.map {
                Legend.Entry(name: $0.name, color: $0.color.opacity(0.22), swatch: .area)
            }
            + marks.filter { !$0.name.isEmpty }.map { Legend.Entry(name: $0.name, color: $0.color, swatch: .dot) }
    }

    private func ink(_ area: PlotArea) -> InkMap {
        var ink = InkMap()
        for one in series {
            let points = zip(one.x, one.y).map { area.point($0, $1) }
            if one.line == .none { points.forEach { ink.add($0) } } else { ink.add(line: points) }
        }
        for band in bands {
            for edge in [band.lower, band.upper] { ink.add(line: zip(band.x, edge).map { area.point($0, $1) }) }
        }
        for point in marks.flatMap(\.points) { ink.add(Rect.around(area.point(point.x, point.y), 5)) }
        for reference in references {
            let (from, to) = ends(of: reference, in: area)
            ink.add(line: [from, to])
        }
        return ink
    }

    private func pen(_ one: Series) -> Stroke {
        Stroke(one.line.width, cap: one.line.isDashed ? .butt : .round, dashes: one.line.isDashed ? Theme.dashes : [])
    }

    private func draw(_ one: Series, _ color: Color, on canvas: inout Canvas, in area: PlotArea) {
        let points = zip(one.x, one.y).map { $0.isFinite && $1.isFinite ? area.point($0, $1) : Point(.nan, .nan) }
        if one.line != .none {
            for run in points.split(whereSeparator: { $0.x.isNaN }) where run.count > 1 {
                canvas.stroke(.polyline(Array(run)), color, pen(one))
            }
        }
        guard one.line.hasMarkers else { return }
        for point in points where !point.x.isNaN {
            canvas.fill(.circle(center: point, radius: Theme.markerRadius), color)
        }
    }

    private func draw(_ band: Band, on canvas: inout Canvas, in area: PlotArea) {
        let whole = band.x.indices.filter { band.x[$0].isFinite && band.lower[$0].isFinite && band.upper[$0].isFinite }
        let upper = whole.map { area.point(band.x[$0], band.upper[$0]) }
        let lower = whole.map { area.point(band.x[$0], band.lower[$0]) }
        canvas.fill(.polygon(upper + lower.reversed()), band.color.opacity(band.color.opacity * 0.22))
    }

    private func ends(of reference: Reference, in area: PlotArea) -> (Point, Point) {
        switch reference.place {
        case .x(let x): (Point(area.x(x), area.plot.minY), Point(area.x(x), area.plot.maxY))
        case .y(let y): (Point(area.plot.minX, area.y(y)), Point(area.plot.maxX, area.y(y)))
        }
    }

    /// The places for a point's label, on all sides of it.
    private func places(around p: Point) -> [(Point, TextAnchor)] {
        let offsets: [(Point, TextAnchor)] = [
            (Point(8, 0), TextAnchor(.start, .middle)), (Point(-8, 0), TextAnchor(.end, .middle)),
            (Point(7, -6), TextAnchor(.start, .bottom)), (Point(7, 6), TextAnchor(.start, .top)),
            (Point(-7, -6), TextAnchor(.end, .bottom)), (Point(-7, 6), TextAnchor(.end, .top)),
            (Point(0, -8), TextAnchor(.middle, .bottom)), (Point(0, 8), TextAnchor(.middle, .top)),
            (Point(14, 18), TextAnchor(.start, .top)), (Point(14, -18), TextAnchor(.start, .bottom)),
        ]
        return offsets.map { (p + $0, $1) }
    }

    /// Draws a reference line's label along it, where there is room.
    private func label(
        _ reference: Reference, on canvas: inout Canvas, in area: PlotArea, avoiding ink: inout InkMap
    ) {
        guard !reference.label.isEmpty else { return }
        let style = TextStyle(Theme.label.size, color: reference.color.mixed(with: .black, 0.2))
        let (from, to) = ends(of: reference, in: area)
        guard area.plot.inset(by: -1).contains(from), area.plot.inset(by: -1).contains(to) else { return }
        let places: [(Point, TextAnchor)] =
            switch reference.place {
            case .x:
                [0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9].flatMap { share in
                    let p = from + (to - from) * share
                    return [(p + Point(6, 0), TextAnchor(.start, .top)), (p + Point(-6, 0), TextAnchor(.end, .top))]
                }
            case .y:
                [0.99, 0.8, 0.6, 0.4, 0.2].flatMap { share in
                    let p = from + (to - from) * share
                    return [(p + Point(0, -2), TextAnchor(.end, .bottom)), (p + Point(0, 2), TextAnchor(.end, .top))]
                }
            }
        canvas.draw(reference.label, style, at: places, in: area.plot, avoiding: &ink)
    }
}
