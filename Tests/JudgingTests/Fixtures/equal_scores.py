"""Writes equal_scores.json: scores with ties, and what NumPy finds in every order of the ties. Made with NumPy 2.4."""
import itertools
import json

import numpy as np

random = np.random.RandomState(98765)


def metrics(list_, held_out, k):
    """NDCG at k and recall@20 and @50 of a list, as vae_cf defines them."""
    hit = np.isin(list_[:k], held_out)
    discounts = 1 / np.log2(np.arange(2, k + 2))
    ndcg = (hit * discounts).sum() / discounts[: min(k, len(held_out))].sum()
    return [ndcg] + [hit[:r].sum() / min(r, len(held_out)) for r in (20, 50)]


def orders(scores, shown):
    """All rankings of scores, whichever way ties are broken of what was not shown; what was shown keeps its place."""
    base = np.argsort(-scores, kind="stable")
    places, choices = [], []
    for value in np.unique(scores):
        tied = [place for place, movie in enumerate(base) if scores[movie] == value and movie not in shown]
        places += tied
        choices.append(itertools.permutations(base[tied]))
    for choice in itertools.product(*choices):
        order = base.copy()
        order[places] = [movie for part in choice for movie in part]
        yield order


def case(scores, shown, held_out):
    users, movies = scores.shape
    k = min(100, movies)
    places = decided = 0
    means = []
    for row in range(users):
        effective = scores[row].copy()
        effective[shown[row]] = -np.inf
        lists = np.array([order[:k] for order in orders(effective, shown[row])])
        means.append(np.mean([metrics(list_, held_out[row], k) for list_ in lists], axis=0))
        for place in lists.T:
            occupants = set(place.tolist())
            places += not occupants & set(map(int, shown[row]))
            decided += len(occupants) > 1
    mean = np.mean(means, axis=0)
    return {
        "scores": [["-inf" if value == -np.inf else str(value) for value in row] for row in scores.tolist()],
        "shown": [sorted(map(int, row)) for row in shown],
        "heldOut": [sorted(map(int, row)) for row in held_out],
        "share": decided / places,
        "metrics": {f"NDCG@{k}": mean[0], **({"Recall@20": mean[1], "Recall@50": mean[2]} if movies > 50 else {})},
    }


def users(count, movies):
    clicks = [random.permutation(movies) for _ in range(count)]
    return [row[:3] for row in clicks], [row[3:13] for row in clicks]


def spread(movies, ties, shown):
    """Different scores but for ties: pairs of a first place and a number of places."""
    unseen = np.setdiff1d(random.permutation(movies), shown, assume_unique=True)
    scores = np.zeros(movies)
    scores[unseen] = np.arange(len(unseen), 0, -1)
    for first, count in ties:
        scores[unseen[first - 1 : first - 1 + count]] = scores[unseen[first - 1]]
    return scores


def tied(*ties):
    shown, held_out = users(len(ties), 110)
    return case(np.array([spread(110, part, row) for part, row in zip(ties, shown)]), shown, held_out)


cases = {
    # At the head, across 20, 50 and 100, below all that counts, and none.
    "here and there": tied([(1, 5)], [(18, 6), (3, 2)], [(49, 3), (52, 3)], [(98, 6)], [(101, 6)], []),
    # Of five users' 500 places: five, and six.
    "one in a hundred": tied([(4, 2)], [(60, 3)], [], [], []),
    "above one in a hundred": tied([(4, 2)], [(60, 2)], [], [(99, 2)], []),
    "none": tied([], []),
    "constant": case(np.zeros((2, 6)), [[5], [0, 1]], [[0, 2], [4]]),
}
# Three movies of 103 that are not to be recommended, beside three that were shown: 97 places are sure.
shown, held_out = users(2, 103)
scores = np.array([spread(103, [], row) for row in shown])
scores[0, held_out[0][:3]] = -np.inf
scores[1, held_out[1][0]] = -np.inf
cases["minus infinity"] = case(scores, shown, held_out)

with open("equal_scores.json", "w") as file:
    json.dump(cases, file)
    file.write("\n")
