"""Writes joint_prediction.json: how plausible one more run is, by NumPy and SciPy, for JointPrediction.

    pip install scipy numpy
"""
import json
import pathlib

import numpy as np
from scipy import stats

rng = np.random.RandomState(14)


def p_value(runs, numbers):
    n, p = runs.shape
    covariance = np.atleast_2d(np.cov(runs.T))
    away = numbers - runs.mean(axis=0)
    squared = away @ np.linalg.solve(covariance, away) * n / (n + 1)
    return stats.f.sf(squared * (n - p) / ((n - 1) * p), p, n - p)


def case(n, p):
    mixing = rng.normal(size=(p, p))
    runs = rng.normal(size=(n, p)) @ mixing + 0.3
    further = [runs.mean(axis=0) + scale * rng.normal(size=p) @ mixing for scale in (0, 1, 2, 4)]
    return {
        "runs": runs.tolist(), "further": [numbers.tolist() for numbers in further],
        "pValues": [p_value(runs, numbers) for numbers in further],
        "leavingEachOut": [p_value(np.delete(runs, i, axis=0), runs[i]) for i in range(n)]}


cases = [case(n, p) for n, p in [(20, 3), (21, 3), (64, 3), (5, 1), (9, 1), (12, 2), (13, 2), (40, 4), (6, 3)]]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, indent=1) + "\n")
