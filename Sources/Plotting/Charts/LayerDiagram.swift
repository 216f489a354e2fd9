/// A network's layers as boxes with their shapes, from top to bottom, after Keras's `plot_model`.
///
///     LayerDiagram([
///         .init("input_1", "InputLayer", input: "(None, 3125)", output: "(None, 3125)"),
///         .init("dense_1", "Dense", input: "(None, 3125)", output: "(None, 120)", from: ["input_1"])])
package struct LayerDiagram: Figure {
    /// One layer: its name and type, its shapes, and the names of the layers it reads from.
    package struct Layer: Hashable, Sendable {
        package var name, type, input, output: String
        package var sources: [String]

        package init(_ name: String, _ type: String, input: String, output: String, from sources: [String] = []) {
            self.name = name
            self.type = type
            self.input = input
            self.output = output
            self.sources = sources
        }
    }

    package let title: String
    package let layers: [Layer]
    package let size: Size
    private let boxes: [Box]
    private let arrows: [(start: Point, tip: Point)]

    private struct Box {
        var rect: Rect
        /// The x positions of its middle, and at which the name ends and the words "input:" and "output:" end.
        var center, nameEnd, wordEnd: Double
    }

    private static let height = 44.0
    private static let pad = 10.0

    /// Creates a diagram and its layout, in rows from top to bottom.
    ///
    /// - Precondition: names differ, and each layer reads from layers of one row, given before it.
    package init(title: String = "", _ layers: [Layer]) {
        self.title = title
        self.layers = layers
        let rows = Self.rows(of: layers)
        func width(_ text: String) -> Double { Theme.label.width(of: text) }
        let word = max(width("input:"), width("output:")) + 2 * Self.pad
        let names = layers.map { width("\($0.name): ") + width($0.type) + 2 * Self.pad }
        let widths = zip(layers, names).map { layer, name in
            (name + word + (max(width(layer.input), width(layer.output)) + 2 * Self.pad)).rounded(.up)
        }
        let between = 28.0
        let lengths = (0...(rows.max() ?? 0)).map { row in
            let widths = layers.indices.filter { rows[$0] == row }.map { widths[$0] }
            return widths.reduce(0, +) + between * Double(max(widths.count - 1, 0))
        }
        let widest = lengths.max() ?? 0
        func y(_ row: Int) -> Double { Theme.margin + (title.isEmpty ? 0 : 28) + Double(row) * (Self.height + 36) }
        // Where the next box of each row begins.
        var next = lengths.map { Theme.margin + (widest - $0) / 2 }
        let boxes = layers.indices.map { layer in
            let (row, width) = (rows[layer], widths[layer])
            let center = next[row] + width / 2
            next[row] += width + between
            let left = (center - width / 2).rounded()
            return Box(
                rect: Rect(x: left, y: y(row), width: width, height: Self.height), center: center,
                nameEnd: (left + names[layer]).rounded(), wordEnd: (left + names[layer] + word).rounded())
        }
        self.boxes = boxes
        // Arrows that meet in one box, or leave one, spread along its edge.
        func port(_ layer: Int, _ number: Int, of count: Int) -> Double {
            boxes[layer].center + (Double(number) - Double(count - 1) / 2) * 26
        }
        func reads(_ layer: Int, _ source: Int) -> Bool { layers[layer].sources.contains(layers[source].name) }
        arrows = layers.indices.flatMap { layer in
            let sources = layers.indices.filter { reads(layer, $0) }
            return sources.enumerated().map { number, source in
                let readers = layers.indices.filter { reads($0, source) }
                let start = port(source, readers.count { $0 < layer }, of: readers.count)
                let tip = port(layer, number, of: sources.count)
                return (Point(start, boxes[source].rect.maxY), Point(tip, boxes[layer].rect.minY))
            }
        }
        let titleWidth = title.isEmpty ? 0 : Theme.title.width(of: title) + 2 * Theme.margin
        size = Size(
            max((widest + 2 * Theme.margin).rounded(.up), titleWidth.rounded(.up)),
            y(lengths.count - 1) + Self.height + Theme.margin)
    }

    /// The row of each layer: the one below those that it reads from.
    private static func rows(of layers: [Layer]) -> [Int] {
        var rows: [String: Int] = [:]
        for layer in layers {
            precondition(rows[layer.name] == nil, "layers have different names")
            let above = layer.sources.map { rows[$0] }
            precondition(
                above.allSatisfy { $0 != nil && $0 == above[0] },
                "a layer reads from layers of one row, given before it")
            rows[layer.name] = ((above.first ?? nil) ?? -1) + 1
        }
        return layers.map { rows[$0.name] ?? 0 }
    }

    package func draw(on canvas: inout Canvas, in frame: Rect) {
        if !title.isEmpty {
            canvas.draw(
                title, at: Point(frame.minX + Theme.margin, frame.minY + Theme.margin), Theme.title,
                TextAnchor(.start, .top))
        }
        // Centred in the frame.
        let shift = Point((frame.minX + (frame.width - size.width) / 2).rounded(), frame.minY)
        for (start, tip) in arrows { drawArrow(from: start + shift, to: tip + shift, on: &canvas) }
        for (layer, box) in zip(layers, boxes) { draw(layer, on: &canvas, in: box, shift) }
    }

    private func draw(_ layer: Layer, on canvas: inout Canvas, in box: Box, _ shift: Point) {
        let (nameEnd, wordEnd) = (box.nameEnd + shift.x, box.wordEnd + shift.x)
        let box = Rect(
            x: box.rect.minX + shift.x, y: box.rect.minY + shift.y, width: box.rect.width, height: box.rect.height)
        canvas.fill(.rectangle(box, radius: 4), .white)
        canvas.fill(
            .rectangle(Rect(minX: box.minX, minY: box.minY, maxX: nameEnd, maxY: box.maxY), radius: 4), Color(0xEEF3F8))
        canvas.stroke(.rectangle(box, radius: 4), Theme.spine, Stroke(1))
        for x in [nameEnd, wordEnd] {
            canvas.rule(from: Point(x, box.minY), to: Point(x, box.maxY), Theme.spine, width: 0.5)
        }
        canvas.rule(from: Point(nameEnd, box.center.y), to: Point(box.maxX, box.center.y), Theme.spine, width: 0.5)

        let name = "\(layer.name): "
        canvas.draw(
            name, at: Point(box.minX + Self.pad, box.center.y), Theme.label, TextAnchor(.start, .middle))
        canvas.draw(
            layer.type, at: Point(box.minX + Self.pad + Theme.label.width(of: name), box.center.y),
            TextStyle(Theme.label.size, color: .blue), TextAnchor(.start, .middle))
        for (word, shape, y) in [
            ("input:", layer.input, box.minY + Self.height / 4),
            ("output:", layer.output, box.maxY - Self.height / 4),
        ] {
            canvas.draw(
                word, at: Point((nameEnd + wordEnd) / 2, y), TextStyle(Theme.label.size, color: .gray),
                TextAnchor(.middle, .middle))
            canvas.draw(shape, at: Point((wordEnd + box.maxX) / 2, y), Theme.label, TextAnchor(.middle, .middle))
        }
    }

    private func drawArrow(from start: Point, to tip: Point, on canvas: inout Canvas) {
        let head = 8.0
        let neck = Point(tip.x, tip.y - head + 1)
        // Starts and ends vertically, so that every arrow meets its box at a right angle.
        let middle = (start.y + neck.y) / 2
        var path = Path()
        path.move(to: start)
        path.curve(to: neck, controls: Point(start.x, middle), Point(neck.x, middle))
        canvas.stroke(path, .ink, Stroke(1.3, cap: .butt))
        canvas.fill(.polygon([tip, Point(tip.x - 3.8, tip.y - head), Point(tip.x + 3.8, tip.y - head)]), .ink)
    }
}
