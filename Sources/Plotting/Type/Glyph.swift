/// One character of the kit's font: the pen's path, and the advance width.
struct Glyph: Sendable {
    /// The pen's path, in thousandths of the text size, with `y` growing upwards from the baseline.
    let skeleton: Path
    let advance: Double
    /// Whether it is drawn with the finer pen, as superscripts are.
    let isFine: Bool
    /// The finer pen's width as a share of the ordinary one's.
    static let fine = 0.8

    /// Creates a glyph from one row of the table: its side bearings, then the pen's moves.
    init(room: String, moves: String) {
        var path = Path()
        var pen = Point(0, 0)
        var numbers: [Double] = []
        var command: Character = "M"
        var (low, high) = (Double.infinity, -Double.infinity)
        func reach(_ x: Double) {
            low = min(low, x)
            high = max(high, x)
        }
        func run() {
            let n = numbers
            numbers = []
            switch (command, n.count) {
            case ("M", 2): path.move(to: Point(n[0], n[1]))
            case ("L", 2): path.line(to: Point(n[0], n[1]))
            case ("H", 1): path.line(to: Point(n[0], pen.y))
            case ("V", 1): path.line(to: Point(pen.x, n[0]))
            case ("C", 6):
                path.curve(to: Point(n[4], n[5]), controls: Point(n[0], n[1]), Point(n[2], n[3]))
            case ("h", 2):
                path.quarter(from: pen, corner: Point(n[0], pen.y), to: Point(n[0], n[1]))
            case ("v", 2):
                path.quarter(from: pen, corner: Point(pen.x, n[1]), to: Point(n[0], n[1]))
            case ("O", 4):
                let (x, y, rx, ry) = (n[0], n[1], n[2], n[3])
                let stops = [(x, y + ry), (x + rx, y), (x, y - ry), (x - rx, y)].map { Point($0.0, $0.1) }
                path.move(to: stops[3])
                path.quarter(from: stops[3], corner: Point(x - rx, y + ry), to: stops[0])
                path.quarter(from: stops[0], corner: Point(x + rx, y + ry), to: stops[1])
                path.quarter(from: stops[1], corner: Point(x + rx, y - ry), to: stops[2])
                path.quarter(from: stops[2], corner: Point(x - rx, y - ry), to: stops[3])
                path.close()
                reach(x - rx)
                reach(x + rx)
            default: preconditionFailure("the font's table has a move \(command)\(n)")
            }
            switch command {
            case "V": pen.y = n[0]
            case "H": pen.x = n[0]
            case "O": break
            default: pen = Point(n[n.count - 2], n[n.count - 1])
            }
            if command != "O" { reach(pen.x) }
        }
        for word in moves.split(separator: " ") {
            if let first = word.first, first.isLetter {
                if !numbers.isEmpty { run() }
                command = first
            }
            guard let number = Double(word.drop { $0.isLetter }) else {
                preconditionFailure("the font's table has a number \(word)")
            }
            numbers.append(number)
        }
        if !numbers.isEmpty { run() }
        self.init(path, low: low, high: high, room: room)
    }

    private init(_ path: Path, low: Double, high: Double, room: String) {
        func side(_ letter: Character?) -> Double {
            switch letter {
            case "s": 108  // a stem
            case "r": 84  // a bowl
            case "t": 70  // arms, hooks
            case "d": 52  // a diagonal
            default: preconditionFailure("the font's table has a room \(room)")
            }
        }
        // All figures have the same width, so that columns of numbers line up.
        let advance = room == "==" ? 560 : side(room.first) + (high - low) + side(room.last)
        let left = room == "==" ? (560 - (high - low)) / 2 : side(room.first)
        self.init(skeleton: path.mapped { Point($0.x - low + left, $0.y) }, advance: advance)
    }

    init(skeleton: Path, advance: Double, isFine: Bool = false) {
        self.skeleton = skeleton
        self.advance = advance
        self.isFine = isFine
    }

    /// The glyph scaled down and moved up, for indices and fractions.
    func raised(_ height: Double, scale: Double) -> Glyph {
        Glyph(
            skeleton: skeleton.mapped { Point($0.x * scale, $0.y * scale + height) }, advance: advance * scale,
            isFine: true)
    }

    /// This glyph together with another one, moved to the right by some thousandths.
    func over(_ other: Glyph, moved: Double, advance: Double) -> Glyph {
        var path = skeleton
        path.elements += other.skeleton.mapped { Point($0.x + moved, $0.y) }.elements
        return Glyph(skeleton: path, advance: advance, isFine: isFine)
    }
}

extension Path {
    /// Adds a quarter of an ellipse, a little fuller than a true one, as in the bowls of letters.
    fileprivate mutating func quarter(from start: Point, corner: Point, to end: Point) {
        let fullness = 0.575
        curve(to: end, controls: start + (corner - start) * fullness, end + (corner - end) * fullness)
    }
}
