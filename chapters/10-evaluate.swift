//: # 10 · Evaluate
//:
//: The test users' masked inputs go through the model, and every movie gets a probability. As in the notebook,
//: `predict` draws z at random here too, so the same user can get other recommendations the next time. This page has
//: cells 294, 298 and 300; recall from cells 205 and 295; and the NDCG of cells 281 and 299, which the notebook defines
//: and never runs.
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `training` | the trained model, and what each epoch gave | [chapter 9](09-train.md) |
//: | `recipe` | sizes of the layers, dropout, batch size and all else of a training | [chapter 7](07-model.md) |
//: | `data` | the clicks of the training, validation and test users | [chapter 6](06-mask.md) |
//: | `context` | threads to work on and trainings that are kept; no number depends on them | the run |
import Formatting
import Foundation
import Interactions
import LinearAlgebra
import Pages
import Ranking
import Statistics
import Study
import Training
import VariationalAutoencoder
import Weave

func evaluate(
    _ training: Training, by recipe: Recipe, _ data: StudyData, in context: RunContext, on page: Page
) throws {
    let test = data.test
    let epochs = training.history.count
    let epsilon = recipe.session(data).predictionEpsilon(afterEpochs: epochs)
    let scores = training.model.predict(
        test.input.clicks, epsilon: epsilon, threads: context.threads)
//: ## Recall
//: **Recall@k** takes the k most probable of *all* movies and counts how many of them are among *all* that the user
//: chose. The count is divided by its maximum, the smaller of k and the number of movies that the user chose (cell
//: 205):
    func recall(_ list: ArraySlice<Int>, of liked: Set<Int>, at k: Int) -> Double {
        let hits = list.prefix(k).count(where: liked.contains)
        return Double(hits) / Double(min(k, liked.count))
    }
//: The notebook averages it over the test users:
    let recommended = Recommendations(scores: scores, depth: 100)
    let relevant = test.target.clicks
    let recalls = (1...recommended.depth).map { k in
        Average(recommended.recall(at: k, relevant: relevant))?.mean ?? 0
    }
    let depths = data.depths.recall
    for k in depths { page.show("Recall@\(k) is \(recalls[k - 1])") }
    //hide {
    for k in depths { page.check(.recall(at: k), recalls[k - 1]) }
    page.condition("a run of Keras is recorded", data.keras != nil)
    page.condition("printed values", !data.publishedRecalls.isEmpty)
    page.note(evaluateNotes(recalls, data))
    //}
//: {{if printed values}}
//: The notebook's training was not seeded, so no run can give its digits again. On the same ratings and settings, a run has
//: to come as near to each printed value as two of Keras's own runs come to each other. That is no test of having learnt
//: anything: popularity passes it too ([chapter 14](14-seeds.md)).
//: {{end}}
//: {{left out}}
//:
//: The lists of the first 50 users and their recall by the function above, and by the engine:
    let some = (0..<min(50, scores.rows)).filter { !relevant[row: $0].isEmpty }
    let lists = some.map { user in
        let row = Array(scores[row: user])
        return row.indices.sorted { (row[$0], $1) > (row[$1], $0) }[...]
    }
    let liked = some.map { Set(relevant[row: $0].map(Int.init)) }
    for k in depths {
        let plain = zip(lists, liked).map { recall($0, of: $1, at: k) }
        let engine = recommended.recall(at: k, relevant: relevant)
        page.compare(
            "recall@\(k) of \(some.count) users", Vector(plain).mean,
            with: Vector(some.compactMap { engine[$0] }).mean)
    }
//: `predict` draws z; a program that loads the weights would take its mean, and get:
    let atMean = Recommendations(
        scores: training.model.predict(
            test.input.clicks, epsilon: nil, threads: context.threads), depth: 100)
    for k in depths {
        let recall = Average(atMean.recall(at: k, relevant: relevant))?.mean ?? 0
        page.show("Recall@\(k) is \(recall) with z at its mean")
    }
    let figure = recallFigure(recalls, published: data.publishedRecalls)
    try page.figure("10-recall.png", figure)
//: ![Recall at k by k](../figures/10-recall.png)
//: *Recall@k of the test users for every k up to {{depth}}{{printed}}.*
//:
//: For small k the divisor is k itself, so this recall is the precision of the list, which falls as the list grows.
//: Once k exceeds the number of a user's movies, the divisor stops growing, and the more users this is true of, the
//: more the curve rises.
//:
//: {{if a run of Keras is recorded}}
//: ## Beside Keras
//: Keras's own run with the same seed is a stricter test. One hit of one user with at least k movies changes recall@k
//: by 1 / (k · users); *in hits* gives the difference in such hits:
//: {{else}}
//: There is no recorded run of Keras with these ratings and settings to compare with.
//: {{end}}
    page.table(recallsTable(recalls, beside: data.keras, users: scores.rows))
    //hide {
    if data.keras != nil {
        for k in depths { page.check("recall@\(k) of the same seed", recalls[k - 1]) }
    }
    //}
//: ## NDCG, done right
//: The notebook also defines normalised discounted cumulative gain (NDCG), in which a hit at rank r counts
//: 1 / log₂(r + 1), but never calls it (cell 281). The call would have failed: for the best possible gain the function
//: takes `range(len(…))`, that is 0, 1, 2, …, as the numbers of movies that the users chose, and so divides by zero for
//: the first user. With each user's own number of movies, NDCG is:
    func ndcg(_ list: ArraySlice<Int>, of liked: Set<Int>, at k: Int) -> Double {
        func gain(_ rank: Int) -> Double { 1 / log2(Double(rank + 1)) }
        let found = zip(1...k, list).filter { liked.contains($1) }.map { gain($0.0) }
        let best = (1...min(k, liked.count)).map(gain)
        return found.reduce(0, +) / best.reduce(0, +)
    }
    let ks = Set([min(20, data.depths.ndcg), data.depths.ndcg]).sorted()
    let gains = ks.compactMap { k in
        Average(recommended.ndcg(at: k, relevant: relevant)).map { (k, $0) }
    }
    for (k, _) in gains {
        let plain = zip(lists, liked).map { ndcg($0, of: $1, at: k) }
        let engine = recommended.ndcg(at: k, relevant: relevant)
        page.compare(
            "NDCG@\(k) of \(some.count) users", Vector(plain).mean,
            with: Vector(some.compactMap { engine[$0] }).mean, within: 1e-12)
    }
    for (k, gain) in gains {
        let error = decimal(gain.standardError, places: 4)
        page.show("NDCG@\(k) is \(decimal(gain.mean, places: 4)) ± \(error)")
    }
    //hide {
    page.record(gains.map { ("NDCG@\($0)", $1.mean) })
    //}
//: The ± is the standard error over the users.
//:
//: ## What these numbers do not say
//: Hits are counted among all of a user's movies, also those that were in the input:
    let k = data.listLength
    let hits = recommended.hits(at: k, relevant: relevant, input: test.input.clicks)
    let share = 100 * (hits.shareInInput ?? 0)
    page.show(
        "hits in the top \(k)     \(decimal(hits.all))",
        "of which in the input  \(decimal(hits.inInput))  (\(decimal(share, places: 1))%)")
    //hide {
    let shown = Double(test.input.count) / Double(max(1, test.target.count))
    page.note("share", decimal(share, places: 0))
    page.note("input share", decimal(100 * shown, places: 0))
    //}
//: {{share}}% of the hits are movies that the model had just been shown; of all that these users clicked, {{input share}}%
//: were shown. Such hits do not measure whether a model finds hidden movies, and need no input either:
//: [chapter 11](11-diagnose.md) counts those of a list that is the same for everybody.
}
