"""Writes first_hits.json: hit rate and reciprocal rank at k on the scores of metrics.json, by NumPy."""
import json
import pathlib

import numpy as np

folder = pathlib.Path(__file__).parent
data = json.loads((folder / "metrics.json").read_text())
USERS, ITEMS = len(data["shown"]), data["items"]

scores = np.reshape(data["scores"], (USERS, ITEMS))
first_hits = []
for row, shown, held_out in zip(scores, data["shown"], data["heldOut"]):
    row[shown] = -np.inf
    # Scores are distinct but for what was shown, which is never a hit.
    ranks = [1 + np.sum(row > row[item]) for item in held_out]
    first_hits.append(min(ranks, default=np.nan))
first = np.array(first_hits)


def numbers(values):
    return [None if np.isnan(rank) else float(value) for rank, value in zip(first, values)]


metrics = [
    {"k": k, "hitRate": numbers(first <= k), "reciprocalRank": numbers(np.where(first <= k, 1 / first, 0))}
    for k in (1, 2, 5, 10, 100)]
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(metrics) + "\n")
