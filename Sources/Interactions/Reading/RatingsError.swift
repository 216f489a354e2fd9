/// Why a ratings or movies file cannot be read: where, what was found, what was expected, what to do.
package enum RatingsError: Error, Hashable, Sendable {
    /// What is wrong with one line.
    package enum Fault: Hashable, Sendable {
        /// The line holds nothing.
        case blank
        /// The line names columns where its format has no header.
        case header
        /// The line is not split into the format's fields.
        case fields
        /// A field, by name, does not hold what it should.
        case field(String, found: String, expected: String)
    }

    /// Nothing lies at the path.
    case missing(path: String)
    /// The system refuses to open or map the file, for the reason that it gives.
    case unreadable(path: String, reason: String)
    /// A folder holds neither `ratings.dat` nor `ratings.csv`.
    case noRatings(folder: String)
    /// The file holds no ratings.
    case empty(file: String)
    /// The first line belongs to no known format.
    case unknownFormat(file: String, found: String)
    /// A line breaks its format.
    case malformed(file: String, line: Int, format: String, found: String, Fault)
    /// A user rated a movie twice.
    case duplicate(file: String, line: Int, firstLine: Int, user: Int, movie: Int)
}

extension RatingsError: CustomStringConvertible {
    /// The error on one line.
    package var description: String {
        switch self {
        case .missing(let path):
            "\(path): expected a ratings file or a folder that holds one, found nothing; check the path"
        case .unreadable(let path, let reason):
            "\(path): expected a readable file, found that it cannot be read (\(reason)); check the file and its permissions"
        case .noRatings(let folder):
            "\(folder): expected ratings.dat or ratings.csv within, found neither; name the ratings file itself"
        case .empty(let file):
            "\(file): expected ratings, found none; check that the file is whole"
        case .unknownFormat(let file, let found):
            "\(file):1: expected user::movie::rating::timestamp or the header \(RatingsFormat.csv.line), found \(found)"
        case .malformed(let file, let line, let format, let found, let fault):
            switch fault {
            case .blank: "\(file):\(line): expected \(format), found a blank line; delete it"
            case .header: "\(file):\(line): expected \(format), found the header \(found); delete it"
            case .fields: "\(file):\(line): expected \(format), found \(found)"
            case .field(let name, let field, let expected):
                "\(file):\(line): expected \(format) with \(name) \(expected), found \(name) \(field) in \(found)"
            }
        case .duplicate(let file, let line, let firstLine, let user, let movie):
            "\(file):\(line): expected one rating a user and movie, found user \(user) rating movie \(movie) again"
                + " after line \(firstLine); delete one of the two lines"
        }
    }
}

/// Text from a file as an error shows it: quoted, control characters escaped, cut to 60 characters.
func quoted(_ bytes: some Sequence<UInt8>) -> String {
    let shown = 60
    // Four bytes a character is the most that UTF-8 takes; a line may be as long as the file.
    let text = String(decoding: Array(bytes.prefix(4 * (shown + 1))), as: UTF8.self)
    var escaped = ""
    for character in text.unicodeScalars.prefix(shown) {
        switch character.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: escaped += character.escaped(asASCII: true)
        default: escaped += character == "\"" ? "\\\"" : String(character)
        }
    }
    return "\"\(escaped)\(text.unicodeScalars.count > shown ? "…" : "")\""
}
