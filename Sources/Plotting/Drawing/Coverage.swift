/// The directed edges of closed polygons, in device pixels.
struct Edges {
    private(set) var list: [(from: Point, to: Point)] = []

    mutating func add(_ polygon: [Point]) {
        guard var previous = polygon.last else { return }
        for point in polygon {
            list.append((previous, point))
            previous = point
        }
    }

    var finite: Edges {
        var edges = Edges()
        edges.list = list.filter { ($0.from.x + $0.from.y + $0.to.x + $0.to.y).isFinite }
        return edges
    }

    mutating func add(_ a: Point, _ b: Point, _ c: Point, _ d: Point) {
        list.append((a, b))
        list.append((b, c))
        list.append((c, d))
        list.append((d, a))
    }
}

/// A rectangle of whole pixels, its upper bounds excluded.
struct PixelRect: Equatable {
    var minX, minY, maxX, maxY: Int

    func intersection(_ other: PixelRect) -> PixelRect {
        PixelRect(
            minX: max(minX, other.minX), minY: max(minY, other.minY),
            maxX: max(max(minX, other.minX), min(maxX, other.maxX)),
            maxY: max(max(minY, other.minY), min(maxY, other.maxY)))
    }
}

/// How much of every pixel is inside polygons, by the nonzero winding rule.
///
/// Each pixel row is sampled along 16 lines, and along a line the covered length is exact to 1/256 of a pixel. All sums
/// are of integers, so a pixel inside is covered by exactly `Coverage.full`.
struct Coverage {
    static let lines = 16
    static let full = lines * 256

    let bounds: PixelRect
    /// The covered parts of each pixel, out of `Coverage.full`, row by row over `bounds`.
    private(set) var parts: [Int32]

    /// Computes the coverage within a clip; edges that are not finite are ignored.
    init(_ all: Edges, clip: PixelRect) {
        let edges = all.finite
        var box = Rect(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
        for (_, p) in edges.list {
            box.minX = min(box.minX, p.x)
            box.maxX = max(box.maxX, p.x)
            box.minY = min(box.minY, p.y)
            box.maxY = max(box.maxY, p.y)
        }
        // Limited first, so that a huge coordinate still fits an Int.
        func whole(_ x: Double) -> Int { Int(min(max(x, -1e6), 1e6).rounded(.down)) }
        guard box.minX <= box.maxX, box.minY <= box.maxY else {
            bounds = PixelRect(minX: 0, minY: 0, maxX: 0, maxY: 0)
            parts = []
            return
        }
        bounds = PixelRect(
            minX: whole(box.minX), minY: whole(box.minY), maxX: whole(box.maxX) + 1, maxY: whole(box.maxY) + 1
        ).intersection(clip)
        let (width, height) = (bounds.maxX - bounds.minX, bounds.maxY - bounds.minY)
        parts = [Int32](repeating: 0, count: width * height)
        guard width > 0, height > 0 else { return }

        let (starts, crossings) = Coverage.crossings(of: edges, in: bounds)
        // Changes of coverage along a row: their running sum is the coverage.
        var changes = [Int32](repeating: 0, count: width + 2)
        func mark(_ x: Int32, _ sign: Int32) {
            let pixel = Int(x >> 8)
            let rest = x & 255
            changes[pixel] += sign * (256 - rest)
            changes[pixel + 1] += sign * rest
        }
        for row in 0..<height {
            for line in row * Coverage.lines..<(row + 1) * Coverage.lines {
                var winding = 0
                for crossing in crossings[starts[line]..<starts[line + 1]] {
                    let before = winding
                    winding += crossing & 1 == 1 ? 1 : -1
                    if before == 0 { mark(crossing >> 1, 1) } else if winding == 0 { mark(crossing >> 1, -1) }
                }
            }
            var covered: Int32 = 0
            for x in 0..<width {
                covered += changes[x]
                parts[row * width + x] = covered
                changes[x] = 0
            }
            changes[width] = 0
            changes[width + 1] = 0
        }
    }

    /// The sorted crossings of the edges with each sampling line: twice the distance from the left bound in 1/256
    /// pixels, plus 1 for a downward edge.
    private static func crossings(of edges: Edges, in bounds: PixelRect) -> (starts: [Int], sorted: [Int32]) {
        let count = (bounds.maxY - bounds.minY) * lines
        let widest = Double((bounds.maxX - bounds.minX) * 256)

        func span(_ top: Double, _ bottom: Double) -> Range<Int> {
            func line(_ y: Double) -> Int {
                Int(min(max(((y - Double(bounds.minY)) * Double(lines) - 0.5).rounded(.up), 0), Double(count)))
            }
            return line(top)..<line(bottom)
        }
        var starts = [Int](repeating: 0, count: count + 1)
        for (from, to) in edges.list {
            for line in span(min(from.y, to.y), max(from.y, to.y)) { starts[line + 1] += 1 }
        }
        for line in 0..<count { starts[line + 1] += starts[line] }

        var ends = starts
        var sorted = [Int32](repeating: 0, count: starts[count])
        for (from, to) in edges.list where from.y != to.y {
            let slope = (to.x - from.x) / (to.y - from.y)
            for line in span(min(from.y, to.y), max(from.y, to.y)) {
                let y = Double(bounds.minY) + (Double(line) + 0.5) / Double(lines)
                let x = ((from.x + (y - from.y) * slope - Double(bounds.minX)) * 256).rounded()
                let crossing = Int32(min(max(x, 0), widest)) * 2 + (to.y > from.y ? 1 : 0)
                // Insertion keeps each short line sorted as it fills.
                var slot = ends[line]
                ends[line] += 1
                while slot > starts[line], sorted[slot - 1] > crossing {
                    sorted[slot] = sorted[slot - 1]
                    slot -= 1
                }
                sorted[slot] = crossing
            }
        }
        return (starts, sorted)
    }
}
