import Foundation
import TestSupport
import Testing

/// Runs that are killed, stopped, or have nowhere to write, and what the next run makes of what they left.
@Suite(.serialized, .tags(.slow)) struct InterruptionTests {
    /// A training of 16 epochs that takes a fraction of a second, and four more of chapter 14.
    private static let arguments = [
        "9", "14", "--data", "ratings.dat", "--hidden", "48", "--latent", "4", "--batch-size", "32", "--epochs", "16",
        "--patience", "16", "--seeds", "0-3", "--threads", "2", "--output", "there",
    ]

    /// A folder with ratings of 1500 users, no two of them alike.
    private static func workplace() throws -> Workplace {
        let workplace = try Workplace()
        var state: UInt64 = 1
        /// A pinned random number below a bound.
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        var lines = ""
        for user in 1...1500 {
            // The product of two makes small numbers frequent: some movies are popular.
            let movies = Set((0..<30).map { _ in next(20) * next(20) })
            for movie in movies.sorted() { lines += "\(user)::\(movie + 1)::5::1\n" }
        }
        try workplace.write(lines, to: "ratings.dat")
        return workplace
    }

    /// What a run that nobody interrupts writes: pages, figures, results, weights and history.
    private static let whole: Result<[String: Data], any Error> = Result {
        let workplace = try Self.workplace()
        let run = try workplace.run(arguments)
        #expect(run.code == 0, "\(run.errors)")
        return try workplace.tree("there")
    }

    /// Runs to the end and compares with a run that nobody interrupted; returns the epochs of chapter 9 that it ran.
    private func complete(_ workplace: Workplace) throws -> [Int] {
        let run = try workplace.run(Self.arguments)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try workplace.tree("there") == Self.whole.get())
        let left = try workplace.tree("out").keys.filter { $0.hasSuffix(".tmp") || $0.hasSuffix(".checkpoint") }
        #expect(left.isEmpty)
        return run.errors.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^09-train  epoch (\d+)\//).flatMap { Int($0.1) }
        }
    }

    /// The kept files whose names end like this.
    private func kept(_ workplace: Workplace, _ ending: String) throws -> [String] {
        try workplace.tree("out/kept").keys.filter { $0.hasSuffix(ending) }.sorted().map { "out/kept/\($0)" }
    }

    @Test("the run that others are compared with trains, and writes weights and history")
    func reference() throws {
        let whole = try Self.whole.get()
        #expect(whole["weights.safetensors"] != nil && whole["chapters/14-seeds.md"] != nil)
        #expect(String(decoding: whole["history.csv"] ?? Data(), as: UTF8.self).split(separator: "\n").count == 17)
    }

    @Test("a run killed after some epochs goes on from the last, and ends with the same bytes", arguments: [1, 6, 15])
    func killed(_ epoch: Int) throws {
        let workplace = try Self.workplace()
        let first = try workplace.start(Self.arguments)
        first.wait(for: "epoch \(epoch)/16")
        first.signal(SIGKILL)
        #expect(try first.finish().code == -SIGKILL)
        #expect(!FileManager.default.fileExists(atPath: workplace.path("there")))
        let epochs = try complete(workplace)
        // By the time of the kill it may have been further, but not before.
        #expect((epochs.first ?? 17) > epoch)
        #expect(epochs == Array((epochs.first ?? 17)..<17))
    }

    @Test("a run killed again and again at random moments ends with the same bytes")
    func killedAtRandom() throws {
        let workplace = try Self.workplace()
        var random = SplitMix(state: 14)
        var kills = 0
        for _ in 0..<12 {
            let run = try workplace.start(Self.arguments)
            usleep(UInt32(60_000 + Int(random.next() % UInt64(400_000 - 60_000))))
            run.signal(SIGKILL)
            if try run.finish().code == -SIGKILL { kills += 1 }
        }
        #expect(kills > 0)
        _ = try complete(workplace)
    }

    @Test("Ctrl-C stops after the epoch, with 130 and a line that says how to go on")
    func interrupted() throws {
        let workplace = try Self.workplace()
        let first = try workplace.start(Self.arguments)
        first.wait(for: "epoch 3/16")
        first.signal(SIGINT)
        let run = try first.finish()
        #expect(run.code == 130)
        #expect(run.errors.contains("\nStopping after this epoch; press Ctrl-C again to stop at once.\n"))
        let line = run.errors.split(separator: "\n").last ?? ""
        let told = try #require(
            line.firstMatch(
                of:
                    /^reproduce: interrupted after epoch (\d+), which is kept; run the same command again to go on from there$/
            ),
            "\(line)")
        let last = try #require(Int(told.1))
        #expect(!FileManager.default.fileExists(atPath: workplace.path("there")))
        #expect(try complete(workplace) == Array(last + 1..<17))
    }

    @Test("Ctrl-C stops trainings side by side, and none begins after it")
    func interruptedSideBySide() throws {
        let workplace = try Self.workplace()
        let first = try workplace.start(Self.arguments)
        first.wait(for: "%")
        first.signal(SIGINT)
        let run = try first.finish()
        #expect(run.code == 130)
        #expect(
            run.errors.hasSuffix(", which is kept; run the same command again to go on from there\n"), "\(run.errors)")
        #expect(try kept(workplace, ".checkpoint").count <= 2)
        #expect(try complete(workplace) == [])
    }

    @Test("a checkpoint that is damaged or another's is ignored", arguments: Damage.allCases)
    func damagedCheckpoint(_ damage: Damage) throws {
        let workplace = try Self.workplace()
        let first = try workplace.start(Self.arguments)
        first.wait(for: "epoch 5/16")
        first.signal(SIGKILL)
        _ = try first.finish()
        let checkpoints = try kept(workplace, ".checkpoint")
        // The kill may have come between the writing of one and the removal of the one before.
        #expect((1...2).contains(checkpoints.count))
        for file in checkpoints { try damage.strike(file, of: workplace, otherwise: Self.arguments) }
        #expect(try complete(workplace) == Array(1..<17))
    }

    @Test("of two checkpoints the newer one counts, and the older one where that is damaged", arguments: [false, true])
    func twoCheckpoints(damaged: Bool) throws {
        let workplace = try Self.workplace()
        /// Runs until after an epoch and returns the newest checkpoint.
        func checkpoint(after epoch: Int) throws -> (name: String, bytes: Data) {
            let run = try workplace.start(Self.arguments)
            run.wait(for: "epoch \(epoch)/16")
            run.signal(SIGKILL)
            _ = try run.finish()
            func written(_ name: String) throws -> Date {
                let attributes = try FileManager.default.attributesOfItem(atPath: workplace.path(name))
                return try #require(attributes[.modificationDate] as? Date)
            }
            let name = try #require(try kept(workplace, ".checkpoint").max { try written($0) < written($1) })
            return (name, try Data(contentsOf: URL(fileURLWithPath: workplace.path(name))))
        }
        let older = try checkpoint(after: 3)
        var newer = older
        // Even and odd epochs have a file each.
        for epoch in 6...14 where newer.name == older.name { newer = try checkpoint(after: epoch) }
        #expect(newer.name != older.name)
        if damaged { try newer.bytes.prefix(1000).write(to: URL(fileURLWithPath: workplace.path(newer.name))) }
        try older.bytes.write(to: URL(fileURLWithPath: workplace.path(older.name)))
        let first = try complete(workplace).first ?? 17
        #expect(first > (damaged ? 3 : 6))
    }

    @Test("kept results that are damaged or another's are ignored and replaced")
    func damagedResults() throws {
        let workplace = try Self.workplace()
        #expect(try workplace.run(Self.arguments).code == 0)
        let before = try workplace.tree("out/kept")
        let files = try kept(workplace, ".safetensors") + kept(workplace, ".json")
        // Chapter 9's training, and chapter 14's of four seeds with two masks and with one.
        #expect(files.count == 9)
        for (file, damage) in zip(files, [.oneBitTurned] + Damage.allCases) {
            try damage.strike(file, of: workplace, otherwise: Self.arguments)
        }
        #expect(try complete(workplace) == Array(1..<17))
        #expect(try workplace.tree("out/kept") == before)
        // And whatever is whole is found again.
        #expect(try complete(workplace) == [])
    }

    @Test("a full disk is told in a line, leaves nothing half-written, and costs no epoch that was kept")
    func fullDisk() throws {
        let workplace = try Self.workplace()
        let first = try workplace.start(Self.arguments)
        first.wait(for: "epoch 5/16")
        first.signal(SIGKILL)
        _ = try first.finish()
        let before = try workplace.tree("out")
        #expect(before.count >= 1)
        // A limit on the size of files stands for a disk to fill: the system refuses what is beyond either.
        let run = try workplace.start(Self.arguments, shell: "trap '' XFSZ; ulimit -f 8").finish()
        #expect(run.code == 1)
        let line = run.errors.split(separator: "\n").last ?? ""
        #expect(
            line.contains(
                /^reproduce: .*\.checkpoint: could not be written: File too large; free the way or choose another folder/
            ),
            "\(line)")
        #expect(
            try workplace.tree("out").filter { !$0.key.hasSuffix(".tmp") }
                == before.filter { !$0.key.hasSuffix(".tmp") })
        #expect(try complete(workplace).first ?? 0 > 5)
    }

    @Test("a file that may grow no further is told in a line")
    func limitedFile() throws {
        let workplace = try Self.workplace()
        let run = try workplace.start(Self.arguments, shell: "ulimit -f 8").finish()
        #expect(run.code == 1)
        #expect(
            run.errors.hasSuffix(
                ": could not be written: File too large; free the way or choose another folder, and run again"
                    + " (--output for pages, --kept for results)\n"), "\(run.errors)")
    }

    @Test("results are kept in the folder named, and found there", arguments: [true, false])
    func keptElsewhere(_ isOption: Bool) throws {
        let workplace = try Self.workplace()
        let (option, environment) = isOption ? (["--kept", "there kept"], [:]) : ([], ["VAE_KEPT": "there kept"])
        #expect(try workplace.run(Self.arguments + option, environment: environment).code == 0)
        let kept = try workplace.tree("there kept")
        #expect(!kept.isEmpty && !FileManager.default.fileExists(atPath: workplace.path("out")))
        let again = try workplace.run(Self.arguments + option, environment: environment)
        #expect(again.code == 0 && !again.errors.contains("epoch"))
        #expect(try workplace.tree("there kept") == kept)
    }

    @Test("pages on a disk that is full", .enabled(if: Disk.canBeMade, "needs a user who may mount a file system"))
    func fullDiskForPages() throws {
        let workplace = try Self.workplace()
        let disk = try Disk(at: workplace.path("there"), kibibytes: 96)
        defer { withExtendedLifetime(disk) {} }
        let run = try workplace.run(Self.arguments)
        #expect(run.code == 1)
        #expect(run.errors.contains(": could not be written: No space left on device; "), "\(run.errors)")
        // What is there is whole.
        let whole = try Self.whole.get()
        for (path, bytes) in try workplace.tree("there") {
            let text = String(decoding: bytes, as: UTF8.self)
            switch path {
            case "chapters/README.md": #expect(text.contains("\nData: ") && text.hasSuffix(".\n"))
            case "chapters/results.json": #expect(try JSONSerialization.jsonObject(with: bytes) is [Any])
            default: #expect(bytes == whole[path] || text.contains("has not been run"), "\(path)")
            }
        }
        disk.remove()
        #expect(try complete(workplace) == [])
    }

    @Test("a place for results that is none")
    func noFolder() throws {
        let workplace = try Self.workplace()
        try workplace.write("in the way", to: "out/kept")
        let run = try workplace.run(Self.arguments)
        #expect(run.code == 1)
        let line = run.errors.split(separator: "\n").last ?? ""
        #expect(
            line.hasPrefix("reproduce: ") && line.contains("out/kept: could not be written: Not a directory; "),
            "\(line)")
        #expect(try workplace.tree("out") == ["kept": Data("in the way".utf8)])
    }

    @Test("shares at once, some killed, leave what the chapter finds, and it writes the page of a run alone")
    func shares() throws {
        let workplace = try Self.workplace()
        // Chapter 9 is no part of a share, nor is a place for pages.
        let arguments = ["14"] + Self.arguments.dropFirst(2).dropLast(4)
        func start(_ share: String) throws -> Workplace.Started {
            try workplace.start(arguments + ["--threads", "1", "--share", share])
        }
        let (first, second) = (try start("1/3"), try start("2/3"))
        first.wait(for: "%")
        for one in [first, second] {
            one.signal(SIGKILL)
            _ = try one.finish()
        }
        // The first share twice at once: neither harms the other.
        let shares = ["1/3", "2/3", "3/3", "1/3"]
        var started: [Workplace.Started] = []
        for share in shares { started.append(try start(share)) }
        for (share, one) in zip(shares, started) {
            let run = try one.finish()
            #expect(run.code == 0 && run.output.isEmpty)
            let said = """
                Share \(share): \(share == "1/3" ? 2 : 1) of 4 seeds are kept in out/kept.
                When all 3 shares are there, on this machine or copied here, this writes the page:
                ./reproduce.sh 14 --data ratings.dat --hidden 48 --latent 4 --epochs 16 --batch-size 32 --patience 16 \
                --seeds 0-3

                """
            #expect(run.errors.hasSuffix(said), "\(run.errors)")
        }
        let kept = try workplace.tree("out/kept")
        let results = try self.kept(workplace, ".json")
        #expect(results.count == 4)
        #expect(kept.count == 4)
        #expect(try workplace.tree("out").count == 4)
        #expect(try workplace.run(arguments + ["--output", "there"]).code == 0)
        // What the shares left is found; the chapter adds its trainings with one mask, and chapter 9's.
        let after = try workplace.tree("out/kept")
        #expect(kept.allSatisfy { after[$0.key] == $0.value } && after.count == kept.count + 5)
        let page = "chapters/14-seeds.md"
        #expect(try workplace.tree("there")[page] == Self.whole.get()[page])
    }
}

