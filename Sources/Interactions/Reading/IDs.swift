/// What the codes of a column of users or movies stand for. Codes ascend as the ids do: numbers as numbers, text as
/// Python sorts it.
package enum IDs: Sendable, Hashable {
    /// Whole numbers from 0 to 2147483647, as MovieLens has them: a code is the id itself.
    case numbers
    /// The ids of codes 0, 1, …, as text.
    case listed([String])

    /// The id that a code stands for. O(1).
    ///
    /// - Precondition: the code is one of the column's.
    package func text(of code: some BinaryInteger) -> String {
        switch self {
        case .numbers: "\(code)"
        case .listed(let texts): texts[Int(code)]
        }
    }

    /// The code of an id; nil if it cannot be or is not among those listed. O(ids).
    package func code(of text: String) -> Int? {
        switch self {
        case .numbers: Int(text)
        case .listed(let texts): texts.firstIndex(of: text)
        }
    }
}
