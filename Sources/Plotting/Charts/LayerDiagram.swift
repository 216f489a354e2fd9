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
    private let places: [Place]
    private let arrows: [Arrow]

    /// Creates a diagram and its layout; names must differ, and a layer's sources must come before it.
    package init(title: String = "", _ layers: [Layer]) {
        precondition(Set(layers.map(\.name)).count == layers.count, "layers have different names")
        self.title = title
        self.layers = layers
        var rank: [String: Int] = [:]
        for layer in layers {
            let sources = layer.sources.map { rank[$0] }
            precondition(sources.allSatisfy { $0 != nil }, "a layer reads from layers given before it")
            rank[layer.name] = (sources.compactMap { $0 }.max() ?? -1) + 1
        }
        let layout = LayerDiagram.layout(
            layers, ranks: layers.map { rank[$0.name] ?? 0 }, below: title.isEmpty ? 0 : 28)
        places = layout.places
        arrows = layout.arrows
        let titleWidth = title.isEmpty ? 0 : Theme.title.width(of: title) + 2 * Theme.margin
        size = Size(max(layout.size.width, titleWidth.rounded(.up)), layout.size.height)
    }

    package func draw(on canvas: inout Canvas, in frame: Rect) {
        if !title.isEmpty {
            canvas.draw(
                title, at: Point(frame.minX + Theme.margin, frame.minY + Theme.margin), Theme.title,
                TextAnchor(.start, .top))
        }
        // Centred in the frame.
        let shift = Point((frame.minX + (frame.width - size.width) / 2).rounded(), frame.minY)
        for arrow in arrows { draw(arrow, on: &canvas, shift) }
        for place in places { draw(layers[place.layer], on: &canvas, in: place, shift) }
    }
}

extension LayerDiagram {
    private struct Place {
        var layer: Int
        var box: Rect
        /// The x positions at which the name ends and the words "input:" and "output:" end.
        var nameEnd, wordEnd: Double
    }

    private struct Arrow {
        var points: [Point]
    }

    private static let height = 44.0
    private static let gap = 36.0
    private static let pad = 10.0

    /// Places layers in rows by rank; a connection that skips rows gets a free lane through them.
    private static func layout(
        _ layers: [Layer], ranks: [Int], below top: Double
    ) -> (places: [Place], arrows: [Arrow], size: Size) {
        /// A box, or the lane of a long connection through one row.
        struct Slot {
            var layer: Int?
            var width: Double
            var sources: [Int]
            var rank: Int
            var center = 0.0
        }
        let word = max(Theme.label.width(of: "input:"), Theme.label.width(of: "output:")) + 2 * pad
        func widths(_ layer: Layer) -> (name: Double, shape: Double) {
            (
                Theme.label.width(of: "\(layer.name): ") + Theme.label.width(of: layer.type) + 2 * pad,
                max(Theme.label.width(of: layer.input), Theme.label.width(of: layer.output)) + 2 * pad
            )
        }
        var slots: [Slot] = []
        var slotOf: [String: Int] = [:]
        for (index, layer) in layers.enumerated() {
            var sources: [Int] = []
            for name in layer.sources {
                guard var source = slotOf[name] else { continue }
                for rank in (slots[source].rank + 1)..<max(ranks[index], slots[source].rank + 1) {
                    slots.append(Slot(layer: nil, width: 16, sources: [source], rank: rank))
                    source = slots.count - 1
                }
                sources.append(source)
            }
            let (name, shape) = widths(layer)
            slotOf[layer.name] = slots.count
            slots.append(
                Slot(layer: index, width: (name + word + shape).rounded(.up), sources: sources, rank: ranks[index]))
        }
        let rows = (0...(ranks.max() ?? 0)).map { rank in slots.indices.filter { slots[$0].rank == rank } }
        func width(_ row: [Int]) -> Double {
            row.reduce(0) { $0 + slots[$1].width } + 28 * Double(max(row.count - 1, 0))
        }
        let widest = rows.map(width).max() ?? 0
        for row in rows {
            func pull(_ slot: Int) -> Double {
                let sources = slots[slot].sources
                return sources.isEmpty ? 0 : sources.reduce(0) { $0 + slots[$1].center } / Double(sources.count)
            }
            let ordered = row.enumerated().sorted { (pull($0.element), $0.offset) < (pull($1.element), $1.offset) }.map(
                \.element)
            var x = Theme.margin + (widest - width(ordered)) / 2
            for slot in ordered {
                slots[slot].center = x + slots[slot].width / 2
                x += slots[slot].width + 28
            }
        }
        func y(_ rank: Int) -> Double { Theme.margin + top + Double(rank) * (height + gap) }
        var places: [Place] = []
        var arrows: [Arrow] = []
        // Arrows that meet in one box, or leave one, spread along its edge.
        func port(_ slot: Int, _ index: Int, of count: Int) -> Double {
            slots[slot].center + (Double(index) - Double(count - 1) / 2) * 26
        }
        for slot in slots {
            guard let index = slot.layer else { continue }
            let (name, _) = widths(layers[index])
            let left = (slot.center - slot.width / 2).rounded()
            places.append(
                Place(
                    layer: index, box: Rect(x: left, y: y(slot.rank), width: slot.width, height: height),
                    nameEnd: (left + name).rounded(), wordEnd: (left + name + word).rounded()))
        }
        for (index, slot) in slots.enumerated() where slot.layer != nil {
            let ordered = slot.sources.sorted { (slots[$0].center, $0) < (slots[$1].center, $1) }
            for (number, source) in ordered.enumerated() {
                var points = [Point(port(index, number, of: ordered.count), y(slot.rank))]
                var from = source
                while slots[from].layer == nil, let next = slots[from].sources.first {
                    let lane = slots[from]
                    points.append(Point(lane.center, y(lane.rank) + height))
                    points.append(Point(lane.center, y(lane.rank)))
                    from = next
                }
                points.append(Point(slots[from].center, y(slots[from].rank) + height))
                arrows.append(Arrow(points: points.reversed()))
            }
        }
        // Connections that leave one box leave it at different points, in the order of their targets.
        let starts = slots.filter { $0.layer != nil }.map { Point($0.center, y($0.rank) + height) }
        for start in starts {
            let leaving = arrows.indices.filter { arrows[$0].points.first == start }
                .sorted { (arrows[$0].points[1].x, $0) < (arrows[$1].points[1].x, $1) }
            for (number, arrow) in leaving.enumerated() {
                arrows[arrow].points[0].x = start.x + (Double(number) - Double(leaving.count - 1) / 2) * 26
            }
        }
        return (
            places, arrows,
            Size((widest + 2 * Theme.margin).rounded(.up), y(rows.count - 1) + height + Theme.margin)
        )
    }

