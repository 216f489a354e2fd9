import Foundation

/// Embeds images; one that stands alone becomes a figure, with the italics below it as its caption.
func placeFigures(_ root: Node, _ figures: [String: [UInt8]]) {
    let alone = root.children.filter { $0.kind == "paragraph" && $0.children.map(\.kind) == ["image"] }
    for paragraph in alone {
        guard let image = paragraph.children.first else { continue }
        let caption = paragraph.next.flatMap { isCaption($0) ? $0 : nil }
        let text = caption.map { "<figcaption>\($0.innerHTML)</figcaption>\n" } ?? ""
        caption?.remove()
        paragraph.replace(withHTML: "<figure>\n\(embedded(image, figures))\n\(text)</figure>\n", block: true)
    }
    for image in root.all("image") {
        image.replace(withHTML: embedded(image, figures), block: false)
    }
}

/// Whether a paragraph has nothing but italics.
private func isCaption(_ paragraph: Node) -> Bool {
    guard paragraph.kind == "paragraph" else { return false }
    return paragraph.children.allSatisfy { $0.kind == "emph" || $0.kind == "softbreak" }
}

/// An image with its bytes, or what it shows in words where there are none.
private func embedded(_ image: Node, _ figures: [String: [UInt8]]) -> String {
    let alternative = escaped(image.text)
    guard let png = figureName(image.url).flatMap({ figures[$0] }), let size = pixels(png) else {
        return "<em>\(alternative)</em>"
    }
    let data = Data(png).base64EncodedString()
    return "<img src=\"data:image/png;base64,\(data)\" alt=\"\(alternative)\" "
        + "width=\"\(size.width / 2)\" height=\"\(size.height / 2)\" decoding=\"async\">"
}

/// The size that a PNG's header states; nil for other bytes.
private func pixels(_ png: [UInt8]) -> (width: Int, height: Int)? {
    guard png.count > 24, png.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return nil }
    func number(_ range: Range<Int>) -> Int { png[range].reduce(0) { $0 << 8 | Int($1) } }
    return (number(16..<20), number(20..<24))
}

/// The file name of a figure that an image's address points to; nil for any other address.
func figureName(_ url: String) -> String? {
    let folder = "../figures/"
    return url.hasPrefix(folder) ? String(url.dropFirst(folder.count)) : nil
}
