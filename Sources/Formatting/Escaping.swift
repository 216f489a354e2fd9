/// Rows as comma-separated values under a header; fields with commas, quotes or line breaks are quoted.
package func csv(_ header: [String], _ rows: [[String]]) -> [UInt8] {
    func field(_ text: String) -> String {
        text.contains { ",\"\n\r\r\n".contains($0) } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }
    return Array(([header] + rows).map { $0.map(field).joined(separator: ",") + "\n" }.joined().utf8)
}

/// Text from a file with everything escaped that Markdown would read as more than text, or that would change how the text
/// around it is shown: control characters, and those that turn the direction of writing.
package func verbatim(_ text: String) -> String {
    // An ampersand means something where a semicolon may end what it begins.
    let special = Set((#"\`*_[]<>$~"# + (text.contains(";") ? "&" : "")).unicodeScalars)
    return text.unicodeScalars.reduce(into: "") { escaped, character in
        if steersText(character), !character.properties.isWhitespace {
            escaped += "\\" + character.escaped(asASCII: true)
        } else {
            if special.contains(character) { escaped += "\\" }
            escaped.unicodeScalars.append(character)
        }
    }
}

/// Whether a character is no text, but controls how the text around it is shown or in which direction it runs.
package func steersText(_ character: Unicode.Scalar) -> Bool {
    character.properties.generalCategory == .control || character.properties.isBidiControl
}
