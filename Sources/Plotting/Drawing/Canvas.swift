/// A canvas measured in points and stored as pixels, by default two per point.
///
/// Colours are mixed as sRGB values, as browsers and matplotlib do, which keeps thin dark text on
/// white as dark as readers expect.
package struct Canvas: Sendable {
    package let size: Size
    /// Pixels per point.
    package let scale: Double
    /// What has been drawn so far.
    package private(set) var image: Image
    /// Every text drawn, with the box that it fills, in order.
    package internal(set) var texts: [DrawnText] = []
    private var clip: PixelRect

    /// Creates a blank canvas; its size is rounded up to whole pixels.
    package init(_ size: Size, scale: Double = 2, background: Color = .white) {
        precondition(size.width > 0 && size.height > 0 && scale > 0, "a canvas has an area")
        self.size = size
        self.scale = scale
        let width = Int((size.width * scale).rounded(.up))
        let height = Int((size.height * scale).rounded(.up))
        image = Image(width: width, height: height, pixels: [UInt8](repeating: 255, count: width * height * 3))
        clip = PixelRect(minX: 0, minY: 0, maxX: width, maxY: height)
        if background != .white { fill(Rect(x: 0, y: 0, width: size.width, height: size.height), background) }
    }

    /// Fills a path by the nonzero winding rule; open contours are closed.
    package mutating func fill(_ path: Path, _ color: Color) {
        var edges = Edges()
        for contour in path.flattened(through: device) { edges.add(contour.points) }
        blend(edges, color)
    }

    /// Fills a rectangle.
    package mutating func fill(_ rect: Rect, _ color: Color) {
        fill(.rectangle(rect), color)
    }

    /// Draws a line along a path.
    package mutating func stroke(_ path: Path, _ color: Color, _ stroke: Stroke) {
        self.stroke([path], color, stroke, through: device)
    }

    /// Draws a line along paths, mapped to pixels by `map`, as one shape, so that a translucent colour is applied only
    /// once where they cross.
    mutating func stroke(_ paths: [Path], _ color: Color, _ stroke: Stroke, through map: (Point) -> Point) {
        var edges = Edges()
        let dashes = stroke.dashes.map { $0 * scale }
        for path in paths {
            for contour in path.flattened(through: map) {
                for piece in contour.dashed(dashes) {
                    edges.add(strokeOf: piece, width: stroke.width * scale, cap: stroke.cap)
                }
            }
        }
        blend(edges, color)
    }

    /// Draws a vertical or horizontal line, moved by less than a pixel so that its edges are sharp.
    package mutating func rule(from a: Point, to b: Point, _ color: Color, width: Double) {
        let thickness = max(1, (width * scale).rounded()) / scale
        func snapped(_ x: Double) -> Double { ((x - thickness / 2) * scale).rounded() / scale }
        if a.x == b.x {
            let x = snapped(a.x)
            fill(Rect(minX: x, minY: min(a.y, b.y), maxX: x + thickness, maxY: max(a.y, b.y)), color)
        } else {
            let y = snapped(a.y)
            fill(Rect(minX: min(a.x, b.x), minY: y, maxX: max(a.x, b.x), maxY: y + thickness), color)
        }
    }

    /// Colours a rectangle pixel by pixel. `color` receives a pixel's bounds as shares in 0...1 of the rectangle, which
    /// is first moved to whole pixels.
    package mutating func paint(_ rect: Rect, _ color: (_ x: ClosedRange<Double>, _ y: ClosedRange<Double>) -> Color) {
        let box = pixels(of: rect)
        let area = box.intersection(clip)
        func share(_ pixel: Int, _ low: Int, _ high: Int) -> ClosedRange<Double> {
            let length = Double(high - low)
            return Double(pixel - low) / length...Double(pixel + 1 - low) / length
        }
        for y in area.minY..<area.maxY {
            for x in area.minX..<area.maxX {
                let color = color(share(x, box.minX, box.maxX), share(y, box.minY, box.maxY))
                blend(color, opacity: color.opacity, at: (y * image.width + x) * 3)
            }
        }
    }

    /// Draws only inside a rectangle.
    package mutating func clipped(to rect: Rect, _ draw: (inout Canvas) -> Void) {
        let outer = clip
        clip = clip.intersection(pixels(of: rect))
        draw(&self)
        clip = outer
    }

    func device(_ p: Point) -> Point { p * scale }

    private func pixels(of rect: Rect) -> PixelRect {
        func whole(_ x: Double) -> Int { Int(min(max((x * scale).rounded(), -1e6), 1e6)) }
        return PixelRect(minX: whole(rect.minX), minY: whole(rect.minY), maxX: whole(rect.maxX), maxY: whole(rect.maxY))
    }

    private mutating func blend(_ edges: Edges, _ color: Color) {
        let coverage = Coverage(edges, clip: clip)
        let bounds = coverage.bounds
        var part = 0
        for y in bounds.minY..<bounds.maxY {
            for x in bounds.minX..<bounds.maxX {
                let covered = coverage.parts[part]
                part += 1
                guard covered > 0 else { continue }
                blend(
                    color, opacity: color.opacity * Double(covered) / Double(Coverage.full),
                    at: (y * image.width + x) * 3)
            }
        }
    }

    private mutating func blend(_ color: Color, opacity: Double, at offset: Int) {
        func mix(_ old: UInt8, _ new: Double) -> UInt8 {
            UInt8(min(max((Double(old) + (new * 255 - Double(old)) * opacity).rounded(), 0), 255))
        }
        image.pixels[offset] = mix(image.pixels[offset], color.red)
        image.pixels[offset + 1] = mix(image.pixels[offset + 1], color.green)
        image.pixels[offset + 2] = mix(image.pixels[offset + 2], color.blue)
    }
}

/// A text that has been drawn, and its box.
package struct DrawnText: Sendable {
    package let text: String
    package let box: Rect
}
