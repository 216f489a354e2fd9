/// The parts of a chart that have ink, so that labels and legends can avoid them.
struct InkMap {
    private var points: [Point] = []
    private var boxes: [Rect] = []

    mutating func add(_ point: Point) {
        if point.x.isFinite, point.y.isFinite { points.append(point) }
    }

    mutating func add(_ box: Rect) { boxes.append(box) }

    /// Adds a line through points, as points close together.
    mutating func add(line: [Point]) {
        for (from, to) in zip(line, line.dropFirst()) {
            let length = (to - from).length
            guard length.isFinite else { continue }
            // A line may leave the chart; its points there do not matter.
            let steps = min(max(Int(length / 3), 1), 2000)
            for step in 0..<steps { add(from + (to - from) * (Double(step) / Double(steps))) }
        }
        if let last = line.last { add(last) }
    }

    /// How much ink a rectangle would hide: a point counts as one, a box as many.
    func cost(of rect: Rect) -> Int {
        boxes.count { $0.overlaps(rect) } * 50 + points.count { rect.contains($0) }
    }
}
