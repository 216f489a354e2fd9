//: # 10 · Evaluate
//: The test users' masked inputs go through the model, and every movie gets a probability. As in the notebook, `predict`
//: draws z at random here too: the same user can be recommended something else the next time.
import Interactions
import LinearAlgebra
import Ranking
import VariationalAutoencoder
import Weave

func evaluate(
    //hide {
    _ model: Model, draw: LatentChoice, test: FoldIn, settings: Settings, threads: Threads, comparing notebook: Comparability, on page: Page
    //}
) throws {
    let scores = model.predict(test.input.clicks, latent: draw, threads: threads)
    let recommended = Recommendations(scores: scores, depth: 100)
//: **Recall@k** looks at the k movies of highest probability, out of *all* movies, and counts how many of them the user
//: chose, out of *all* that the user chose. The count is divided by the most it could be, the smaller of k and the
//: number of the user's movies, and averaged over users.
    let relevant = test.target.clicks
    //hide {
    let recalls = (1...recommended.depth).map { Average(recommended.recall(at: $0, relevant: relevant))?.mean ?? 0 }
    //}
    for (k, _) in Published.recalls where k <= recalls.count {
        page.show("Recall@\(k) is \(recalls[k - 1])")
    }
    for (k, _) in Published.recalls where k <= recalls.count {
        page.check("recall@\(k)", recalls[k - 1])
    }
//: Nothing was seeded in the notebook, so no run can give its digits again: on its ratings and settings, a run has to come
//: within 0.008 of each printed value, and [chapter 14](14-seeds.md) tells what such a distance means. {{keras}}
    //hide {
    page.note("keras", notebook.kerasRun == nil ? "" : "Keras's own run of the same seed is a closer test:")
    //}
    if let keras = notebook.kerasRun {
        page.table(recallsTable(recalls, beside: keras, users: test.input.clicks.rows))
        //hide {
        for (k, _) in Published.recalls { page.check("recall@\(k) of the same seed", recalls[k - 1]) }
    //}
    }
    //hide {
    page.note("hits", notebook.kerasRun == nil ? "" : "One hit of one user with k films or more moves recall@k by 1 / (k · users): *hits* counts the difference in such hits.")
    //}
//: {{hits}}
    //hide {
    try page.figure("10-recall.png", recallFigure(recalls, published: notebook.sameRatings ? Published.recalls : []).png())
    //}
//: ![Recall at k for k from 1 to 100, with the published values marked](../figures/10-recall.png)
//: *Recall@k of the test users for every k, and the three values that the notebook printed.*
//: For small k the divisor is k itself, so this is the precision of the list, which falls as the list grows. Where k passes
//: the number of a user's movies the divisor stops growing, and the more users that holds for, the more the curve rises.
//:
//: ## NDCG, done right
//: The notebook also defines the normalised discounted cumulative gain, in which a hit at rank r counts 1 / log₂(r + 1), and
//: then never calls it. It could not have: for the best possible gain it takes `range(len(…))`, that is 0, 1, 2, … as the
//: numbers of movies that the users chose, and so divides by zero for the first user. With each user's own number of movies
//: it is:
    let gains = [20, 100].filter { $0 <= recommended.depth }.compactMap { k in
        Average(recommended.ndcg(at: k, relevant: relevant)).map { (k, $0) }
    }
    for (k, gain) in gains {
    //hide {
        page.show("NDCG@\(k) is \(decimal(gain.mean, places: 4)) ± \(decimal(gain.standardError, places: 4))")
    //}
    }
    for (k, gain) in gains { page.record("NDCG@\(k)", gain.mean) }
//: The ± is the standard error over the users.
//:
//: ## What these numbers do not say
//: Hits are counted among all of a user's movies, most of which were in the input:
    //hide {
    let hits = recommended.hits(at: min(20, recommended.depth), relevant: relevant, input: test.input.clicks)
    //}
    let share = 100 * (hits.shareInInput ?? 0)
    page.show(
        "hits in the top 20     \(decimal(hits.all))",
        "of which in the input  \(decimal(hits.inInput))  (\(decimal(share, places: 1))%)")
    //hide {
    page.note("share", decimal(share, places: 0))
    //}
//: {{share}}% of the hits are movies that the model had just been shown. So this recall tells at least as much about how
//: well an input is given back as about how well hidden movies are found.
}
