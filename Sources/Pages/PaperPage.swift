import Contest
import Formatting
import Foundation
import Interactions
import Plotting
import Random
import Ranking
import Recommenders
import Statistics
import Study
import Training
import VariationalAutoencoder
import Weave

extension FoldIn {
    /// The number of clicks shown and of those held out, in words.
    package var shares: String { "\(decimal(input.count)) clicks shown, \(decimal(heldOut.count)) held out" }
}

extension SearchSpace {
    /// The ranges of the settings, in words.
    package var text: String {
        dimensions.map { name, values in
            switch values {
            case .choice([0, 1]): "with or without \(name)"
            case .choice(let values): "\(name) one of \(values.map { decimal($0) }.joined(separator: ", "))"
            case .uniform(let range): "\(name) \(decimal(range.lowerBound)) to \(decimal(range.upperBound))"
            case .logarithmic(let range):
                "\(name) \(decimal(range.lowerBound)) to \(decimal(range.upperBound)), logarithmic"
            }
        }.joined(separator: "; ")
    }
}

/// Where the settings of each tuned model were searched, and the setting chosen.
package func searchTable(_ contest: Contest, _ plan: ContestPlan, _ depths: Depths) -> Table {
    Table(
        columns: ["Model", "Searched", "Tries", "Chosen", "Validation \(depths.ndcgName)"],
        rows: contest.tries.map { model, tries in
            let chosen = contest[model]
            return [
                model.name, plan.space(of: model)?.text ?? "", "\(tries.count)",
                chosen?.settings.label ?? "–", chosen.map { decimal($0.runs[0].validation, places: 4) } ?? "–",
            ]
        })
}

/// What tuning is worth: the expected best validation NDCG@100 after so many tries, model by model; empty where no model
/// had several.
package func tuningTable(_ contest: Contest) -> Table {
    let budgets = [1, 2, 5, 10, 20].filter { $0 <= contest.mostTries }
    let tried = contest.mostTries > 1 ? contest.tries : []
    return Table(
        columns: ["Model"] + budgets.map { counted($0, "try", "tries") },
        rows: tried.map { model, tries in
            [model.name]
                + budgets.map { budget in
                    expectedBest(of: tries.map(\.validation), tries: budget).map { decimal($0, places: 4) } ?? "–"
                }
        })
}

/// The same for every number of tries, as lines.
package func tuningFigure(_ contest: Contest, _ depths: Depths) -> some Figure {
    LineChart(
        title: "What tuning is worth", x: Axis("tries"), y: Axis("expected best validation \(depths.ndcgName)"),
        series: contest.tries.map { model, tries in
            .init(
                model.name,
                y: (1...max(1, contest.mostTries)).map { expectedBest(of: tries.map(\.validation), tries: $0) ?? .nan },
                line: tries.first?.candidate.settings.isTrained == true ? .dashed : .solid)
        }
    ).with { $0.size = Size(720, 460) }
}

/// The paper's table 2, with what a row's difference from Mult-VAE's amounts to.
package func resultsTable(_ rows: [ContestRow], _ comparisons: [RowComparison], _ depths: Depths) -> Table {
    Table(
        columns: ["Model"] + depths.paper.map(depths.name) + ["Seeds", "SD of seeds", "Above Mult-VAE", "Verdict"],
        rows: rows.map { row in
            let comparison = comparisons.first { $0.model == row.model }
            let metrics = depths.paper.map { row.average($0).withError }
            let seeds = row.settings.randomSeed == nil ? "none" : "\(row.runs.count)"
            let deviation = row.deviationOfSeeds.map { decimal($0, places: 4) } ?? ""
            let above = comparison.map { $0.difference.withInterval } ?? ""
            return [row.model.name] + metrics + [seeds, deviation, above, comparison?.verdict.rawValue ?? ""]
        })
}

/// Which other rows are equivalent to a row, or not told apart from it, by each of the paper's metrics.
package func undecidedTable(_ rows: [ContestRow], _ comparisons: RowComparisons, _ depths: Depths) -> Table {
    Table(
        columns: ["Model"] + depths.paper.map(depths.name),
        rows: rows.map { row in
            [row.model.name]
                + depths.paper.map { metric in
                    let others = comparisons.against(row.model, by: metric)
                    return [RowComparison.Verdict.equivalent, .undecided].compactMap { verdict in
                        let models = others.models(verdict)
                        return models.isEmpty ? nil : "\(verdict.rawValue): \(models.list)"
                    }.joined(separator: "; ")
                }
        })
}

