import Study

/// How long a run still takes, by its work so far: every long chapter's pace tells of the next ones.
package struct TimeLeft {
    private let settings: Settings
    private let chapters: Set<Chapter>
    private var last: (chapter: Chapter, share: Double, time: Double)?
    private var began = 0.0
    /// The work that was seen done and the seconds that it took, before this chapter and in it.
    private var earlier = Pace()
    private var current = Pace()

    /// Work that took so long.
    private struct Pace {
        var work = 0.0
        var seconds = 0.0

        static func + (first: Pace, second: Pace) -> Pace {
            Pace(work: first.work + second.work, seconds: first.seconds + second.seconds)
        }

        /// The same pace for other work; none where no work was seen.
        func scaled(to other: Double) -> Pace {
            work > 0 ? Pace(work: other, seconds: seconds * other / work) : Pace()
        }
    }

    /// Begins with nothing seen of the chapters asked for.
    package init(_ chapters: Set<Chapter>, _ settings: Settings) {
        self.chapters = chapters
        self.settings = settings
    }

    /// The seconds that are left of a chapter and of the run, once a share of it is done; nil where nothing tells yet.
    ///
    /// - Parameter time: Seconds since any moment.
    package mutating func after(
        _ share: Double, of chapter: Chapter, at time: Double
    ) -> (chapter: Double, run: Double)? {
        let own = chapter.trainedEpochs(settings)
        if let last, last.chapter == chapter {
            // What comes at once is found in the cache.
            if chapter == .train || time > began + 1 {
                current.work += own * (share - last.share)
                current.seconds += time - last.time
            }
        } else {
            (earlier, current, began) = (earlier + current, Pace(), time)
        }
        last = (chapter, share, time)
        // A tenth of the chapter outweighs what was seen before it.
        let here = current + earlier.scaled(to: own / 10)
        guard here.work > 0 else { return nil }
        let left = own * (1 - share) * here.seconds / here.work
        let later = chapters.filter { $0 > chapter }.reduce(0) { $0 + $1.trainedEpochs(settings, beside: chapters) }
        return (left, left + (current + earlier).scaled(to: later).seconds)
    }
}
