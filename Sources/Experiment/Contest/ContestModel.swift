/// A model of chapter 13's table; the raw value is its name there.
package enum ContestModel: String, Sendable, Hashable, Codable, CaseIterable {
    case asPublished = "the notebook's model"
    case repaired = "the repaired model"
    case popularity
    case itemKNN = "item-kNN"
    case rp3Beta = "RP3β"
    case slim = "SLIM"
    case ials = "iALS"
    case ease = "EASE"
    case edlae = "EDLAE"
    case multDAE = "Mult-DAE"
    case tunedDAE = "tuned Mult-DAE"
    case multVAE = "Mult-VAE"
    case tunedVAE = "tuned Mult-VAE"

    /// Whether it is one of the paper's own, with its authors' settings, of which all three metrics are kept.
    package var isThePapers: Bool { self == .multDAE || self == .multVAE }

    /// Those whose settings validation chooses, of as many tries each.
    package static let tuned: [ContestModel] = [
        .itemKNN, .rp3Beta, .slim, .ials, .ease, .edlae, .tunedDAE, .tunedVAE,
    ]
}

extension [ContestModel] {
    /// Their names, separated by commas.
    package var list: String { isEmpty ? "none" : map(\.rawValue).joined(separator: ", ") }
}
