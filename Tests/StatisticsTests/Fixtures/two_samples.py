"""Writes two_samples.json: comparisons of two samples by SciPy, for EquivalenceTest, BrownForsytheTest, PairedAgreement.

    pip install scipy numpy
"""
import json
import pathlib

import numpy as np
from scipy import stats

rng = np.random.RandomState(14)


def case(name, first, second, margin):
    # Two one-sided t tests of pooled variance: each asks whether a shifted difference is positive.
    above = stats.ttest_ind(first + margin, second, alternative="greater")
    below = stats.ttest_ind(first - margin, second, alternative="less")
    plain = stats.ttest_ind(first, second)
    interval = plain.confidence_interval(0.9)
    difference = first.mean() - second.mean()
    return {
        "name": name, "first": first.tolist(), "second": second.tolist(), "margin": margin,
        "equivalence": {
            "difference": difference, "standardError": difference / plain.statistic,
            "interval": [interval.low, interval.high], "pValue": max(above.pvalue, below.pvalue)},
        "brownForsythe": {
            "firstDeviation": first.std(ddof=1), "secondDeviation": second.std(ddof=1),
            "pValue": stats.levene(first, second, center="median").pvalue},
    }


def pairs(name, first, second):
    differences = first - second
    varies = np.ptp(first) > 0 and np.ptp(second) > 0
    return {
        "name": name, "first": first.tolist(), "second": second.tolist(), "mean": differences.mean(),
        "meanAbsolute": np.abs(differences).mean(), "largest": np.abs(differences).max(),
        "correlation": stats.pearsonr(first, second).statistic if varies else None}


recalls = rng.normal(0.34, 0.004, 20).round(6), rng.normal(0.341, 0.004, 44).round(6)
epochs = rng.normal(35, 4, 20).round(), rng.normal(36, 8, 44).round()
fixture = {
    "samples": [
        case("recalls", *recalls, 0.005),
        case("recalls, a margin near the difference", *recalls, 0.001),
        case("epochs", *epochs, 5.0),
        case("far apart", recalls[0], recalls[1] + 0.1, 0.005),
        case("few", np.array([1.0, 2.0, 4.0]), np.array([3.0, 3.5, 1.0, 2.0]), 2.0),
        case("one without variance", np.full(3, 0.125), np.array([0.2, 0.15, 0.05, 0.1, 0.3]), 0.25),
    ],
    "pairs": [
        pairs("correlated", recalls[0], (recalls[0] + rng.normal(0.001, 0.001, 20)).round(6)),
        pairs("opposite", np.arange(5.0), -2 * np.arange(5.0)),
        pairs("one without variance", np.full(3, 0.125), np.array([0.2, 0.15, 0.05])),
        pairs("one pair", np.array([0.5]), np.array([0.25])),
    ],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(fixture) + "\n")