/// What the scorecard has of the models: NDCG@100, and all of the paper's metrics for its own models.
package func contestMeasurements(_ rows: [ContestRow], _ depths: Depths) -> Measurements {
    rows.flatMap { row in
        let metrics = [.multDAE, .multVAE].contains(row.model) ? depths.paper : [.ndcg]
        return metrics.map { metric in
            (Finding.contest(depths.name(of: metric), row.model).name, row.average(metric)?.mean ?? 0)
        }
    }
}

/// Published numbers beside those of this run, whether or not the runs can be compared; a dash for what was left out.
package func publishedTable(_ published: [Reference], _ measured: Measurements) -> Table {
    Table(
        columns: ["", "Published", "Here"],
        rows: published.map { reference in
            let here = measured.first { $0.name == reference.name }?.value
            return [
                reference.name, reference.value.number.map { decimal($0, places: 3) } ?? "",
                here.map { decimal($0, places: 4) } ?? "–",
            ]
        })
}

/// What the lists of each row are like, averaged over its seeds.
package func charactersTable(_ rows: [ContestRow]) -> Table {
    Table(
        columns: ["Model"] + ListCharacter.columns, rows: rows.map { [$0.model.name] + $0.lists.cells })
}

/// NDCG@100 of each model on the test users, the highest first, and user by user above the reference model's.
package func modelsFigure(
    _ rows: [ContestRow], _ comparisons: [RowComparison], against reference: ContestModel, _ depths: Depths
) -> some Figure {
    let sorted = rows.sorted { ($0.average(.ndcg)?.mean ?? -1) > ($1.average(.ndcg)?.mean ?? -1) }
    func chart(_ title: String, _ values: String, _ dot: (ContestRow) -> DotChart.Dot?) -> DotChart {
        DotChart(
            title: title, values: Axis(values), rows: sorted.map(\.model.name),
            series: [.init("", sorted.map(dot), color: .blue)])
    }
    let models = chart("The models on the test users", depths.ndcgName) { row in
        row.average(.ndcg).map { .init($0.mean, error: $0.standardError) }
    }
    guard !comparisons.isEmpty else { return Panels(columns: 1, [models]) }
    var differences = chart("User by user", "\(depths.ndcgName) above \(reference.name)'s") { row in
        comparisons.first { $0.model == row.model }.map { .init($0.difference.mean, $0.difference.interval) }
    }
    differences.reference = (0, reference.name)
    return Panels(columns: 1, [models, differences])
}

/// Validation NDCG@100 by epoch with three schedules of β, as in the paper's figure 1.
package struct AnnealingCurves {
    /// One of the schedules.
    package struct Curve {
        private let ndcgs: [Double]
        fileprivate let name: String
        private let schedule: AnnealingSchedule
        private let batches: Int

        fileprivate init(_ recorded: ContestRecording.Curve, _ schedule: AnnealingSchedule, batches: Int) {
            (name, ndcgs) = (recorded.name, recorded.ndcgs)
            self.schedule = schedule
            self.batches = batches
        }

        /// The epoch of the highest NDCG@100, and that.
        package var peak: (epoch: Int, ndcg: Double) { peakOfEpochs(ndcgs) }

        /// β after that epoch: for the curve annealed to 1, what the paper's heuristic would choose.
        package var betaAtPeak: Double { schedule.beta(epoch: peak.epoch - 1, batch: batches, batches: batches) }

        fileprivate func line(_ color: Color) -> LineChart.Series { .init(name, y: ndcgs, color: color) }
    }

    /// β = 1 throughout, annealed to 1, and annealed to 0.2.
    package let atOne, toOne, toBest: Curve

    /// Takes the curves of a contest whose models were trained like this; nil where none were recorded.
    package init?(_ contest: Contest, of training: PaperTraining) {
        guard contest.curves.count == 3 else { return nil }
        func curve(_ place: Int, _ schedule: AnnealingSchedule) -> Curve {
            Curve(contest.curves[place], schedule, batches: training.batches)
        }
        (atOne, toOne, toBest) = (curve(0, training.atOne), curve(1, training.toOne), curve(2, training.toBest))
    }

    package func figure(_ depths: Depths) -> some Figure {
        LineChart(
            title: "\(depths.ndcgName) on the validation users", x: Axis("epoch"), y: Axis(depths.ndcgName),
            series: [atOne.line(.vermilion), toOne.line(.orange), toBest.line(.blue)]
        ).with { chart in
            let (epoch, ndcg) = toOne.peak
            chart.marks = [
                .init(
                    "\(toOne.name), highest at β = \(decimal(toOne.betaAtPeak, places: 2))",
                    [(Double(epoch), ndcg, "")],
                    color: .orange)
            ]
        }
    }
}

