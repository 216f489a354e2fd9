// One of the targets of fuzz.sh.
@testable import Comparisons
@testable import Contest
import Foundation
import Ranking
@testable import Study
import Weave

/// Reads arbitrary bytes as a file that the kit wrote or records; the first byte says which.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let json = Data(bytes: start + 1, count: count - 1)
    switch start[0] {
    case UInt8(ascii: "s"): readScorecard(json)
    case UInt8(ascii: "c"): readContest(json)
    case UInt8(ascii: "k"): readKerasRuns(json)
    case UInt8(ascii: "o"): _ = try? JSONDecoder().decode(Outcome.self, from: json).bestEpoch
    case UInt8(ascii: "t"): _ = try? JSONDecoder().decode(TrainedRun.self, from: json).epochs
    default: break
    }
    return 0
}

private func readScorecard(_ json: Data) {
    do throws(ScorecardError) {
        let scorecard = try Scorecard(json: json, file: "fuzz")
        let again = (try? scorecard.json()).flatMap { try? Scorecard(json: $0, file: "fuzz") }
        precondition(again == scorecard, "what was read can be written and read again")
        _ = (scorecard.failures, scorecard.comparisons(), scorecard.measurements())
    } catch {
        precondition(!error.description.contains("\n"), "an error has one line")
    }
}

private func readContest(_ json: Data) {
    do throws(RecordingError) {
        let recording = try ContestRecording(json: json, file: "fuzz")
        let again = (try? recording.json()).flatMap { try? ContestRecording(json: Data($0), file: "fuzz") }
        precondition(again == recording, "what was read can be written and read again")
        let rows = recording.rows
        _ = RowComparison.all(rows, against: .multVAE)
        _ = rows.map { (Metric.all.map($0.average), $0.deviationOfSeeds, $0.refit(waiting: 50).title) }
    } catch {
        precondition(!error.description.contains("\n"), "an error has one line")
    }
}

private func readKerasRuns(_ json: Data) {
    for run in KerasRuns.runs(json) ?? [] {
        _ = (run.losses, run.validationLosses, run.validationRecalls, run.recall(at: 20))
    }
}
