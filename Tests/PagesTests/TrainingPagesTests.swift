import Pages
import Plotting
import Testing
import VariationalAutoencoder
import Weave

@Suite struct TrainingPagesTests {
    private let two = [[0.75, 0.5, 0.125], [0.25, 0.375, 0.0625]]

    @Test("the first six batches, beside Keras's where it ran with the same seed")
    func batches() throws {
        #expect(
            batchesTable([0.5, 0.125], beside: nil)
                == Table(columns: ["Batch", "Loss"], rows: [["1", "0.5000000"], ["2", "0.1250000"]]))
        #expect(
            batchesTable([0.5, 0.125], beside: try keras([], recall: (0, 0, 0)))
                == Table(
                    columns: ["Batch", "Loss", "Keras's"],
                    rows: [["1", "0.5000000", "0.5000000"], ["2", "0.1250000", "0.2500000"]]))
        #expect(batchesTable([1, 2, 3, 4, 5, 6, 7], beside: nil).rows.map { $0[0] } == ["1", "2", "3", "4", "5", "6"])
    }

    @Test("recall beside Keras's with the same seed and as printed, and the difference in hits of all users")
    func recalls() throws {
        var recalls = [Double](repeating: 0, count: 100)
        (recalls[19], recalls[49], recalls[99]) = (0.5, 0.25, 0.125)
        let table = recallsTable(recalls, beside: try keras([], recall: (0.375, 0.25, 0.25)), users: 8)
        // A hit of one user is 1 / 20, 1 / 50 and 1 / 100 of recall, and an eighth of that of their mean.
        #expect(
            table
                == Table(
                    columns: ["", "This run", "Keras, same seed", "Difference", "in hits", "Printed"],
                    rows: [
                        ["recall@20", "0.500000", "0.375000", "+0.125000", "+20.0", "0.357793"],
                        ["recall@50", "0.250000", "0.250000", "0.000000", "0.0", "0.341612"],
                        ["recall@100", "0.125000", "0.250000", "−0.125000", "−100.0", "0.375794"],
                    ]))
        #expect(recallsTable(recalls, beside: nil, users: 8).rows.isEmpty)
    }

    @Test(
        "epoch by epoch, with Keras's columns where it ran with the same seed, as long as it ran, and recall where watched"
    )
    func epochs() throws {
        #expect(
            try training(two).table(beside: nil)
                == Table(
                    columns: ["Epoch", "Loss", "Validation loss", "KL divergence, nats"],
                    rows: [["1", "0.750000", "0.500000", "0.125"], ["2", "0.250000", "0.375000", "0.062"]]))
        let shorter = try keras([[0.625, 0.25, 0.5]], recall: (0, 0, 0))
        #expect(
            try training(two, recalls: [0.25, 0.5]).table(beside: shorter)
                == Table(
                    columns: [
                        "Epoch", "Loss", "Keras's", "Validation loss", "Keras's", "Recall@20", "Keras's",
                        "KL divergence, nats",
                    ],
                    rows: [
                        ["1", "0.750000", "0.625000", "0.500000", "0.250000", "0.2500", "0.5000", "0.125"],
                        ["2", "0.250000", "", "0.375000", "", "0.5000", "", "0.062"],
                    ]))
    }

    @Test("the largest differences from Keras, and the epochs before recall differs by half a hit")
    func agreement() throws {
        let own = try training(two + [[0, 0, 0]], recalls: [0.25, 0.5, 0.5])
        let theirs = try keras([[0.5, 0.5, 0.25], [0.25, 0.875, 0.515625]], recall: (0, 0, 0))
        let agreement = KerasAgreement(own, theirs)
        #expect(agreement.differences == [[0.25, 0, 0], [0, -0.5, -0.015625]])
        #expect(agreement.largestLoss == 0.5 && agreement.largestRecall == 0.015625)
        // A hit among the first twenty is 0.05 for one user, and 0.005 of the mean over ten.
        #expect(agreement.epochsToTheLastHit(users: 1) == 2 && agreement.epochsToTheLastHit(users: 10) == 1)
    }

    @Test("the parameters by name, with their shapes as the notebook's layers have them")
    func parameters() throws {
        #expect(
            try training([]).model.parameterTable
                == Table(
                    columns: ["Name", "Shape", "Notebook's layer"],
                    rows: [
                        ["`encoder.hidden.kernel`", "(5, 3)", "`dense_1`"],
                        ["`encoder.hidden.bias`", "(3)", "`dense_1`"],
                        ["`encoder.z_mean.kernel`", "(3, 2)", "`z_mean`"],
                        ["`encoder.z_mean.bias`", "(2)", "`z_mean`"],
                        ["`encoder.z_log_var.kernel`", "(3, 2)", "`z_log_var`"],
                        ["`encoder.z_log_var.bias`", "(2)", "`z_log_var`"],
                        ["`decoder.hidden.kernel`", "(2, 3)", "`dense_2`"],
                        ["`decoder.hidden.bias`", "(3)", "`dense_2`"],
                        ["`decoder.output.kernel`", "(3, 5)", "`dense_3`"],
                        ["`decoder.output.bias`", "(5)", "`dense_3`"],
                    ]))
    }

    @Test("losses by epoch, and from the fourth on once more where there are more than four")
    func losses() throws {
        let figure = lossFigure(try training(two), beside: try keras([[0.5, 0.625, 0]], recall: (0, 0, 0)))
        #expect(
            rows(figure) == [
                "Loss,training,1,0.75,,", "Loss,training,2,0.25,,", "Loss,validation,1,0.5,,",
                "Loss,validation,2,0.375,,", "Loss,Keras,1,0.5,,", "Loss,,1,0.625,,",
            ])
        let longer = lossFigure(try training((1...5).map { [Double($0), 0.5, 0] }), beside: nil)
        #expect(
            rows(longer).filter { $0.hasPrefix("After") } == [
                "After the third epoch,training,4,4,,", "After the third epoch,training,5,5,,",
                "After the third epoch,validation,4,0.5,,", "After the third epoch,validation,5,0.5,,",
            ])
        let charts = try #require(longer as? Panels).figures.map { try #require($0 as? LineChart) }
        #expect(charts.map(\.title) == ["Loss", "After the third epoch"])
        #expect(charts.allSatisfy { $0.x.name == "epoch" && $0.y.name == "loss, nats per movie + β · nats" })
    }

    @Test("recall by epoch and by k, beside what Keras gave and what was published")
    func recallCurves() throws {
        let own = try training(two, recalls: [0.25, 0.5])
        #expect(rows(recallByEpochFigure(own, beside: nil)) == [",,1,0.25,,", ",,2,0.5,,"])
        let beside = recallByEpochFigure(own, beside: try keras([[0, 0, 0.125]], recall: (0, 0, 0)))
        #expect(rows(beside) == [",this run,1,0.25,,", ",this run,2,0.5,,", ",Keras,1,0.125,,"])
        let byEpoch = try #require(beside as? LineChart)
        #expect(byEpoch.title == "Recall@20 on the validation users")
        #expect(byEpoch.x.name == "epoch" && byEpoch.y.name == "recall@20")

        #expect(rows(recallFigure([0.5], published: [])) == [",this run,1,0.5,,"])
        let published = recallFigure([0.5, 0.25], published: [(2, 0.125)])
        #expect(rows(published) == [",this run,1,0.5,,", ",this run,2,0.25,,", ",published,2,0.125,,"])
        let byDepth = try #require(published as? LineChart)
        #expect(byDepth.title == "Recall@k on the test users" && byDepth.x.name == "k" && byDepth.y.name == "recall@k")
        #expect(byDepth.marks.flatMap { $0.points.map(\.label) } == ["0.1250"])
    }
}