extension [ContestRow] {
    /// Chapter 13's conclusion: by NDCG, Mult-DAE and four linear models are better than Mult-VAE, and three of them than the
    /// tuned autoencoders, but by recall@50 only iALS is better than Mult-VAE; and a divergence of tens of nats, where the
    /// notebook's model has less than one, sets Mult-VAE apart.
    package func showSimpleModelsBeatMultVAE(_ comparisons: RowComparisons) -> Bool {
        func better(than model: ContestModel, by metric: Metric = .ndcg) -> Set<ContestModel> {
            Set(comparisons.against(model, by: metric).models(.better))
        }
        return better(than: .multVAE).isSuperset(of: [.slim, .ials, .ease, .edlae, .multDAE])
            && better(than: .tunedVAE).intersection(better(than: .tunedDAE)).isSuperset(of: [.ials, .ease, .edlae])
            && better(than: .multVAE, by: .recall(50)) == [.ials]
            && (divergence(of: .asPublished) ?? .infinity) < 1 && (divergence(of: .multVAE) ?? 0) > 10
    }

    /// Whether the notebook's model recommends far fewer movies than all models but popularity.
    package var tellTheNotebooksModelByItsLists: Bool {
        func coverage(_ row: ContestRow) -> Double { mean(row.runs.map(\.lists.coverage)) }
        let others = filter { $0.model != .popularity && $0.model != .asPublished }
        return self[.asPublished].map { coverage($0) < 0.05 } ?? false && others.allSatisfy { coverage($0) > 0.15 }
    }

    fileprivate subscript(_ model: ContestModel) -> ContestRow? { first { $0.model == model } }

    /// A metric of a model; zero where it was left out.
    fileprivate func average(_ metric: Metric, of model: ContestModel) -> Double {
        self[model]?.average(metric)?.mean ?? 0
    }

    fileprivate func divergence(of model: ContestModel) -> Double? {
        self[model].flatMap { row in
            let divergences = row.runs.compactMap(\.klDivergence)
            return divergences.isEmpty ? nil : mean(divergences)
        }
    }
}

/// Chapter 13: the values in its prose that do not depend on the contest.
package func paperNotes(_ data: StudyData, _ splits: PaperSplits, _ plan: ContestPlan) -> Notes {
    let training = plan.training
    let depths = Depths(movies: training.items)
    let multVAE = training.multVAE(training.toBest).architecture
    let authors =
        "But the authors' own code was run on it: the classes and metrics of vae_cf under TensorFlow 1.14, with the files "
        + "that `--export-splits` writes and β as above, under three seeds. Its means:"
    return [
        "set aside": decimal(splits.dataSet?.heldOutUsers ?? 0), "users": decimal(splits.parts.test.target.users.count),
        "movies": decimal(training.items), "hidden": decimal(multVAE.hidden), "latent": decimal(multVAE.latent),
        "units": decimal(training.multDAE().architecture.hidden), "epochs": counted(training.epochs, "epoch"),
        "batches": counted(training.batches, "batch", "batches"),
        "updates": counted(training.batches * training.epochs, "update"), "steps": decimal(training.annealSteps),
        "authors": decimal(PaperTraining.authorsUpdates), "NDCG": depths.ndcgName,
        "left out": depths.leftOut,
        "the authors' code": data.authorsReferences.isEmpty ? "" : authors,
        "list length": "\(ListCharacter.depth(movies: training.items))",
    ]
}

