"""Writes metrics.json: Recall@k and NDCG@k of vae_cf's notebook on random scores.

The two functions are those of https://github.com/dawenl/vae_cf, VAE_ML20M_WWW2018.ipynb, with np for bottleneck.
"""
import json
import pathlib

import numpy as np
from scipy import sparse

np.seterr(invalid="ignore")  # users without held-out clicks


def NDCG_binary_at_k_batch(X_pred, heldout_batch, k=100):
    batch_users = X_pred.shape[0]
    idx_topk_part = np.argpartition(-X_pred, k, axis=1)
    topk_part = X_pred[np.arange(batch_users)[:, np.newaxis], idx_topk_part[:, :k]]
    idx_part = np.argsort(-topk_part, axis=1)
    idx_topk = idx_topk_part[np.arange(batch_users)[:, np.newaxis], idx_part]
    tp = 1. / np.log2(np.arange(2, k + 2))
    DCG = (heldout_batch[np.arange(batch_users)[:, np.newaxis], idx_topk].toarray() * tp).sum(axis=1)
    IDCG = np.array([(tp[:min(n, k)]).sum() for n in heldout_batch.getnnz(axis=1)])
    return DCG / IDCG


def Recall_at_k_batch(X_pred, heldout_batch, k=100):
    batch_users = X_pred.shape[0]
    idx = np.argpartition(-X_pred, k, axis=1)
    X_pred_binary = np.zeros_like(X_pred, dtype=bool)
    X_pred_binary[np.arange(batch_users)[:, np.newaxis], idx[:, :k]] = True
    X_true_binary = (heldout_batch > 0).toarray()
    tmp = (np.logical_and(X_true_binary, X_pred_binary).sum(axis=1)).astype(np.float32)
    return tmp / np.minimum(k, X_true_binary.sum(axis=1))


rng = np.random.RandomState(11)
USERS, ITEMS = 24, 40
# Distinct scores, so that the order of ties, which NumPy leaves open, does not matter.
scores = np.array([rng.permutation(ITEMS) for _ in range(USERS)]) / 8 - 2
clicks = rng.random_sample((USERS, ITEMS)) < rng.random_sample((USERS, 1)) * 0.8
heldout = clicks & (rng.random_sample((USERS, ITEMS)) < 0.4)
heldout[:3] = False
shown = clicks & ~heldout
predictions = scores.copy()
predictions[shown.nonzero()] = -np.inf


def numbers(values):
    return [None if np.isnan(v) else float(v) for v in values]


def ones(matrix):
    return [np.nonzero(row)[0].tolist() for row in matrix]


held = sparse.csr_matrix(heldout.astype(float))
metrics = []
for k in (1, 5, 10, 20):
    ndcg, recall = NDCG_binary_at_k_batch(predictions, held, k), Recall_at_k_batch(predictions, held, k)
    present = recall[~np.isnan(recall)]
    metrics.append({
        "k": k, "recall": numbers(recall), "ndcg": numbers(ndcg),
        "meanRecall": float(np.mean(present)), "recallError": float(np.std(present) / np.sqrt(len(present))),
    })
fixture = {
    "items": ITEMS, "scores": scores.ravel().tolist(), "shown": ones(shown), "heldOut": ones(heldout), "metrics": metrics}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(fixture) + "\n")
