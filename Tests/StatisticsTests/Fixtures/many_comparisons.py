"""Writes many_comparisons.json: adjusted p-values by SciPy, and expected maxima by going through all subsets.

    pip install scipy numpy
"""
import itertools
import json
import pathlib

import numpy as np
from scipy import stats

rng = np.random.RandomState(12)


def adjusted(p):
    return {"pValues": p.tolist(), "adjusted": stats.false_discovery_control(p, method="bh").tolist()}


def best(scores):
    sizes = range(1, len(scores) + 1)
    expected = [float(np.mean([max(subset) for subset in itertools.combinations(scores, n)])) for n in sizes]
    return {"scores": scores.tolist(), "expected": expected}


fixture = {
    "adjusted": [
        adjusted(rng.uniform(0, 1, 12).round(4)), adjusted(np.array([0.01, 0.01, 0.04, 0.0002, 0.9])),
        adjusted(np.array([0.03]))],
    "best": [best(rng.uniform(0.3, 0.4, 9).round(4)), best(np.array([0.4, 0.4, 0.1])), best(np.array([0.25]))],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(fixture) + "\n")
