/// How text looks: its size in points, the weight of its strokes, its colour.
package struct TextStyle: Hashable, Sendable {
    package enum Weight: Hashable, Sendable {
        case regular, bold
    }

    package var size: Double
    package var weight: Weight
    package var color: Color

    package init(_ size: Double, weight: Weight = .regular, color: Color = .ink) {
        self.size = size
        self.weight = weight
        self.color = color
    }

    /// The width of a text, in points: the sum of its characters' advance widths.
    package func width(of text: String) -> Double {
        text.reduce(0) { $0 + advance(Font.glyph($1)) } * size / 1000
    }

    /// The height of capital letters, in points.
    package var capHeight: Double { Font.capHeight * size / 1000 }

    /// The height from the highest ascender to the lowest descender, in points.
    package var lineHeight: Double { (Font.ascent + Font.descent) * size / 1000 }

    var pen: Double { weight == .bold ? Font.bold : Font.regular }

    // A heavier pen narrows the gaps between letters, so the advance grows by as much.
    func advance(_ glyph: Glyph) -> Double { glyph.advance + pen - Font.regular }
}

/// The part of a text that is placed at a given point.
package struct TextAnchor: Hashable, Sendable {
    package enum Along: Hashable, Sendable {
        case start, middle, end
    }

    package enum Across: Hashable, Sendable {
        /// The baseline.
        case baseline
        /// The middle of the capitals and figures.
        case middle
        /// The highest ascender.
        case top
        /// The lowest descender.
        case bottom
    }

    package var along: Along
    package var across: Across

    package init(_ along: Along, _ across: Across) {
        self.along = along
        self.across = across
    }
}

/// The direction in which a text is read.
package enum TextDirection: Hashable, Sendable {
    case level
    /// From the bottom up, as for the name of a vertical axis.
    case upwards
}

extension TextStyle {
    /// The box that a text will fill.
    func box(of text: String, at p: Point, _ anchor: TextAnchor, _ direction: TextDirection = .level) -> Rect {
        let (start, rise) = offset(of: text, anchor)
        let (ascent, descent) = (Font.ascent * size / 1000, Font.descent * size / 1000)
        let length = width(of: text)
        return switch direction {
        case .level:
            Rect(minX: p.x + start, minY: p.y + rise - ascent, maxX: p.x + start + length, maxY: p.y + rise + descent)
        case .upwards:
            Rect(minX: p.x + rise - ascent, minY: p.y - start - length, maxX: p.x + rise + descent, maxY: p.y - start)
        }
    }

    /// The pen's start relative to the anchor point, along the text and perpendicular to it.
    fileprivate func offset(of text: String, _ anchor: TextAnchor) -> (along: Double, across: Double) {
        let along =
            switch anchor.along {
            case .start: 0.0
            case .middle: -width(of: text) / 2
            case .end: -width(of: text)
            }
        let across =
            switch anchor.across {
            case .baseline: 0.0
            case .middle: capHeight / 2
            case .top: Font.ascent * size / 1000
            case .bottom: -Font.descent * size / 1000
            }
        return (along, across)
    }
}

extension Canvas {
    /// Draws a line of text with its anchor at a point.
    package mutating func draw(
        _ text: String, at p: Point, _ style: TextStyle, _ anchor: TextAnchor = TextAnchor(.start, .baseline),
        _ direction: TextDirection = .level
    ) {
        let (start, rise) = style.offset(of: text, anchor)
        let unit = style.size / 1000 * scale
        // The baseline is aligned to whole pixels, half a pen below the letters' paths, so that their feet are sharp.
        let pen = style.pen * unit
        func standing(_ y: Double) -> Double { y.rounded() - pen / 2 }
        var (skeletons, fineSkeletons): ([Path], [Path]) = ([], [])
        var at = 0.0
        for character in text {
            let glyph = Font.glyph(character)
            let shift = at + (style.pen - Font.regular) / 2
            let skeleton = glyph.skeleton.mapped { Point($0.x + shift, $0.y) }
            if glyph.isFine { fineSkeletons.append(skeleton) } else { skeletons.append(skeleton) }
            at += style.advance(glyph)
        }
        let map: (Point) -> Point
        switch direction {
        case .level:
            let origin = Point((p.x + start) * scale, standing((p.y + rise) * scale))
            map = { Point(origin.x + $0.x * unit, origin.y - $0.y * unit) }
        case .upwards:
            let origin = Point(standing((p.x + rise) * scale), (p.y - start) * scale)
            map = { Point(origin.x - $0.y * unit, origin.y - $0.x * unit) }
        }
        let width = style.pen * style.size / 1000
        stroke(skeletons, style.color, Stroke(width), through: map)
        if !fineSkeletons.isEmpty { stroke(fineSkeletons, style.color, Stroke(width * Glyph.fine), through: map) }
        if !text.isEmpty { texts.append(DrawnText(text: text, box: style.box(of: text, at: p, anchor, direction))) }
    }
}
