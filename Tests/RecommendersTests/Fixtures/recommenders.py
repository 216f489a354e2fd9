"""Writes recommenders.json: TF-IDF item-kNN, RP3beta, SLIM, iALS, EASE with dropout, Gini and novelty, by NumPy and SciPy.

All in double precision, on the clicks of baselines.json.
"""
import itertools
import json
import pathlib

import numpy as np
from scipy import linalg, optimize

folder = pathlib.Path(__file__).parent
clicks = json.loads((folder / "baselines.json").read_text())
ITEMS = clicks["items"]


def dense(rows):
    matrix = np.zeros((len(rows), ITEMS))
    for row, ones in enumerate(rows):
        matrix[row, ones] = 1
    return matrix


def numbers(matrix):
    return [float(f"{value:.10g}") for value in np.asarray(matrix).ravel()]


X, shown = dense(clicks["training"]), dense(clicks["shown"])
G = X.T @ X
USERS = len(X)


def tf_idf_knn(k, shrinkage):
    """Cosines of the items' TF-IDF vectors, from the vectors themselves."""
    vectors = X.T * np.log(ITEMS / (1 + X.sum(1)))
    norms = np.linalg.norm(vectors, axis=1)
    S = np.zeros((ITEMS, ITEMS))
    for i, j in itertools.permutations(range(ITEMS), 2):
        product = vectors[i] @ vectors[j]
        S[i, j] = product / (norms[i] * norms[j] + shrinkage) if product else 0
    kept = np.zeros_like(S)
    for item in range(ITEMS):
        nearest = np.argsort(-S[:, item], kind="stable")[:k]
        kept[nearest, item] = S[nearest, item]
    return shown @ kept


def rp3beta(alpha, beta, k):
    """The products of the three transition matrices' powers."""
    with np.errstate(divide="ignore", invalid="ignore"):
        to_item = np.nan_to_num(X / X.sum(1, keepdims=True)) ** alpha
        to_user = np.nan_to_num(X.T / X.sum(0)[:, None]) ** alpha
        W = to_user @ to_item * np.nan_to_num(X.sum(0) ** -beta, posinf=0)
    W[np.diag_indices(ITEMS)] = 0
    kept = np.zeros_like(W)
    for item in range(ITEMS):
        nearest = np.argsort(-W[:, item], kind="stable")[:k]
        kept[nearest, item] = W[nearest, item]
    return kept, shown @ kept


def slim(l1, l2):
    """Each item's quadratic program exactly, as non-negative least squares by the active sets of Lawson and Hanson."""
    W = np.zeros((ITEMS, ITEMS))
    for item in range(ITEMS):
        others = np.delete(np.arange(ITEMS), item)
        L = np.linalg.cholesky(G[np.ix_(others, others)] + l2 * np.eye(ITEMS - 1))
        target = linalg.solve_triangular(L, G[others, item] - l1, lower=True)
        W[others, item] = optimize.nnls(L.T, target)[0]
    return W


def ials(H, unobserved, regularization, exponent, rounds):
    def solve(clicks, Y):
        rows = []
        for row in clicks:
            C = np.diag(row + unobserved)
            r = regularization * (row.sum() + unobserved * len(row)) ** exponent
            rows.append(np.linalg.solve(Y.T @ C @ Y + r * np.eye(Y.shape[1]), Y.T @ row))
        return np.array(rows)

    for _ in range(rounds):
        H = solve(X.T, solve(X, H))
    return H, solve(shown, H) @ H.T


def ease(regularization, dropout):
    P = np.linalg.inv(G + np.diag(dropout / (1 - dropout) * np.diag(G)) + regularization * np.eye(ITEMS))
    B = P / -np.diag(P)
    B[np.diag_indices(ITEMS)] = 0
    return B


def denoising(items, regularization, dropout):
    """The linear denoising autoencoder over the first items, by the mean over every mask.

    Each item is predicted, where it is dropped, from the others, which are scaled by 1 / (1 - dropout) where they are not.
    """
    X8 = X[:, :items]
    B = np.zeros((items, items))
    for item in range(items):
        others = np.delete(np.arange(items), item)
        A, b = regularization * np.eye(items - 1), np.zeros(items - 1)
        for mask in itertools.product([0, 1], repeat=items - 1):
            probability = np.prod(np.where(mask, 1 - dropout, dropout))
            Z = X8[:, others] * mask / (1 - dropout)
            A += probability * Z.T @ Z
            b += probability * Z.T @ X8[:, item]
        B[others, item] = np.linalg.solve(A, b)
    return B


def gini(times):
    """Half of the mean distance between two items, relative to the mean."""
    times = np.asarray(times, float)
    return np.abs(times[:, None] - times).mean() / 2 / times.mean()


def novelty(lists):
    popularity = np.maximum(X.sum(0), 1) / USERS
    return -np.log2(popularity[lists]).mean()


rng = np.random.RandomState(17)
initial = rng.uniform(-0.5, 0.5, (ITEMS, 4)).astype(np.float32).astype(float)
scaled, scaled_scores = ials(initial, 0.25, 0.02, 1, 4)
plain, plain_scores = ials(initial, 0.1, 0.5, 0.5, 4)
walks, walk_scores = rp3beta(0.7, 0.4, 5)
ranked = np.array([rng.permutation(ITEMS)[:6] for _ in range(12)])
fixture = {
    "knnScores": numbers(tf_idf_knn(4, 0)), "knnShrunkScores": numbers(tf_idf_knn(4, 10)),
    "walks": numbers(walks), "walkScores": numbers(walk_scores),
    "slim": [{"l1": l1, "l2": l2, "weights": numbers(slim(l1, l2))} for l1, l2 in ((0, 5), (1, 2), (3, 10), (40, 1))],
    "ialsInitial": initial.ravel().tolist(),
    "ials": [
        {"unobserved": 0.25, "regularization": 0.02, "exponent": 1, "items": numbers(scaled), "scores": numbers(scaled_scores)},
        {"unobserved": 0.1, "regularization": 0.5, "exponent": 0.5, "items": numbers(plain), "scores": numbers(plain_scores)}],
    "easeWithDropout": numbers(ease(5, 0.4)), "denoising": numbers(denoising(8, 5, 0.4)),
    "ranked": ranked.tolist(),
    "concentration": [
        {"k": k, "gini": gini(np.bincount(ranked[:, :k].ravel(), minlength=ITEMS)), "novelty": novelty(ranked[:, :k])}
        for k in (1, 3, 6)],
}
(folder / "recommenders.json").write_text(json.dumps(fixture) + "\n")
