/// Rows as comma-separated values under a header; fields with commas, quotes or line breaks are quoted.
package func csv(_ header: [String], _ rows: [[String]]) -> [UInt8] {
    func field(_ text: String) -> String {
        text.contains { ",\"\n\r\r\n".contains($0) } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }
    return Array(([header] + rows).map { $0.map(field).joined(separator: ",") + "\n" }.joined().utf8)
}
