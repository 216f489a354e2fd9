/// The box that explains a chart's colours and lines.
struct Legend {
    enum Swatch: Hashable {
        case line(Stroke, marker: Bool)
        case dot
        case area
    }

    struct Entry {
        var name: String
        var color: Color
        var swatch: Swatch
    }

    let entries: [Entry]
    private static let row = 18.0
    private static let padding = 8.0

    /// The width of a colour sample; lines need more, to show their dashes.
    private var swatch: Double {
        entries.contains { if case .line = $0.swatch { true } else { false } } ? 24 : 14
    }

    var size: Size {
        Size(
            (entries.map { Theme.label.width(of: $0.name) }.max() ?? 0) + swatch + 6 + Legend.padding * 2,
            Double(entries.count) * Legend.row + Legend.padding)
    }

    /// A box for the legend inside a plot where it hides nothing, or nil if there is none.
    func place(in plot: Rect, avoiding ink: InkMap) -> Rect? {
        let (size, gap) = (self.size, 8.0)
        func box(_ across: Double, _ down: Double) -> Rect {
            Rect(
                x: plot.minX + gap + across * (plot.width - size.width - 2 * gap),
                y: plot.minY + gap + down * (plot.height - size.height - 2 * gap), width: size.width,
                height: size.height)
        }
        let candidates = [
            box(1, 0), box(0, 0), box(1, 1), box(0, 1), box(1, 0.5), box(0, 0.5), box(0.5, 0), box(0.5, 1),
            box(1, 0.15), box(1, 0.3), box(1, 0.7), box(0, 0.3), box(0, 0.7), box(0.75, 0), box(0.25, 0),
        ].filter(plot.contains)
        // Clear of the data, with a small margin.
        return candidates.first { ink.cost(of: $0.inset(by: -6)) == 0 }
    }

    func draw(on canvas: inout Canvas, in box: Rect) {
        canvas.fill(.rectangle(box, radius: 4), .white)
        canvas.stroke(.rectangle(box, radius: 4), .mist, Stroke(1))
        for (index, entry) in entries.enumerated() {
            let y = box.minY + Legend.padding / 2 + (Double(index) + 0.5) * Legend.row
            let (left, right) = (box.minX + Legend.padding, box.minX + Legend.padding + swatch)
            let middle = Point((left + right) / 2, y)
            switch entry.swatch {
            case .line(let stroke, let marker):
                canvas.stroke(.polyline([Point(left, y), Point(right, y)]), entry.color, stroke)
                if marker { canvas.fill(.circle(center: middle, radius: Theme.markerRadius), entry.color) }
            case .dot:
                canvas.fill(.circle(center: middle, radius: 4), entry.color)
            case .area:
                canvas.fill(
                    .rectangle(Rect(minX: right - 14, minY: y - 5, maxX: right, maxY: y + 5), radius: 1.5), entry.color)
            }
            canvas.draw(entry.name, at: Point(right + 6, y), Theme.label, TextAnchor(.start, .middle))
        }
    }
}

extension Legend {
    /// Lays out the plot area and the legend: if allowed, the legend goes inside where it hides nothing, else the area
    /// leaves room for it at the right.
    func placed(
        inside: Bool = true, area: (_ right: Double) -> PlotArea, ink: (PlotArea) -> InkMap
    ) -> (area: PlotArea, ink: InkMap, box: Rect?) {
        let whole = area(0)
        let inked = ink(whole)
        guard entries.count > 1 else { return (whole, inked, nil) }
        if inside, let box = place(in: whole.plot, avoiding: inked) {
            var inked = inked
            inked.add(box)
            return (whole, inked, box)
        }
        let narrow = area(size.width + 4)
        let box = Rect(
            x: narrow.frame.maxX - Theme.margin / 2 - size.width, y: narrow.plot.minY, width: size.width,
            height: size.height)
        return (narrow, ink(narrow), box)
    }
}
