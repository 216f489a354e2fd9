"""Opens a weights file with Python's safetensors and predicts from it with NumPy, in double precision.

    pip install numpy safetensors
    python forward_pass.py FOLDER            writes FOLDER/predictions.safetensors
    python forward_pass.py FOLDER --compare  prints the largest difference from the predictions that are there

FOLDER has weights.safetensors, as the kit wrote it, and clicks.json, each user's items. Predictions, (U, I), are what a
sigmoid makes of the outputs at the posterior's mean. Those of the folder forward_pass are what SafeTensorsTests.swift expects of the kit.
"""

import json
import sys

import numpy as np
from safetensors import safe_open
from safetensors.numpy import load_file, save_file


def predict(path, clicks):
    with safe_open(path, "numpy") as file:
        w = {name: file.get_tensor(name).astype(np.float64) for name in file.keys()}
        metadata = file.metadata() or {}
    activate = {"relu": lambda values: np.maximum(values, 0), "tanh": np.tanh}[metadata.get("activation", "relu")]
    x = np.zeros((len(clicks), len(w["decoder.output.bias"])))
    for user, items in enumerate(clicks):
        x[user, items] = 1 / np.sqrt(len(items)) if metadata.get("input") == "normalized" else 1

    def dense(values, name):
        return values @ w[name + ".kernel"] + w[name + ".bias"]

    h = activate(dense(x, "encoder.hidden"))
    if "encoder.z_mean.kernel" in w:
        h = activate(dense(dense(h, "encoder.z_mean"), "decoder.hidden"))
    return 1 / (1 + np.exp(-dense(h, "decoder.output")))


if __name__ == "__main__":
    folder = sys.argv[1]
    with open(folder + "/clicks.json") as file:
        clicks = json.load(file)
    predictions = predict(folder + "/weights.safetensors", clicks)
    if sys.argv[2:] == ["--compare"]:
        others = load_file(folder + "/predictions.safetensors")["predictions"]
        difference = np.abs(predictions - others).max()
        print(f"{others.shape[0]} users, {others.shape[1]} items: largest difference {difference:.2e}")
    else:
        save_file({"predictions": predictions.astype(np.float32)}, folder + "/predictions.safetensors")
