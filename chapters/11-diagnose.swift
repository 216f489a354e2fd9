//: # 11 · Diagnose
//: Previous: [10 · Evaluate](10-evaluate.md)
import Interactions //hide
import LinearAlgebra //hide
import Ranking //hide
import VariationalAutoencoder //hide
import Weave //hide
 //hide
func diagnose(
    _ training: Training, test: FoldIn, users: UserSplit, annealing: AnnealingSchedule, titles: [Int: String],
    settings: Settings, resources: Resources, comparing notebook: Notebook, on page: Page
) throws {
} //hide
//:
//: Next: [12 · Repair](12-repair.md)
