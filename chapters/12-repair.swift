//: # 12 · Repair
//: Previous: [11 · Diagnose](11-diagnose.md)
import Interactions //hide
import LinearAlgebra //hide
import Ranking //hide
import VariationalAutoencoder //hide
import Weave //hide
 //hide
func repair(
    _ architecture: Architecture, annealing: AnnealingSchedule, users: UserSplit, validation: FoldIn, test: FoldIn,
    ratings: Ratings, settings: Settings, resources: Resources, comparing notebook: Notebook, on page: Page
) throws {
} //hide
//:
//: Next: [13 · Paper](13-paper.md)
