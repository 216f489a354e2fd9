// One of the targets of fuzz.sh.
import Contest
import Foundation
@testable import Judging
import LinearAlgebra
import Ranking

/// Three test users of four movies, uids 5 to 7; the last has no held-out click.
private let users = TestUsers(
    from: 5,
    Evaluation(
        shown: BinaryMatrix(columns: 4, rows: [[3], [0], [1]]),
        heldOut: BinaryMatrix(columns: 4, rows: [[0, 2], [3], []])))

/// Reads arbitrary bytes as scores or lists of somebody's model.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let file = JudgedFile(Data(bytes: start, count: count), path: "fuzz")
    do {
        let content = try file.content(for: users, threads: Threads(1))
        for ndcg in UserMetrics(content.recommendations, users.evaluation).ndcg {
            precondition(ndcg.map { 0...1 ~= $0 } ?? true, "NDCG lies in 0…1")
        }
        if let equal = content.equalScores {
            precondition(0 < equal.share && equal.share <= 1, "a share lies in 0…1")
            // Rounded sums of one list differ in their order.
            for ndcg in equal.inAnyOrder.ndcg {
                precondition(ndcg.map { 0...1 + 1e-9 ~= $0 } ?? true, "mean NDCG lies in 0…1")
            }
        }
        for count in content.shortLists?.byMetric.values.map({ $0 }) ?? [] {
            precondition(1...count.users ~= count.short, "some users' lists are short")
        }
        precondition(content.remarks.allSatisfy { !$0.contains("\n") }, "a remark has one line")
    } catch let error as JudgingError {
        precondition(!error.description.contains("\n"), "an error has one line")
    } catch {
        preconditionFailure("\(error)")
    }
    return 0
}
