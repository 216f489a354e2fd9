import Testing
import VariationalAutoencoder

@Suite struct AnnealingScheduleTests {
    private let ran = AnnealingSchedule(cap: 0.2, steps: 5000, counting: .batchesOfTheEpoch)
    private let meant = AnnealingSchedule(cap: 0.2, steps: 5000, counting: .updatesOfTheRun)

    /// Notebook cell 236: β is a variable that starts at 1 and is set after each batch.
    @Test("the schedule that ran restarts every epoch")
    func restarting() {
        #expect(ran.beta(epoch: 0, batch: 0, batches: 38) == 1)
        #expect(ran.beta(epoch: 0, batch: 1, batches: 38) == 0)
        #expect(ran.beta(epoch: 0, batch: 37, batches: 38) == 36.0 / 5000)
        #expect(ran.beta(epoch: 1, batch: 0, batches: 38) == 37.0 / 5000)
        #expect(ran.beta(epoch: 1, batch: 1, batches: 38) == 0)
        #expect(ran.beta(epoch: 39, batch: 38, batches: 38) == 37.0 / 5000)
    }

    @Test("the schedule that was meant rises to its cap over the run")
    func rising() {
        #expect(meant.beta(epoch: 0, batch: 0, batches: 38) == 0)
        #expect(meant.beta(epoch: 1, batch: 0, batches: 38) == 38.0 / 5000)
        #expect(meant.beta(epoch: 26, batch: 12, batches: 38) == 0.2)
        #expect(meant.beta(epoch: 39, batch: 37, batches: 38) == 0.2)
    }

    @Test("a first β of its own changes the first update of a run and no other")
    func first() {
        for schedule in [ran, meant] {
            var changed = schedule
            changed.first = 0.5
            #expect(changed.beta(epoch: 0, batch: 0, batches: 38) == 0.5)
            for (epoch, batch) in [(0, 1), (0, 38), (1, 0), (1, 1), (26, 12)] {
                #expect(
                    changed.beta(epoch: epoch, batch: batch, batches: 38)
                        == schedule.beta(epoch: epoch, batch: batch, batches: 38))
            }
        }
    }

    @Test("without steps the cap holds from the first update on")
    func constant() {
        let flat = AnnealingSchedule(cap: 0.5, steps: 0, counting: .updatesOfTheRun)
        #expect(flat.beta(epoch: 0, batch: 0, batches: 38) == 0.5)
    }
}
