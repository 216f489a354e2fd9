//: # 13 · Paper
//: Previous: [12 · Repair](12-repair.md)
import Interactions //hide
import LinearAlgebra //hide
import Ranking //hide
import VariationalAutoencoder //hide
import Weave //hide
 //hide
func paper(
    _ users: UserSplit, ratings: Ratings, settings: Settings, resources: Resources, comparing notebook: Notebook,
    on page: Page
) throws {
} //hide
//:
//: Next: [14 · Seeds](14-seeds.md)
