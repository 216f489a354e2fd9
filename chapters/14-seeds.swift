//: # 14 · Seeds
//: Previous: [13 · Paper](13-paper.md)
import Interactions //hide
import LinearAlgebra //hide
import Ranking //hide
import VariationalAutoencoder //hide
import Weave //hide
 //hide
func seeds(
    _ architecture: Architecture, annealing: AnnealingSchedule, users: UserSplit, validation: FoldIn, test: FoldIn,
    ratings: Ratings, settings: Settings, resources: Resources, comparing notebook: Notebook, on page: Page
) throws {
} //hide
