import reproduce
import Study
import Testing

@Suite("time left") struct TimeLeftTests {
    /// A whole run on MovieLens 1M with nothing kept: processor seconds at each epoch of chapter 9, and at percents of the
    /// other long chapters.
    private let recorded: [(chapter: Chapter, progress: [(done: Int, seconds: Double)])] = [
        (
            .train,
            [
                (1, 1.9), (2, 2.1), (3, 2.3), (4, 2.5), (5, 2.8), (6, 3.0), (7, 3.2), (8, 3.4), (9, 3.6), (10, 3.8),
                (11, 4.0), (12, 4.2), (13, 4.4), (14, 4.7), (15, 4.9), (16, 5.1), (17, 5.3), (18, 5.5), (19, 5.7),
                (20, 5.9), (21, 6.2), (22, 6.3), (23, 6.6), (24, 6.8), (25, 7.0), (26, 7.2), (27, 7.4), (28, 7.6),
                (29, 7.8), (30, 8.0),
            ]
        ),
        (
            .repair,
            [
                (0, 9.9), (1, 15.0), (2, 19.7), (3, 22.1), (7, 30.4), (10, 39.9), (13, 46.9), (16, 51.3), (20, 59.5),
                (23, 68.0), (26, 80.6), (29, 94.2), (32, 106.8), (35, 120.1), (38, 132.6), (41, 145.9), (44, 158.5),
                (47, 170.5), (50, 176.4), (53, 184.4), (56, 190.3), (59, 200.3), (62, 206.6), (65, 217.3), (69, 224.9),
                (72, 230.0), (75, 232.4), (78, 239.8), (81, 250.3), (84, 263.4), (87, 277.4), (90, 289.9), (93, 304.2),
                (96, 315.1), (99, 325.9), (100, 330.0),
            ]
        ),
        (
            .paper,
            [
                (0, 333.6), (1, 335.6), (2, 339.6), (3, 343.2), (6, 352.6), (9, 363.7), (12, 373.2), (15, 384.4),
                (18, 393.4), (21, 404.8), (24, 415.4), (27, 425.8), (30, 437.5), (33, 446.5), (36, 457.1), (39, 466.6),
                (42, 477.4), (45, 493.8), (63, 522.2), (66, 536.0), (69, 549.6), (72, 563.8), (75, 576.7), (78, 590.7),
                (81, 604.1), (84, 617.2), (87, 630.5), (90, 643.9), (93, 654.5), (96, 665.3), (99, 668.2), (100, 669.7),
            ]
        ),
        (
            .seeds,
            [
                (5, 671.8), (10, 671.8), (15, 671.9), (20, 671.9), (25, 671.9), (28, 678.7), (32, 683.5), (35, 688.6),
                (40, 693.9), (43, 699.2), (46, 702.2), (50, 704.4), (53, 709.9), (57, 713.7), (60, 714.1), (63, 720.3),
                (67, 723.4), (71, 728.4), (74, 734.5), (77, 736.9), (80, 738.4), (83, 743.8), (88, 749.4), (91, 753.8),
                (94, 759.8), (97, 766.3), (99, 769.5), (100, 769.7),
            ]
        ),
    ]
    /// The processor seconds of the whole run.
    private let end = 770.1

    private func share(_ done: Int, of chapter: Chapter) -> Double {
        // Patience is expected to end the training after 30 epochs.
        chapter == .train ? min(0.95, Double(done) / 30) : Double(done) / 100
    }

    @Test(
        "all that is told of a recorded run is within a factor of 1.5, however fast the machine",
        arguments: [0.05, 0.5, 10])
    func recordedRun(secondsPerSecond: Double) throws {
        var timeLeft = TimeLeft(Set(Chapter.allCases), Settings())
        var told = 0
        for (chapter, progress) in recorded {
            let last = try #require(progress.last).seconds
            for (done, seconds) in progress {
                guard
                    let left = timeLeft.after(
                        share(done, of: chapter), of: chapter, at: 1000 + secondsPerSecond * seconds)
                else { continue }
                told += 1
                func isClose(_ told: Double, to truth: Double) -> Bool {
                    // Of the last seconds nobody asks for a factor: those of a fiftieth of the run.
                    abs(told - truth) < end / 50 || (truth / 1.5...truth * 1.5).contains(told)
                }
                let (own, run) = (left.chapter / secondsPerSecond, left.run / secondsPerSecond)
                #expect(isClose(own, to: last - seconds), "\(chapter) \(done): \(own), then \(last - seconds)")
                #expect(isClose(run, to: end - seconds), "run, \(chapter) \(done): \(run), then \(end - seconds)")
            }
        }
        // All but the first epoch.
        #expect(told == recorded.reduce(0) { $0 + $1.progress.count } - 1)
    }

    @Test("the first chapter of a run tells by itself, once a second of it has passed")
    func firstChapter() throws {
        var timeLeft = TimeLeft([.repair], Settings())
        #expect(timeLeft.after(0.1, of: .repair, at: 5) == nil)
        // What comes within a second was kept, and says nothing of the pace.
        #expect(timeLeft.after(0.5, of: .repair, at: 5.5) == nil)
        let told = timeLeft.after(0.6, of: .repair, at: 15.5)
        let left = try #require(told)
        #expect(abs(left.chapter - 40) < 1e-9 && left.run == left.chapter)
    }

    @Test("a chapter whose results were all kept says nothing of the next one's pace")
    func kept() throws {
        var timeLeft = TimeLeft([.train, .repair, .seeds], Settings())
        for epoch in 1...30 { _ = timeLeft.after(share(epoch, of: .train), of: .train, at: Double(epoch)) }
        for run in 0...60 { _ = timeLeft.after(Double(run) / 60, of: .repair, at: 31 + Double(run) / 100) }
        let told = timeLeft.after(0, of: .seeds, at: 40)
        let left = try #require(told)
        // Twenty trainings of thirty epochs, a second each.
        #expect(abs(left.run - 600) < 60)
    }

    @Test("what is left follows the settings: epochs, patience and seeds")
    func settings() {
        var settings = Settings()
        func work() -> [Double] {
            [Chapter.train, .repair, .paper, .seeds, .diagnose].map { $0.trainedEpochs(settings) }
        }
        #expect(work() == [30, 1800, 1600, 600, 0])
        #expect(Chapter.seeds.trainedEpochs(settings, beside: [.repair, .seeds]) == 450)
        settings.patience = 100
        settings.paperEpochs = 10
        #expect(work() == [50, 3000, 80, 1000, 0])
        settings.seeds = Seeds(0...2)
        settings.epochs = 2
        #expect(work() == [2, 84, 80, 6, 0])
    }

    @Test(
        "times in words, to the nearest",
        arguments: [(0, "0 s"), (42.2, "43 s"), (119, "119 s"), (149, "2 min"), (151, "3 min"), (9001, "3 h")])
    func words(seconds: Double, text: String) { #expect(duration(seconds) == text) }
}
