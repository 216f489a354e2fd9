"""Writes npy.json: small files as NumPy saves them, in base64, and the numbers in them. Made with NumPy 2.4."""
import base64
import gzip
import io
import json
import warnings

import numpy as np
from numpy.lib import format

warnings.simplefilter("ignore")  # NumPy warns of versions 2.0 and 3.0.
scores = np.array([[0.1, -2.5, 3e-5, 0.0], [1e10, -np.inf, 1 / 3, 7.0], [5.0, 5.0, -5.0, 0.25]])
# The middle two are one number in single precision.
close = np.array([[1.0, 1 + 1e-12, 1 + 2e-12, 1.0], [0.3, 0.2, 0.1, 0.0], [-1.0, -2.0, -3.0, -4.0]])


def saved(array, version=(1, 0)):
    file = io.BytesIO()
    format.write_array(file, array, version=version)
    return base64.b64encode(file.getvalue()).decode()


files = {
    "f4": saved(scores.astype("<f4")),
    "f8": saved(scores),
    "f4, Fortran": saved(np.asfortranarray(scores.astype("<f4"))),
    "f8, Fortran": saved(np.asfortranarray(scores)),
    "f4, big-endian": saved(scores.astype(">f4")),
    "f8, big-endian": saved(scores.astype(">f8")),
    "f4, version 2.0": saved(scores.astype("<f4"), (2, 0)),
    "f8, version 3.0": saved(scores, (3, 0)),
    "close": saved(close),
    "transposed": saved(scores.T.copy()),
    "flat": saved(scores.ravel()),
    "single": saved(scores[:1]),
    "cube": saved(scores[None]),
    "integers": saved(np.arange(12).reshape(3, 4)),
    "half": saved(scores[[0, 2]].astype("<f2")),
    "named": saved(np.zeros((3, 4), dtype=[("a", "<f4"), ("b", "<f8")])),
    "NaN": saved(np.where(np.arange(12).reshape(3, 4) < 6, scores, np.nan)),
    "infinity": saved(np.where(np.arange(12).reshape(3, 4) < 9, scores, np.inf).astype("<f4")),
}
files["f8, packed"] = base64.b64encode(gzip.compress(base64.b64decode(files["f8"]), mtime=0)).decode()
lists = b"\xef\xbb\xbfuid,rank,sid\r\n5,1,0\r\n5,2,1\r\n5,3,2\r\n6,1,3\r\n6,2,2\r\n6,3,1\r\n"
files["lists, packed"] = base64.b64encode(gzip.compress(lists, mtime=0)).decode()
files["a million zeros, packed"] = base64.b64encode(gzip.compress(bytes(10**6), mtime=0)).decode()
ranking = [[int(c) for c in np.argsort(-row, kind="stable")] for row in scores]
ranking_of_close = [[int(c) for c in np.argsort(-row, kind="stable")] for row in close]
with open("npy.json", "w") as file:
    json.dump({"files": files, "ranking": ranking, "rankingOfClose": ranking_of_close}, file, indent=1)
    file.write("\n")
