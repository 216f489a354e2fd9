/// Lines and Bézier curves, open or closed, to be filled or stroked.
package struct Path: Sendable {
    enum Element: Sendable {
        case move(Point)
        case line(Point)
        case cubic(Point, Point, Point)
        case close
    }

    var elements: [Element] = []
    private var current = Point(0, 0)

    package init() {}

    /// Starts a new contour.
    package mutating func move(to p: Point) {
        elements.append(.move(p))
        current = p
    }

    /// Adds a straight line from the current point.
    package mutating func line(to p: Point) {
        elements.append(.line(p))
        current = p
    }

    /// Adds a quadratic Bézier curve from the current point.
    package mutating func curve(to p: Point, control c: Point) {
        cubic(current + (c - current) * (2.0 / 3), p + (c - p) * (2.0 / 3), p)
    }

    /// Adds a cubic Bézier curve from the current point.
    package mutating func curve(to p: Point, controls c1: Point, _ c2: Point) {
        cubic(c1, c2, p)
    }

    /// Closes the contour.
    package mutating func close() {
        elements.append(.close)
    }

    private mutating func cubic(_ c1: Point, _ c2: Point, _ p: Point) {
        elements.append(.cubic(c1, c2, p))
        current = p
    }
}

extension Path {
    /// The distance of a quarter circle's control points along its tangents, for radius 1.
    static let quarterCircle = 0.5522847498307936

    /// An open line through points, in order.
    package static func polyline(_ points: [Point]) -> Path {
        var path = Path()
        for (index, point) in points.enumerated() {
            if index == 0 { path.move(to: point) } else { path.line(to: point) }
        }
        return path
    }

    /// A closed polygon.
    package static func polygon(_ points: [Point]) -> Path {
        var path = polyline(points)
        path.close()
        return path
    }

    package static func rectangle(_ r: Rect) -> Path {
        polygon([
            Point(r.minX, r.minY), Point(r.maxX, r.minY), Point(r.maxX, r.maxY), Point(r.minX, r.maxY),
        ])
    }

    /// A rectangle with rounded corners.
    package static func rectangle(_ r: Rect, radius: Double) -> Path {
        let c = radius * (1 - quarterCircle)
        var path = Path()
        path.move(to: Point(r.minX + radius, r.minY))
        path.line(to: Point(r.maxX - radius, r.minY))
        path.curve(
            to: Point(r.maxX, r.minY + radius), controls: Point(r.maxX - c, r.minY), Point(r.maxX, r.minY + c))
        path.line(to: Point(r.maxX, r.maxY - radius))
        path.curve(
            to: Point(r.maxX - radius, r.maxY), controls: Point(r.maxX, r.maxY - c), Point(r.maxX - c, r.maxY))
        path.line(to: Point(r.minX + radius, r.maxY))
        path.curve(
            to: Point(r.minX, r.maxY - radius), controls: Point(r.minX + c, r.maxY), Point(r.minX, r.maxY - c))
        path.line(to: Point(r.minX, r.minY + radius))
        path.curve(
            to: Point(r.minX + radius, r.minY), controls: Point(r.minX, r.minY + c), Point(r.minX + c, r.minY))
        path.close()
        return path
    }

    package static func circle(center: Point, radius: Double) -> Path {
        rectangle(
            Rect(
                minX: center.x - radius, minY: center.y - radius, maxX: center.x + radius,
                maxY: center.y + radius), radius: radius)
    }
}

/// One contour of a path, with its curves divided into line segments.
struct Contour {
    var points: [Point]
    var isClosed = false
}

extension Path {
    /// The contours after an affine map of every point, at most `tolerance` away from the curves.
    func flattened(tolerance: Double = 0.08, through map: (Point) -> Point) -> [Contour] {
        var contours: [Contour] = []
        var contour = Contour(points: [])
        func finish() {
            if contour.points.count > 1 { contours.append(contour) }
        }
        for element in elements {
            switch element {
            case .move(let p):
                finish()
                contour = Contour(points: [map(p)])
            case .line(let p):
                contour.points.append(map(p))
            case .cubic(let c1, let c2, let p):
                guard let start = contour.points.last else { continue }
                let (a, b, end) = (map(c1), map(c2), map(p))
                // A cubic cut into n equal parameter steps strays from its chords by at most this
                // bend × 3/4 ÷ n².
                let bend = max((start - a * 2 + b).length, (a - b * 2 + end).length)
                let steps = max(1, Int((bend * 0.75 / tolerance).squareRoot().rounded(.up)))
                for step in 1...steps {
                    let t = Double(step) / Double(steps)
                    let s = 1 - t
                    contour.points.append(
                        start * (s * s * s) + a * (3 * s * s * t) + b * (3 * s * t * t) + end * (t * t * t))
                }
            case .close:
                guard let first = contour.points.first else { continue }
                contour.isClosed = true
                finish()
                contour = Contour(points: [first])
            }
        }
        finish()
        return contours
    }

    /// The path with every point mapped.
    func mapped(_ map: (Point) -> Point) -> Path {
        var path = self
        path.elements = elements.map { element in
            switch element {
            case .move(let p): .move(map(p))
            case .line(let p): .line(map(p))
            case .cubic(let a, let b, let p): .cubic(map(a), map(b), map(p))
            case .close: .close
            }
        }
        return path
    }
}