/// What can befall a kept file.
enum Damage: CaseIterable {
    case cutOff, oneBitTurned, emptied, anothers

    /// Does it to a file of a workplace.
    ///
    /// - Parameter arguments: Those of the run that kept it; another run's file is made with another learning rate.
    func strike(_ name: String, of workplace: Workplace, otherwise arguments: [String]) throws {
        let file = URL(fileURLWithPath: workplace.path(name))
        var bytes = try Data(contentsOf: file)
        switch self {
        case .cutOff: bytes.removeLast(bytes.count / 3)
        case .emptied: bytes = Data()
        case .oneBitTurned: bytes[bytes.count * 2 / 3] ^= 1
        case .anothers:
            let before = try Set(workplace.tree("out/kept").keys)
            let other = try workplace.start(
                arguments.map { $0 == "there" ? "elsewhere" : $0 } + ["--learning-rate", "0.01"])
            if name.hasSuffix(".checkpoint") {
                other.wait(for: "epoch 5/16")
                other.signal(SIGKILL)
            }
            _ = try other.finish()
            let ending = file.pathExtension
            let new = try workplace.tree("out/kept").filter { !before.contains($0.key) && !$0.key.hasSuffix(".tmp") }
            bytes = try #require(new.first { $0.key.hasSuffix(ending) }).value
            for name in new.keys { try FileManager.default.removeItem(atPath: workplace.path("out/kept/\(name)")) }
        }
        try bytes.write(to: file)
    }
}

/// A small disk of its own below a folder.
final class Disk {
    private let folder: String

    init(at folder: String, kibibytes: Int) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        #expect(Disk.run(["mount", "-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", folder]) == 0)
    }

    deinit { remove() }

    func remove() { _ = Disk.run(["umount", folder]) }

    /// Whether this user may make one.
    static let canBeMade: Bool = {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("disk-\(UUID().uuidString)").path
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        guard run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]) == 0 else { return false }
        return run(["umount", folder]) == 0
    }()

    /// The command's wait status; zero means success. Foundation's `Process` can miss the exit of so short a command.
    private static func run(_ command: [String]) -> Int32 {
        var arguments = command.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var quiet = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&quiet)
        defer { posix_spawn_file_actions_destroy(&quiet) }
        posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var child = pid_t()
        guard posix_spawnp(&child, command[0], &quiet, nil, &arguments, nil) == 0 else { return -1 }
        var status: Int32 = -1
        while waitpid(child, &status, 0) == -1, errno == EINTR {}
        return status
    }
}
