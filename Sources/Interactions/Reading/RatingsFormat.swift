/// The two ways in which MovieLens publishes ratings.
package enum RatingsFormat: Sendable, Hashable {
    /// `1::1193::5::978300760`, no header (MovieLens 1M and 10M).
    case dat
    /// `1,1193,3.5,978300760` under a header (MovieLens 20M, 25M, latest).
    case csv

    /// A line in words; for `csv`, the header itself.
    var line: String {
        switch self {
        case .dat: "user::movie::rating::timestamp"
        case .csv: "userId,movieId,rating,timestamp"
        }
    }

    /// What a line's four fields are called.
    var fields: [String] {
        switch self {
        case .dat: ["user", "movie", "rating", "timestamp"]
        case .csv: ["userId", "movieId", "rating", "timestamp"]
        }
    }

    /// The byte that stands between fields, and how often.
    var separator: (byte: UInt8, count: Int) {
        switch self {
        case .dat: (UInt8(ascii: ":"), 2)
        case .csv: (UInt8(ascii: ","), 1)
        }
    }

    /// The format that a first line belongs to, `nil` if none.
    init?(firstLine: some Collection<UInt8>) {
        if firstLine.elementsEqual(Self.csv.line.utf8) {
            self = .csv
        } else if zip(firstLine, firstLine.dropFirst()).contains(where: { $0 == UInt8(ascii: ":") && $1 == $0 }) {
            self = .dat
        } else {
            return nil
        }
    }

    /// A line's fields, however many.
    func split(_ line: UnsafeRawBufferPointer) -> [Slice<UnsafeRawBufferPointer>] {
        let separator = separator
        var fields: [Slice<UnsafeRawBufferPointer>] = []
        var start = line.startIndex
        var index = start
        while index + separator.count <= line.endIndex {
            if line[index..<index + separator.count].allSatisfy({ $0 == separator.byte }) {
                fields.append(line[start..<index])
                index += separator.count
                start = index
            } else {
                index += 1
            }
        }
        fields.append(line[start...])
        return fields
    }
}
