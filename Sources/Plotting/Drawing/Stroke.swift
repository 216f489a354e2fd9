/// How a line is drawn along a path: width and dashes in points, joins always round.
package struct Stroke: Hashable, Sendable {
    /// How a line ends.
    package enum Cap: Hashable, Sendable {
        /// Square, at the end point.
        case butt
        /// With a half disc around the end point.
        case round
    }

    package var width: Double
    package var cap: Cap
    /// The lengths drawn and skipped in turn; empty for a solid line.
    package var dashes: [Double]

    package init(_ width: Double, cap: Cap = .round, dashes: [Double] = []) {
        self.width = width
        self.cap = cap
        self.dashes = dashes
    }
}

extension Contour {
    /// The dashes of the contour, in order.
    func dashed(_ pattern: [Double]) -> [Contour] {
        guard !pattern.isEmpty, pattern.allSatisfy({ $0 > 0 }), let first = points.first else { return [self] }
        var pieces: [Contour] = []
        var piece = [first]
        var (phase, left) = (0, pattern[0])
        for (from, to) in zip(points, points.dropFirst() + (isClosed ? [first] : [])) {
            let length = (to - from).length
            var travelled = 0.0
            while length - travelled > left {
                travelled += left
                let cut = from + (to - from) * (travelled / length)
                if phase % 2 == 0 { pieces.append(Contour(points: piece + [cut])) }
                piece = [cut]
                phase += 1
                left = pattern[phase % pattern.count]
            }
            left -= length - travelled
            piece.append(to)
        }
        // The beginning of a dash at the very end would be a speck.
        let length = zip(piece, piece.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).length }
        if phase % 2 == 0, length >= 1 || pieces.isEmpty { pieces.append(Contour(points: piece)) }
        return pieces
    }
}

extension Edges {
    /// Adds the outline of a line along a contour, as overlapping pieces with the same winding.
    mutating func add(strokeOf contour: Contour, width: Double, cap: Stroke.Cap) {
        let radius = width / 2
        var points: [Point] = []
        for point in contour.points where points.last.map({ ($0 - point).length > 1e-9 }) ?? true {
            points.append(point)
        }
        guard let first = points.first else { return }
        guard points.count > 1 else {
            if cap == .round { add(discAt: first, radius: radius) }
            return
        }
        if contour.isClosed, points.last != first { points.append(first) }

        var directions: [Point] = []
        for (from, to) in zip(points, points.dropFirst()) {
            let direction = (to - from).unit
            let side = Point(-direction.y, direction.x) * radius
            add(from + side, to + side, to - side, from - side)
            directions.append(direction)
        }
        for index in directions.indices.dropFirst() {
            add(joinAt: points[index], from: directions[index - 1], to: directions[index], radius: radius)
        }
        if contour.isClosed {
            add(joinAt: first, from: directions[directions.count - 1], to: directions[0], radius: radius)
        } else if cap == .round {
            add(discAt: first, radius: radius)
            add(discAt: points[points.count - 1], radius: radius)
        }
    }

    /// Fills the gap on the outer side of a bend.
    private mutating func add(joinAt p: Point, from d1: Point, to d2: Point, radius: Double) {
        let turn = d1.x * d2.y - d1.y * d2.x
        guard d1.x * d2.x + d1.y * d2.y > 0 else { return add(discAt: p, radius: radius) }
        let (n1, n2) = (Point(-d1.y, d1.x), Point(-d2.y, d2.x))
        var rim: [Point] = []
        if turn < 0 {
            arc(from: n1, to: n2, depth: depth(radius), into: &rim)
        } else {
            arc(from: n2 * -1, to: n1 * -1, depth: depth(radius), into: &rim)
        }
        add([p] + rim.map { p + $0 * radius })
    }

    private mutating func add(discAt p: Point, radius: Double) {
        let corners = [Point(0, 1), Point(1, 0), Point(0, -1), Point(-1, 0), Point(0, 1)]
        var rim: [Point] = []
        for (from, to) in zip(corners, corners.dropFirst()) {
            arc(from: from, to: to, depth: depth(radius), into: &rim)
        }
        add(rim.map { p + $0 * radius })
    }

    private func depth(_ radius: Double) -> Int { radius < 2 ? 2 : radius < 8 ? 3 : 4 }

    /// Adds points on the unit circle between two directions, by halving, which needs no sine or cosine.
    private func arc(from a: Point, to b: Point, depth: Int, into rim: inout [Point]) {
        guard depth > 0, (a - b).length > 0.05 else { return rim += [a, b] }
        let middle = (a + b).unit
        arc(from: a, to: middle, depth: depth - 1, into: &rim)
        arc(from: middle, to: b, depth: depth - 1, into: &rim)
    }
}
