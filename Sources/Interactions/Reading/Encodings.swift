/// Text in UTF-8, or in Windows-1252 where the bytes are no UTF-8; Latin-1's characters are the same in it.
func decoded(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    for byte in bytes {
        text.unicodeScalars.append(
            0x80...0x9f ~= byte ? windows1252[Int(byte - 0x80)] : Unicode.Scalar(byte))
    }
    return text
}

/// The characters of bytes 0x80 to 0x9f; the five that stand for nothing are kept as the controls of Latin-1.
private let windows1252: [Unicode.Scalar] = Array(
    ("\u{20ac}\u{81}\u{201a}\u{192}\u{201e}\u{2026}\u{2020}\u{2021}\u{2c6}\u{2030}\u{160}\u{2039}\u{152}\u{8d}\u{17d}\u{8f}"
        + "\u{90}\u{2018}\u{2019}\u{201c}\u{201d}\u{2022}\u{2013}\u{2014}\u{2dc}\u{2122}\u{161}\u{203a}\u{153}\u{9d}\u{17e}\u{178}")
        .unicodeScalars)