/// Chapter 13: the values in its prose that depend on the contest.
package func contestNotes(_ contest: Contest, _ comparisons: RowComparisons, _ plan: ContestPlan) -> Notes {
    let depths = Depths(movies: plan.training.items)
    let (vae, dae) = (contest[.multVAE]?.runs[0].bestEpoch ?? 0, contest[.multDAE]?.runs[0].bestEpoch ?? 0)
    let best = contest.rows.max { $0.meanNDCG < $1.meanNDCG }
    let besideBest = comparisons.against(best?.model ?? .multVAE)
    let cheaplyTuned =
        "It tries \(counted(contest.mostTries, "setting")) of each model that is fitted in seconds. iALS, SLIM and the tuning of "
        + "Mult-DAE and Mult-VAE are left out."
    let nothingTuned =
        "With \(decimal(plan.training.items)) movies it leaves out the notebook's models and what is tuned: item–item models "
        + "keep a number for every two movies. EASE, where it is in the table, has the λ of its paper, 500."
    func gain(_ tuned: ContestModel, over model: ContestModel) -> String {
        signed(contest.rows.average(.ndcg, of: tuned) - contest.rows.average(.ndcg, of: model))
    }
    return [
        "tries": "\(plan.tries)", "short": counted(plan.searched.epochs, "epoch"),
        "what it fits": contest.tries.isEmpty ? nothingTuned : cheaplyTuned,
        "unrecorded": contest.unrecorded.isEmpty
            ? "" : "Not in the recorded contest, and so not below: \(contest.unrecorded.list).",
        "under seeds": contest.isRecorded
            ? "under \(plan.seeds.count) seeds, \(plan.seeds[0]) to \(plan.seeds[plan.seeds.count - 1]): its metrics are "
                + "their means, beside the standard deviation (SD) of \(depths.ndcgName) between them"
            : "under one seed, \(plan.seeds[0])",
        "first seed": "\(plan.seeds[0])", "margin": decimal(RowComparison.margin),
        "rate": decimal(100 * AdjustedDifference.falseDiscoveryRate),
        "at 50": depths.name(of: .recall(50)), "comparisons": "\(comparisons.count)",
        "undecided at 50": comparisons.against(.multVAE, by: .recall(50)).models(.undecided).list,
        "gain of Mult-DAE": gain(.tunedDAE, over: .multDAE), "gain of Mult-VAE": gain(.tunedVAE, over: .multVAE),
        "divergence of Mult-VAE": decimal(contest.rows.divergence(of: .multVAE) ?? 0, places: 1),
        "divergence of the notebook's": decimal(contest.rows.divergence(of: .asPublished) ?? 0, places: 3),
        "best model": best?.model.name ?? "", "best NDCG": decimal(best?.meanNDCG ?? 0, places: 4),
        "worse than the best": besideBest.models(.worse).list,
        "equivalent to the best": besideBest.models(.equivalent).list,
        "undecided from the best": besideBest.models(.undecided).list,
        "best of Mult-VAE": "\(vae)", "best of Mult-DAE": "\(dae)",
        "close to the end": 20 * max(vae, dae) <= 19 * plan.training.epochs
            ? ""
            : "This close to the end, a model may not have reached its best: with fewer users, the same number of epochs "
                + "makes fewer updates than the authors' \(decimal(PaperTraining.authorsUpdates)).",
        "how exactly": contest.promisesTheSameBytes ? ", to the last digit" : "", "patience": "\(Contest.patience)",
        "longest wait": "\(contest.longestWait())",
    ]
}

/// Chapter 13: the values of the paper's figure 1 in its prose; zeros without the curves.
package func annealingNotes(_ curves: AnnealingCurves?, _ training: PaperTraining) -> Notes {
    func peak(_ name: String, _ curve: AnnealingCurves.Curve?) -> Notes {
        [
            "highest \(name)": decimal(curve?.peak.ndcg ?? 0, places: 4), "epoch \(name)": "\(curve?.peak.epoch ?? 0)",
            "β \(name)": decimal(curve?.betaAtPeak ?? 0, places: 2),
        ]
    }
    return ["reached": "\(training.epochsToOne)"] + peak("at 1", curves?.atOne) + peak("to 1", curves?.toOne)
        + peak("to 0.2", curves?.toBest)
}
