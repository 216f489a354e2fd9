/// A picture of 8-bit sRGB pixels.
package struct Image: Hashable, Sendable {
    package let width, height: Int
    /// Red, green and blue of every pixel, row by row from the top left.
    package internal(set) var pixels: [UInt8]

    /// Creates a picture from its pixels; there must be `width × height × 3` bytes.
    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0, "an image has at least one pixel")
        precondition(pixels.count == width * height * 3, "an image has three bytes a pixel")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The red, green and blue of the pixel in a column and a row.
    package subscript(x: Int, y: Int) -> (red: UInt8, green: UInt8, blue: UInt8) {
        let at = (y * width + x) * 3
        return (pixels[at], pixels[at + 1], pixels[at + 2])
    }
}
