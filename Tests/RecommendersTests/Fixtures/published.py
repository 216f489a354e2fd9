"""Writes published.json: models as those write them whose settings chapter 15 takes, by NumPy and SciPy.

In double precision, on the clicks of baselines.json: RP3beta as the code of Ferrari Dacrema et al. normalizes it, the
elastic net of scikit-learn's documentation, and iALS as Hu, Koren and Volinsky 2008 have it.
"""
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


def rp3beta(alpha, beta, k):
    """Each row's k largest, divided by their sum; of those each column's k largest."""
    with np.errstate(divide="ignore", invalid="ignore"):
        to_item = np.nan_to_num(X / X.sum(1, keepdims=True)) ** alpha
        to_user = np.nan_to_num(X.T / X.sum(0)[:, None]) ** alpha
        W = to_user @ to_item * np.nan_to_num(X.sum(0) ** -beta, posinf=0)
    W[np.diag_indices(ITEMS)] = 0
    rows = np.zeros_like(W)
    for item in range(ITEMS):
        nearest = np.argsort(-W[item], kind="stable")[:k]
        rows[item, nearest] = W[item, nearest] / max(W[item, nearest].sum(), 1e-300)
    kept = np.zeros_like(W)
    for item in range(ITEMS):
        nearest = np.argsort(-rows[:, item], kind="stable")[:k]
        kept[nearest, item] = rows[nearest, item]
    return kept


def elastic_net(alpha, l1_ratio, largest):
    """The w >= 0 of the least 1 / (2 n) |y - Xw|^2 + alpha l1_ratio |w|_1 + alpha (1 - l1_ratio) / 2 |w|^2, and its largest."""
    n = len(X)
    W = np.zeros((ITEMS, ITEMS))
    for item in range(ITEMS):
        others = np.delete(np.arange(ITEMS), item)
        A, y = X[:, others], X[:, item]
        L = np.linalg.cholesky(A.T @ A / n + alpha * (1 - l1_ratio) * np.eye(ITEMS - 1))
        target = linalg.solve_triangular(L, A.T @ y / n - alpha * l1_ratio, lower=True)
        W[others, item] = optimize.nnls(L.T, target)[0]
        W[np.argsort(-W[:, item], kind="stable")[largest:], item] = 0
    return W


def hu(H, confidence, regularization, rounds):
    """Scores of factors that minimise sum c (p - wh)^2 + regularization (|w|^2 + |h|^2), with c = 1 + confidence at clicks."""
    def solve(clicks, Y):
        rows = []
        for row in clicks:
            C = np.diag(1 + confidence * row)
            rows.append(np.linalg.solve(Y.T @ C @ Y + regularization * np.eye(Y.shape[1]), Y.T @ C @ row))
        return np.array(rows)

    for _ in range(rounds):
        H = solve(X.T, solve(X, H))
    return solve(shown, H) @ H.T


initial = np.random.RandomState(23).uniform(-0.5, 0.5, (ITEMS, 4)).astype(np.float32).astype(float)
fixture = {
    "walks": numbers(rp3beta(1.1, 0.6, 4)),
    "elasticNet": numbers(elastic_net(0.2, 0.1, 3)),
    "initial": initial.ravel().tolist(), "scores": numbers(hu(initial, 4.7, 0.5, 5)),
}
(folder / "published.json").write_text(json.dumps(fixture) + "\n")
