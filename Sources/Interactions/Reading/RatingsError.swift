/// Why a ratings file cannot be read: where, what was found, what was expected, what to do.
package enum RatingsError: Error, Hashable, Sendable {
    /// What is wrong with one record.
    package enum Fault: Hashable, Sendable {
        /// The line holds nothing.
        case blank
        /// The line is not split into the file's fields.
        case fields
        /// A quotation mark opens a field and does not close it, or closes it too early.
        case quotation
        /// A field, by name, does not hold what it should; with what to do, if there is something.
        case field(String, found: String, expected: String, advice: String? = nil)
    }

    /// Nothing lies at the path.
    case missing(path: String)
    /// The system refuses to open or map the file, for the reason that it gives.
    case unreadable(path: String, reason: String)
    /// A folder holds no file of a known name, and several or none of RecBole's.
    case noRatings(folder: String, found: [String])
    /// The file holds no ratings.
    case empty(file: String)
    /// The file is not text, with what it is and what to do.
    case notText(file: String, found: String, advice: String)
    /// The file is packed and cannot be unpacked.
    case damaged(file: String)
    /// The file is packed and holds more bytes than can be unpacked.
    case tooLarge(file: String, limit: Int)
    /// The file holds more ratings than can be numbered.
    case tooMany(file: String)
    /// The file announces more or fewer ratings than it holds.
    case incomplete(file: String, announced: Int, found: Int)
    /// No separator divides a line.
    case unknownFormat(file: String, line: Int = 1, found: String)
    /// A line that begins as JSON does is no object.
    case notObjects(file: String, line: Int, found: String)
    /// A MatrixMarket file is not one of coordinates.
    case notCoordinates(file: String, line: Int, found: String)
    /// The names or the number of the columns do not tell which holds what.
    case unknownColumns(file: String, line: Int, found: String, isOnePersons: Bool)
    /// Several columns have names of one role.
    case severalColumns(file: String, line: Int, ColumnRole, names: [String], options: [String])
    /// No column is known to hold ratings, and some may.
    case unclaimed(file: String, line: Int, columns: [String], all: [String], option: String)
    /// A column that was chosen is not there.
    case noSuchColumn(file: String, chosen: String, found: String)
    /// A line breaks its format.
    case malformed(file: String, line: Int, format: String, found: String, Fault)
    /// Users rated movies more than once.
    case repeated(file: String, Repeat)

    /// The first of the pairs of user and movie that a file repeats, and how many there are.
    package struct Repeat: Hashable, Sendable {
        let line: Int
        let firstLine: Int
        let user: String
        let movie: String
        let pairs: Int
    }
}

extension RatingsError: CustomStringConvertible {
    /// The error on one line.
    package var description: String {
        switch self {
        case .missing(let path):
            "\(path): expected a ratings file or a folder that holds one, found nothing; check the path"
        case .unreadable(let path, let reason):
            "\(path): expected a readable file, found that it cannot be read (\(reason)); check the file and its permissions"
        case .noRatings(let folder, let found):
            "\(folder): expected \(ratingsFileNames.joined(separator: ", ")) or a single .inter file within, packed with gzip or"
                + " not, found \(found.isEmpty ? "none" : quoted(found)); name the ratings file itself"
        case .empty(let file):
            "\(file): expected ratings, found none; check that the file is whole"
        case .notText(let file, let found, let advice):
            "\(file): expected text in UTF-8, found \(found); \(advice)"
        case .damaged(let file):
            "\(file): expected a whole gzip file, found that it cannot be unpacked; fetch it again"
        case .tooLarge(let file, let limit):
            "\(file): expected a gzip file of at most \(limit) bytes unpacked, found more; take fewer ratings"
        case .tooMany(let file):
            "\(file): expected at most \(Int32.max) ratings, found more; take fewer"
        case .incomplete(let file, let announced, let found):
            "\(file): expected \(announced) ratings, as it announces, found \(found); check that the file is whole"
        case .unknownFormat(let file, let line, let found):
            "\(file):\(line): expected fields separated by \"::\", commas, tabs, semicolons, bars or blanks, found \(found)"
        case .notObjects(let file, let line, let found):
            "\(file):\(line): expected a JSON object on each line, its names in double quotation marks, found \(found);"
                + " jq -c '.[]' writes the objects of an array so"
        case .notCoordinates(let file, let line, let found):
            "\(file):\(line): expected MatrixMarket's \"matrix coordinate\" of real, integer or pattern, general, and its size,"
                + " found \(found); write it so, users × items, as scipy.io.mmwrite does"
        case .unknownColumns(let file, let line, let found, let isOnePersons):
            "\(file):\(line): expected columns named user and item or the like, found \(found);"
                + " say which they are with --columns user=NAME,item=NAME,rating=NAME, by name or number"
                + (isOnePersons ? "; to one person's ratings add a column user, the same on every line" : "")
        case .severalColumns(let file, let line, let role, let names, let options):
            "\(file):\(line): expected one column of the role \(role), found \(names.joined(separator: " and "));"
                + " say which with --columns \(options.joined(separator: " or "))"
        case .unclaimed(let file, let line, let columns, let all, let option):
            "\(file):\(line): expected a column of ratings, found none known by name, but numbers or two values in"
                + " \(columns.joined(separator: ", ")) of the columns \(all.joined(separator: ", "));"
                + " say which holds them with \(option)NAME, or with \(option)none if every line is a click"
        case .noSuchColumn(let file, let chosen, let found):
            "\(file): expected the column \(chosen) of --columns, found \(found); name one of these, or a number"
        case .malformed(let file, let line, let format, let found, let fault):
            "\(file):\(line): expected \(format)\(fault.description(in: found))"
        case .repeated(let file, let pair):
            "\(file):\(pair.line): expected one rating a user and movie, found user \(pair.user) rating movie"
                + " \(pair.movie) again after line \(pair.firstLine), "
                + (pair.pairs == 1 ? "the only repeated pair" : "the first of \(pair.pairs) repeated pairs")
                + "; keep one of each with --duplicates first, last or highest"
        }
    }
}

extension RatingsError.Fault {
    fileprivate func description(in found: String) -> String {
        switch self {
        case .blank: ", found a blank line; delete it"
        case .fields: ", found \(found)"
        case .quotation: " with every field in quotation marks closed, found \(found); close it"
        case .field(let name, let field, let expected, let advice):
            " with \(name) \(expected), found \(name) \(field) in \(found)\(advice.map { "; \($0)" } ?? "")"
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

/// Names as an error quotes them: the first twenty.
func quoted(_ names: [String]) -> String {
    let shown = 20
    let list = names.prefix(shown).map { quoted($0.utf8) }.joined(separator: ", ")
    return names.count > shown ? "\(list) and \(names.count - shown) more" : list
}
