import Comparisons
import Study
import Training

extension Chapter {
    /// About how long the chapter trains, in epochs of the notebook's training; 0 where it takes seconds.
    ///
    /// - Parameter chapters: Those of the same run.
    package func trainedEpochs(_ settings: Settings, beside chapters: Set<Chapter> = []) -> Double {
        let training = Double(expectedEpochs(atMost: settings.epochs, patience: settings.patience))
        let seeds = Double(settings.seeds.count)
        let repaired = min(5, seeds)
        return switch self {
        case .train: training
        case .repair: Double(Variant.trainingsOfChapter(seeds: settings.seeds.count)) * training
        // The paper's two models, of wide layers and without patience, are most of it: fitted once, or, where all rows are
        // recorded, as often as these are long and then for fewer epochs.
        case .paper: 8 * Double(settings.paperEpochs)
        // Of its seeds, chapter 12 has trained the first as published.
        case .seeds: (chapters.contains(.repair) ? seeds - repaired : seeds) * training
        default: 0
        }
    }
}
