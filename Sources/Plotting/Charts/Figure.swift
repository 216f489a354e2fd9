/// Something that can be drawn: a chart, a diagram, or several of them side by side.
package protocol Figure: Sendable {
    /// What stands above it; may be empty.
    var title: String { get }

    /// The figure's size, in points.
    var size: Size { get }

    /// The numbers that it shows, in its order; none for a diagram.
    var numbers: [FigureNumber] { get }

    /// Draws it within a frame of a canvas.
    func draw(on canvas: inout Canvas, in frame: Rect)
}

extension Figure {
    package var numbers: [FigureNumber] { [] }

    /// The figure with some of its properties changed.
    package func with(_ change: (inout Self) -> Void) -> Self {
        var figure = self
        change(&figure)
        return figure
    }

    /// The figure drawn at its own size on a white sheet.
    package func drawn() -> Canvas {
        var canvas = Canvas(size)
        draw(on: &canvas, in: Rect(x: 0, y: 0, width: size.width, height: size.height))
        return canvas
    }

    /// The figure as a PNG file with two pixels per point; the same figure gives the same bytes.
    package func png() throws(PNGError) -> [UInt8] {
        try drawn().image.png()
    }
}
