/// The ids of a column while it is read: whole numbers or text.
struct IDColumn {
    /// Whether ids are read as text.
    let isText: Bool
    private var numbers: [Int64] = []
    private var texts = TextTable()
    private var codes: [Int32] = []

    /// Begins a column.
    init(isText: Bool) { self.isText = isText }

    /// Adds an id to a column of text.
    mutating func append(text: UnsafeRawBufferPointer) {
        if text.allSatisfy({ $0 < 0x80 }) {
            codes.append(texts.number(of: text))
        } else {
            // Bytes that are no UTF-8 become so before they are compared.
            codes.append(Array(decoded(Array(text)).utf8).withUnsafeBytes { texts.number(of: $0) })
        }
    }

    /// Adds an id to a column of whole numbers.
    mutating func append(number: Int64) { numbers.append(number) }

    /// The codes of the ids, and what they stand for. O(n + d log d) for d distinct ids.
    consuming func coded() -> (codes: [Int32], ids: IDs) {
        if isText {
            let (texts, places) = texts.sorted()
            return (codes.map { places[Int($0)] }, .listed(texts))
        }
        if numbers.allSatisfy({ 0...RatingLine.largestID ~= $0 }) {
            return (numbers.map { Int32(truncatingIfNeeded: $0) }, .numbers)
        }
        let ascending = Set(numbers).sorted()
        let places = Dictionary(uniqueKeysWithValues: ascending.enumerated().map { ($1, Int32($0)) })
        return (numbers.map { places[$0] ?? 0 }, .listed(ascending.map { "\($0)" }))
    }
}
