"""Writes baselines.json: EASE and item-kNN on small random clicks, by NumPy in double precision."""
import json
import pathlib

import numpy as np

rng = np.random.RandomState(7)
USERS, ITEMS, SHOWN = 60, 19, 8

# Long-tailed clicks; item 18 has none.
popularity = np.append(0.6 / np.arange(1, ITEMS) ** 0.5, 0)
X = (rng.random_sample((USERS, ITEMS)) < popularity).astype(float)
shown = (rng.random_sample((SHOWN, ITEMS)) < popularity).astype(float)
shown[0] = 0  # a user who is shown with nothing
G = X.T @ X


def ease(regularization):
    P = np.linalg.inv(G + regularization * np.eye(ITEMS))
    B = P / -np.diag(P)
    B[np.diag_indices(ITEMS)] = 0
    return B


def knn(k, shrinkage):
    norms = np.sqrt(np.outer(np.diag(G), np.diag(G)))
    S = np.divide(G, norms + shrinkage, out=np.zeros_like(G), where=G > 0)
    S[np.diag_indices(ITEMS)] = 0
    kept = np.zeros_like(S)
    for item in range(ITEMS):
        nearest = np.argsort(-S[:, item], kind="stable")[:k]
        kept[nearest, item] = S[nearest, item]
    return shown @ kept


def ones(matrix):
    return [np.nonzero(row)[0].tolist() for row in matrix]


def numbers(matrix):
    return [float(f"{value:.10g}") for value in np.asarray(matrix).ravel()]


fixture = {
    "training": ones(X), "shown": ones(shown), "items": ITEMS, "gram": G.astype(int).ravel().tolist(),
    "easeWeights": numbers(ease(20)), "easeScores": numbers(shown @ ease(20)),
    "knnScores": numbers(knn(4, 0)), "knnShrunkScores": numbers(knn(4, 10)),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(fixture) + "\n")
