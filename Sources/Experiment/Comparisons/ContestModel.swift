/// A model of chapter 13's table; the raw value is its name there.
package enum ContestModel: String, Sendable, Hashable {
    case asPublished = "the notebook's model"
    case repaired = "the same, repaired"
    case popularity
    case itemKNN = "item-kNN"
    case wmf = "WMF"
    case ease = "EASE"
    case multDAE = "Mult-DAE"
    case multVAE = "Mult-VAE"

    /// Whether it is one of the paper's own, of which all three metrics are kept.
    package var isThePapers: Bool { self == .multDAE || self == .multVAE }
}

extension [ContestModel] {
    /// Their names, separated by commas.
    package var list: String { isEmpty ? "none" : map(\.rawValue).joined(separator: ", ") }
}
