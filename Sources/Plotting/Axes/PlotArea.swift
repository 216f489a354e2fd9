/// The rectangle between two axes, and everything around it: title, names, ticks and their labels.
struct PlotArea {
    let frame: Rect
    let title: String
    let x: Scale
    let y: Scale
    /// The rectangle in which the data is drawn.
    let plot: Rect

    /// Leaves room in a frame for everything around the data, and as much more at the right and above as asked.
    init(frame: Rect, title: String, x: Scale, y: Scale, room: (right: Double, above: Double)) {
        self.frame = frame
        self.title = title
        var plot = frame.inset(by: Theme.margin)
        if !title.isEmpty { plot.minY += Theme.title.lineHeight + 10 } else { plot.minY += 4 }
        plot.minY += room.above
        if !x.name.isEmpty { plot.maxY -= Theme.name.lineHeight + 4 }
        plot.maxY -= Theme.tick.lineHeight + 8
        let labels = y.ticks.map { Theme.tick.width(of: $0.label) }.max() ?? 0
        plot.minX += labels + 8 + (y.name.isEmpty ? 0 : Theme.name.lineHeight + 6)
        plot.maxX -= max(room.right, 6)
        // The last label below is centred on its tick and must not leave the frame.
        for tick in x.ticks where !tick.label.isEmpty {
            let half = Theme.tick.width(of: tick.label) / 2
            let end = plot.minX + x.share(tick.value) * plot.width + half
            let overhang = end - (frame.maxX - Theme.margin / 2 - room.right)
            if overhang > 0 { plot.maxX -= overhang }
        }
        self.x = x
        self.y = y
        self.plot = Rect(
            minX: plot.minX.rounded(), minY: plot.minY.rounded(),
            maxX: max(plot.maxX.rounded(), plot.minX.rounded() + 1),
            maxY: max(plot.maxY.rounded(), plot.minY.rounded() + 1))
    }

    /// The approximate number of labelled ticks that fit along the axes of a chart in a frame.
    static func tickCounts(in frame: Rect) -> (x: Int, y: Int) {
        (max(3, Int((frame.width - 60) / 60)), max(3, Int((frame.height - 80) / 44)))
    }

    func x(_ value: Double) -> Double { plot.minX + x.share(value) * plot.width }
    func y(_ value: Double) -> Double { plot.maxY - y.share(value) * plot.height }
    func point(_ x: Double, _ y: Double) -> Point { Point(self.x(x), self.y(y)) }

    /// Draws what is behind the data.
    func drawGrid(on canvas: inout Canvas) {
        for tick in x.ticks where x.hasGrid && !tick.label.isEmpty {
            let at = x(tick.value)
            canvas.rule(from: Point(at, plot.minY), to: Point(at, plot.maxY), .mist, width: 0.5)
        }
        for tick in y.ticks where y.hasGrid && !tick.label.isEmpty {
            let at = y(tick.value)
            canvas.rule(from: Point(plot.minX, at), to: Point(plot.maxX, at), .mist, width: 0.5)
        }
    }

    /// Draws what frames the data: axes, ticks, labels, names and title.
    func drawFrame(on canvas: inout Canvas, box: Bool = false) {
        canvas.rule(from: Point(plot.minX, plot.maxY), to: Point(plot.maxX, plot.maxY), Theme.spine, width: 1)
        canvas.rule(from: Point(plot.minX, plot.minY), to: Point(plot.minX, plot.maxY), Theme.spine, width: 1)
        if box {
            canvas.rule(from: Point(plot.minX, plot.minY), to: Point(plot.maxX, plot.minY), Theme.spine, width: 1)
            canvas.rule(from: Point(plot.maxX, plot.minY), to: Point(plot.maxX, plot.maxY), Theme.spine, width: 1)
        }
        for tick in x.ticks where x.hasGrid {
            let length = tick.label.isEmpty ? 2.5 : 4.0
            let at = x(tick.value)
            canvas.rule(from: Point(at, plot.maxY), to: Point(at, plot.maxY + length), Theme.spine, width: 1)
        }
        for tick in y.ticks where y.hasGrid {
            let length = tick.label.isEmpty ? 2.5 : 4.0
            let at = y(tick.value)
            canvas.rule(from: Point(plot.minX - length, at), to: Point(plot.minX, at), Theme.spine, width: 1)
        }
        for label in labels(of: x, at: { Point(x($0), plot.maxY + 7) }, TextAnchor(.middle, .top)) {
            canvas.draw(label.text, at: label.point, Theme.tick, TextAnchor(.middle, .top))
        }
        for label in labels(of: y, at: { Point(plot.minX - 7, y($0)) }, TextAnchor(.end, .middle)) {
            canvas.draw(label.text, at: label.point, Theme.tick, TextAnchor(.end, .middle))
        }
        if !x.name.isEmpty {
            canvas.draw(
                x.name, at: Point(plot.center.x, frame.maxY - Theme.margin + 1), Theme.name,
                TextAnchor(.middle, .bottom))
        }
        if !y.name.isEmpty {
            canvas.draw(
                y.name, at: Point(frame.minX + Theme.margin - 2, plot.center.y), Theme.name, TextAnchor(.middle, .top),
                .upwards)
        }
        if !title.isEmpty {
            canvas.draw(
                title, at: Point(plot.minX, frame.minY + Theme.margin - 2), Theme.title,
                TextAnchor(.start, .top))
        }
    }

    /// The labels to draw along an axis: all, or every second, third … if they would collide.
    private func labels(
        of scale: Scale, at place: (Double) -> Point, _ anchor: TextAnchor
    ) -> [(text: String, point: Point)] {
        let all = scale.ticks.filter { !$0.label.isEmpty && (-1e-6...1 + 1e-6).contains(scale.share($0.value)) }
            .map { (text: $0.label, point: place($0.value)) }
        for step in 1...max(all.count, 1) {
            let some = stride(from: 0, to: all.count, by: step).map { all[$0] }
            let boxes = some.map { label in
                let box = Theme.tick.box(of: label.text, at: label.point, anchor)
                return Rect(minX: box.minX - 3, minY: box.minY + 2, maxX: box.maxX + 3, maxY: box.maxY - 2)
            }
            if zip(boxes, boxes.dropFirst()).allSatisfy({ !$0.overlaps($1) }) { return some }
        }
        return []
    }
}
