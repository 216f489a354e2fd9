/// A position on a canvas, in points; `y` grows downwards.
package struct Point: Hashable, Sendable {
    package var x, y: Double

    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
    static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
    static func * (a: Point, k: Double) -> Point { Point(a.x * k, a.y * k) }

    var length: Double { (x * x + y * y).squareRoot() }

    /// The vector of length 1 in the same direction; the vector must not be zero.
    var unit: Point { self * (1 / length) }
}

/// A width and a height, in points.
package struct Size: Hashable, Sendable {
    package var width, height: Double

    package init(_ width: Double, _ height: Double) {
        self.width = width
        self.height = height
    }
}

/// An axis-aligned rectangle, in points; `minY` is its top.
package struct Rect: Hashable, Sendable {
    package var minX, minY, maxX, maxY: Double

    package init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    package init(x: Double, y: Double, width: Double, height: Double) {
        self.init(minX: x, minY: y, maxX: x + width, maxY: y + height)
    }

    package var width: Double { maxX - minX }
    package var height: Double { maxY - minY }
    package var center: Point { Point((minX + maxX) / 2, (minY + maxY) / 2) }

    /// The rectangle shrunk by `margin` on every side, or enlarged by a negative one.
    package func inset(by margin: Double) -> Rect {
        Rect(minX: minX + margin, minY: minY + margin, maxX: maxX - margin, maxY: maxY - margin)
    }

    /// Whether a point is inside or on the edge.
    package func contains(_ p: Point) -> Bool {
        p.x >= minX && p.x <= maxX && p.y >= minY && p.y <= maxY
    }

    /// Whether another rectangle is completely inside.
    package func contains(_ other: Rect) -> Bool {
        other.minX >= minX && other.maxX <= maxX && other.minY >= minY && other.maxY <= maxY
    }

    /// Whether two rectangles share any area; touching edges do not.
    package func overlaps(_ other: Rect) -> Bool {
        minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
    }
}
