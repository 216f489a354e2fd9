/// Several figures in one, in rows of equal width, under one title.
package struct Panels: Figure {
    package var title: String
    package var columns: Int
    package var figures: [any Figure]
    package var size: Size

    /// Creates a figure of figures, placed row by row; without a size, it is as large as the figures need.
    package init(title: String = "", columns: Int = 2, size: Size? = nil, _ figures: [any Figure]) {
        precondition(columns > 0 && !figures.isEmpty, "panels hold a figure")
        self.title = title
        self.columns = columns
        self.figures = figures
        let rows = (figures.count + columns - 1) / columns
        self.size =
            size
            ?? Size(
                (figures.map(\.size.width).max() ?? 0) * Double(min(columns, figures.count)),
                (figures.map(\.size.height).max() ?? 0) * Double(rows) + (title.isEmpty ? 0 : 28))
    }

    package var numbers: [FigureNumber] {
        figures.flatMap { figure in
            figure.numbers.map { value in
                var value = value
                value.panel = [figure.title, value.panel].filter { !$0.isEmpty }.joined(separator: ", ")
                return value
            }
        }
    }

    package func draw(on canvas: inout Canvas, in frame: Rect) {
        var frame = frame
        if !title.isEmpty {
            canvas.draw(
                title, at: Point(frame.minX + Theme.margin, frame.minY + Theme.margin), Theme.title,
                TextAnchor(.start, .top))
            frame.minY += 28
        }
        let rows = (figures.count + columns - 1) / columns
        let cell = Size(frame.width / Double(min(columns, figures.count)), frame.height / Double(rows))
        for (index, figure) in figures.enumerated() {
            let (row, column) = index.quotientAndRemainder(dividingBy: columns)
            figure.draw(
                on: &canvas,
                in: Rect(
                    x: frame.minX + Double(column) * cell.width, y: frame.minY + Double(row) * cell.height,
                    width: cell.width, height: cell.height))
        }
    }
}
