import Plotting
import Testing

@Suite struct CanvasTests {
    /// How dark each pixel is, 0 for white and 255 for black.
    func darkness(_ canvas: Canvas) -> [[Int]] {
        (0..<canvas.image.height).map { y in (0..<canvas.image.width).map { x in 255 - Int(canvas.image[x, y].red) } }
    }

    @Test("a filled rectangle covers its pixels and no others")
    func rectangle() {
        var canvas = Canvas(Size(8, 6))
        canvas.fill(Rect(minX: 1, minY: 2, maxX: 5, maxY: 4), .black)
        let dark = darkness(canvas)
        for y in 0..<12 {
            for x in 0..<16 {
                #expect(dark[y][x] == ((2..<10).contains(x) && (4..<8).contains(y) ? 255 : 0))
            }
        }
    }

    @Test(
        "a partly covered pixel takes its share",
        arguments: [(0.5, 1.0), (1.0, 0.5), (0.5, 0.5), (0.25, 1.0), (1.0, 0.125)])
    func partialPixel(width: Double, height: Double) {
        var canvas = Canvas(Size(3, 3), scale: 1)
        canvas.fill(Rect(x: 1, y: 1, width: width, height: height), .black)
        #expect(abs(Double(darkness(canvas)[1][1]) - 255 * width * height) <= 0.51)
        #expect(darkness(canvas).joined().filter { $0 > 0 }.count == 1)
    }

    @Test("a triangle covers half of its diagonal pixels")
    func triangle() {
        var canvas = Canvas(Size(8, 8), scale: 1)
        canvas.fill(.polygon([Point(0, 0), Point(8, 8), Point(0, 8)]), .black)
        let dark = darkness(canvas)
        for i in 0..<8 {
            #expect(abs(dark[i][i] - 128) <= 1)
            #expect(i == 0 || dark[i][i - 1] == 255)
            #expect(i == 7 || dark[i][i + 1] == 0)
        }
    }

    @Test("a circle's area is right")
    func circle() {
        var canvas = Canvas(Size(50, 50))
        canvas.fill(.circle(center: Point(25, 25), radius: 20), .black)
        let area = darkness(canvas).joined().reduce(0, +)
        #expect(abs(Double(area) / 255 / (3.14159265 * 1600) - 1) < 0.002)
    }

    @Test("overlapping parts of one shape are laid once")
    func overlap() {
        var canvas = Canvas(Size(20, 20))
        let cross = Path.polyline([Point(2, 10), Point(18, 10), Point(18, 2), Point(10, 2), Point(10, 18)])
        canvas.stroke(cross, .black.opacity(0.5), Stroke(3))
        #expect(darkness(canvas).joined().max() == 127)
    }

    @Test("a hole winds the other way")
    func hole() {
        var ring = Path.rectangle(Rect(x: 0, y: 0, width: 6, height: 6))
        ring.move(to: Point(2, 2))
        for corner in [Point(2, 4), Point(4, 4), Point(4, 2)] { ring.line(to: corner) }
        ring.close()
        var canvas = Canvas(Size(6, 6), scale: 1)
        canvas.fill(ring, .black)
        #expect(darkness(canvas)[3][3] == 0)
        #expect(darkness(canvas)[1][3] == 255)
    }

    @Test("a stroke's length and width are drawn")
    func stroke() {
        var canvas = Canvas(Size(20, 10), scale: 1)
        canvas.stroke(.polyline([Point(4, 5), Point(14, 5)]), .black, Stroke(2, cap: .butt))
        let dark = darkness(canvas)
        #expect(dark[4][4..<14].allSatisfy { $0 == 255 } && dark[5][4..<14].allSatisfy { $0 == 255 })
        #expect(dark.joined().reduce(0, +) == 20 * 255)
    }

    @Test("dashes alternate")
    func dashes() {
        var canvas = Canvas(Size(12, 1), scale: 1)
        canvas.stroke(.polyline([Point(0, 0.5), Point(12, 0.5)]), .black, Stroke(1, cap: .butt, dashes: [3, 2]))
        #expect(
            darkness(canvas)[0].map { $0 == 255 } == [
                true, true, true, false, false, true, true, true, false, false, true, true,
            ])
    }

    @Test("no speck of a dash ends a line")
    func lastDash() {
        var canvas = Canvas(Size(12, 1), scale: 1)
        canvas.stroke(.polyline([Point(0, 0.5), Point(5.5, 0.5)]), .black, Stroke(1, cap: .butt, dashes: [3, 2]))
        #expect(darkness(canvas)[0].map { $0 > 0 } == [true, true, true] + [Bool](repeating: false, count: 9))
        // A line shorter than that is still there.
        canvas.stroke(.polyline([Point(9, 0.5), Point(9.5, 0.5)]), .black, Stroke(1, cap: .butt, dashes: [3, 2]))
        #expect(darkness(canvas)[0][9] > 0)
    }

    @Test("nothing is drawn outside a clip")
    func clip() {
        var canvas = Canvas(Size(10, 10), scale: 1)
        canvas.clipped(to: Rect(x: 2, y: 2, width: 3, height: 3)) {
            $0.fill(.circle(center: Point(5, 5), radius: 20), .black)
        }
        #expect(darkness(canvas).joined().reduce(0, +) == 9 * 255)
        canvas.fill(Rect(x: 9, y: 9, width: 1, height: 1), .black)
        #expect(darkness(canvas)[9][9] == 255)
    }

    @Test("coordinates out of all proportion are harmless")
    func hugeCoordinates() {
        var canvas = Canvas(Size(10, 10))
        canvas.stroke(.polyline([Point(-1e12, 5), Point(1e12, 5)]), .black, Stroke(2))
        canvas.fill(.polygon([Point(.nan, 1), Point(5, 5), Point(.infinity, 2)]), .black)
        canvas.fill(.rectangle(Rect(minX: -1e300, minY: -1e300, maxX: 1e300, maxY: 1e300)), .white.opacity(0))
        #expect(darkness(canvas)[10][10] == 255)
    }
}
