extension Rect {
    /// The square of half-width `reach` around a point.
    static func around(_ p: Point, _ reach: Double) -> Rect {
        Rect(minX: p.x - reach, minY: p.y - reach, maxX: p.x + reach, maxY: p.y + reach)
    }
}

extension Canvas {
    /// Draws a text at the position that hides least, inside `bounds` if possible, and adds it to the ink.
    mutating func draw(
        _ text: String, _ style: TextStyle, at places: [(Point, TextAnchor)], in bounds: Rect,
        avoiding ink: inout InkMap
    ) {
        let inside = places.filter { bounds.contains(style.box(of: text, at: $0, $1)) }
        let allowed = inside.isEmpty ? places : inside
        func cost(_ place: (Point, TextAnchor)) -> Int {
            let box = style.box(of: text, at: place.0, place.1)
            return ink.cost(of: Rect(minX: box.minX - 3, minY: box.minY, maxX: box.maxX + 3, maxY: box.maxY))
        }
        guard let (point, anchor) = allowed.min(by: { cost($0) < cost($1) }) else { return }
        // A thin white margin keeps the text readable over grid lines.
        let box = style.box(of: text, at: point, anchor)
        fill(
            .rectangle(Rect(minX: box.minX, minY: box.minY + 1, maxX: box.maxX, maxY: box.maxY - 1), radius: 2),
            .white.opacity(0.8))
        draw(text, at: point, style, anchor)
        ink.add(box)
    }
}
