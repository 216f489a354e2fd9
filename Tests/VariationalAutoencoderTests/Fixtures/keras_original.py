"""Writes keras-1-line.json from two files of recorded runs of the notebook's cells alone.

    python keras_original.py original-seeds-0-23.jsonl original-seeds-100-119.json \\
        keras-1-line.json

Fields have the names they have in keras_runs.py, whose environment this needs. These runs were
recorded once and cannot be had again: without the two lines that keras_runs.py adds, one seed has
several outcomes.
"""

import json
import sys

import numpy as np

from keras_runs import short, write

HEAD = {
    "stack": {
        "python": "3.7", "tensorflow": "1.14.0", "keras": "2.2.4", "numpy": "1.16.4",
        "pandas": "0.24.2",
    },
    "lines": 1,
    "source": "The notebook's cells as they stand, the data races of Keras 2.2.4 on TensorFlow "
    "1.14 included. Seeds 0 to 23: np.random.seed alone, one intra-op and one inter-op thread; "
    "batchLosses are the first five. Seeds 100 to 119: np.random.seed and tf.set_random_seed, so "
    "that the ops draw other numbers; two threads.",
}


def main(alone, both, result):
    with open(alone) as file:
        first = [json.loads(line) for line in file]
    with open(both) as file:
        second = json.load(file)
    runs = [
        {
            "seed": run["seed"],
            "seeded": "NumPy",
            "threads": 1,
            "batchLosses": [short(np.float32(loss)) for loss in run["first"]],
            "epochs": run["epochs"],
            "history": [[*losses, recall] for losses, recall in zip(run["loss"], run["valrecall"])],
            "recall": run["recall"],
        }
        for run in first if not run["onemask"]
    ]
    runs += [
        {
            "seed": run["seed"],
            "seeded": "NumPy and TensorFlow",
            "threads": 2,
            "epochs": run["epochs"],
            "history": run["hist"],
            "recall": run["recall"],
        }
        for run in second
    ]
    assert all(run["epochs"] == len(run["history"]) for run in runs)
    write(result, HEAD, runs)


if __name__ == "__main__":
    main(*sys.argv[1:])
