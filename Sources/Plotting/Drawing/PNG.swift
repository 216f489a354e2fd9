import CPNG

/// Why a picture could not be written or read as PNG, in libpng's words.
package struct PNGError: Error, Hashable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }

    init(_ image: png_image) {
        let text = withUnsafeBytes(of: image.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        self.init(text.isEmpty ? "not a PNG picture" : text)
    }
}

extension Image {
    /// The picture as a PNG file: 8-bit RGB, without alpha or time; the same pixels give the same bytes.
    package func png() throws(PNGError) -> [UInt8] {
        var header = png_image()
        header.version = png_uint_32(PNG_IMAGE_VERSION)
        header.width = png_uint_32(width)
        header.height = png_uint_32(height)
        header.format = png_uint_32(PNG_FORMAT_FLAG_COLOR)

        var size = width * height * 3 + height + 65536
        var bytes = [UInt8](repeating: 0, count: size)
        guard png_image_write_to_memory(&header, &bytes, &size, 0, pixels, 0, nil) != 0 else {
            throw PNGError(header)
        }
        return Array(bytes.prefix(size))
    }

    /// Reads a PNG file; transparent pixels are blended with white.
    package init(png bytes: [UInt8]) throws(PNGError) {
        var header = png_image()
        header.version = png_uint_32(PNG_IMAGE_VERSION)
        guard !bytes.isEmpty else { throw PNGError("no bytes at all") }
        // libpng keeps the pointer between its two calls, so both happen where the bytes stay put.
        let read: Result<[UInt8], PNGError> = bytes.withUnsafeBytes { file in
            defer { png_image_free(&header) }
            guard png_image_begin_read_from_memory(&header, file.baseAddress, file.count) != 0 else {
                return .failure(PNGError(header))
            }
            header.format = png_uint_32(PNG_FORMAT_FLAG_COLOR)
            let (count, overflow) = Int(header.width).multipliedReportingOverflow(by: Int(header.height) * 3)
            // A forged header must not make us reserve the machine's memory.
            guard !overflow, count <= 1 << 30 else {
                return .failure(PNGError("\(header.width) × \(header.height) pixels are too many"))
            }
            var pixels = [UInt8](repeating: 0, count: count)
            var white = png_color(red: 255, green: 255, blue: 255)
            guard png_image_finish_read(&header, &white, &pixels, 0, nil) != 0 else {
                return .failure(PNGError(header))
            }
            return .success(pixels)
        }
        self.init(width: Int(header.width), height: Int(header.height), pixels: try read.get())
    }
}
