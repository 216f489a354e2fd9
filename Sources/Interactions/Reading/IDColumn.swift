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

/// Distinct texts, numbered in the order in which they were first met; their bytes lie in one array.
private struct TextTable {
    private var bytes: [UInt8] = []
    private var starts = [0]
    /// Numbers by hash, −1 where there is none; a power of two of them.
    private var slots = [Int32](repeating: -1, count: 1024)

    /// The number of texts.
    var count: Int { starts.count - 1 }

    /// The number of a text, a new one if it was not met before. O(bytes), amortised.
    mutating func number(of text: UnsafeRawBufferPointer) -> Int32 {
        let place = slot(of: text)
        if slots[place] >= 0 { return slots[place] }
        let number = Int32(count)
        bytes.append(contentsOf: text)
        starts.append(bytes.count)
        slots[place] = number
        if 2 * count > slots.count { grow() }
        return number
    }

    /// The texts as Python sorts them, and each one's place among them by its number.
    func sorted() -> (texts: [String], places: [Int32]) {
        bytes.withUnsafeBytes { bytes -> (texts: [String], places: [Int32]) in
            func text(_ number: Int) -> Slice<UnsafeRawBufferPointer> { bytes[starts[number]..<starts[number + 1]] }
            // UTF-8 sorts as its code points do.
            let order = (0..<count).sorted { text($0).lexicographicallyPrecedes(text($1)) }
            var places = [Int32](repeating: 0, count: count)
            for (place, number) in order.enumerated() { places[number] = Int32(place) }
            return (order.map { String(decoding: text($0), as: UTF8.self) }, places)
        }
    }

    /// Where a text's number is, or where it belongs.
    private func slot(of text: UnsafeRawBufferPointer) -> Int {
        // Seeded anew in every run: nobody can choose texts that all fall into one slot.
        var hasher = Hasher()
        hasher.combine(bytes: text)
        var slot = hasher.finalize() & (slots.count - 1)
        while slots[slot] >= 0, !isEqual(Int(slots[slot]), text) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private func isEqual(_ number: Int, _ text: UnsafeRawBufferPointer) -> Bool {
        let (start, end) = (starts[number], starts[number + 1])
        guard end - start == text.count else { return false }
        for index in 0..<text.count where bytes[start + index] != text[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: 2 * slots.count)
        for number in 0..<count {
            let free = bytes.withUnsafeBytes { bytes in
                slot(of: UnsafeRawBufferPointer(rebasing: bytes[starts[number]..<starts[number + 1]]))
            }
            slots[free] = Int32(number)
        }
    }
}
