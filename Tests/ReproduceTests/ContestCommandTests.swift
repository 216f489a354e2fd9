import Foundation
import TestSupport
import Testing

/// `contest`, whole and in shares, on ratings of 120 users.
@Suite(.tags(.slow)) struct ContestCommandTests {
    private static let arguments = [
        "contest", "--data", "mine.csv", "--validation-users", "20", "--test-users", "20", "--tries", "2",
        "--contest-seeds", "2", "--paper-epochs", "4", "--epochs", "2", "--hidden", "8", "--latent", "2", "--quiet",
    ]

    private func workplace() throws -> Workplace {
        let workplace = try Workplace()
        try workplace.writeRatings(to: "mine.csv")
        return workplace
    }

    @Test("shares, one of them killed, in two passes give the file of one run")
    func shares() throws {
        let alone = try workplace()
        let run = try alone.run(Self.arguments + ["--output", "there"])
        #expect(run == (0, "", ""))
        let shared = try workplace()
        let first = try shared.start(Self.arguments + ["--share", "1/2", "--threads", "1"])
        usleep(300_000)
        first.signal(SIGKILL)
        _ = try first.finish()
        for pass in 1...2 {
            for share in ["1/2", "2/2"] {
                let run = try shared.run(Self.arguments.filter { $0 != "--quiet" } + ["--share", share])
                #expect(run.code == 0)
                let isWhole = pass == 2 || share == "2/2"
                #expect(
                    run.errors.contains(isWhole ? "run the contest without --share" : "run them once more"),
                    "\(run.errors)")
            }
        }
        #expect(try shared.run(Self.arguments + ["--output", "there"]).code == 0)
        #expect(try shared.tree("there") == alone.tree("there"))
        #expect(try alone.tree("there").keys.sorted() == ["contest.json"])
    }

    @Test("the tracked recording is that of the notebook's ratings and settings alone")
    func refused() throws {
        let workplace = try workplace()
        let changed = try workplace.run(["contest", "--tries", "3"])
        #expect(changed.code == 64 && changed.errors.contains("name a folder for this contest with --output"))
        let other = try workplace.run(["contest", "--offline", "--quiet"])
        #expect(other.code == 1)
        #expect(
            other.errors.hasPrefix(
                "reproduce: contest: expected MovieLens 1M, which recordings/contest.json is made from, found "))
        for (arguments, message) in [
            (["--tries", "0"], "--tries 0: expected 1 to 10,000"),
            (["--share", "1/2", "--output", "x"], "--share writes no file; leave out --output"),
            (["--share", "3/2"], "expected a share such as 3/16"),
        ] {
            let run = try workplace.run(["contest"] + arguments)
            #expect(run.code == 64 && run.errors.contains(message), "\(run.errors)")
        }
    }
}