    private func draw(_ layer: Layer, on canvas: inout Canvas, in place: Place, _ shift: Point) {
        let box = Rect(
            x: place.box.minX + shift.x, y: place.box.minY + shift.y, width: place.box.width, height: place.box.height)
        let (nameEnd, wordEnd) = (place.nameEnd + shift.x, place.wordEnd + shift.x)
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
            name, at: Point(box.minX + LayerDiagram.pad, box.center.y), Theme.label, TextAnchor(.start, .middle))
        canvas.draw(
            layer.type, at: Point(box.minX + LayerDiagram.pad + Theme.label.width(of: name), box.center.y),
            TextStyle(Theme.label.size, color: .blue), TextAnchor(.start, .middle))
        for (word, shape, y) in [
            ("input:", layer.input, box.minY + LayerDiagram.height / 4),
            ("output:", layer.output, box.maxY - LayerDiagram.height / 4),
        ] {
            canvas.draw(
                word, at: Point((nameEnd + wordEnd) / 2, y), TextStyle(Theme.label.size, color: .gray),
                TextAnchor(.middle, .middle))
            canvas.draw(shape, at: Point((wordEnd + box.maxX) / 2, y), Theme.label, TextAnchor(.middle, .middle))
        }
    }

    private func draw(_ arrow: Arrow, on canvas: inout Canvas, _ shift: Point) {
        let points = arrow.points.map { $0 + shift }
        guard let start = points.first, let tip = points.last else { return }
        let head = 8.0
        var path = Path()
        path.move(to: start)
        var from = start
        for (index, point) in points.enumerated().dropFirst() {
            let to = index == points.count - 1 ? Point(point.x, point.y - head + 1) : point
            // Starts and ends vertically, so that every arrow meets its box at a right angle.
            let middle = (from.y + to.y) / 2
            path.curve(to: to, controls: Point(from.x, middle), Point(to.x, middle))
            from = to
        }
        canvas.stroke(path, .ink, Stroke(1.3, cap: .butt))
        canvas.fill(.polygon([tip, Point(tip.x - 3.8, tip.y - head), Point(tip.x + 3.8, tip.y - head)]), .ink)
    }
}
