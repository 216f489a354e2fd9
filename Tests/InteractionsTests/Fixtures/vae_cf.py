"""Writes vae_cf/: a small ratings.csv, and the files that the preprocessing of github.com/dawenl/vae_cf makes of it.

The steps are those of VAE_ML20M_WWW2018.ipynb. With MOVIELENS_1M set to the folder of MovieLens 1M it also prints the
SHA-256 of its files, one after another, that MovieLens1MTests.swift pins. Run with pandas installed.
"""
import hashlib
import os

import numpy as np
import pandas as pd

SEED = 98765
COLUMNS = ["userId", "movieId", "rating", "timestamp"]


def clicks(raw_data):
    return raw_data[raw_data["rating"] > 3.5]


def active(plays, column="userId", minimum=5):
    """The ids with at least so many clicks, ascending."""
    counts = plays.groupby(column).size()
    return counts.index[counts >= minimum]


def split_proportion(data, proportion=0.2):
    shown, held_out = [], []
    np.random.seed(SEED)
    for _, group in data.groupby("userId"):
        count = len(group)
        if count >= 5:
            index = np.zeros(count, dtype="bool")
            index[np.random.choice(count, size=int(proportion * count), replace=False).astype("int64")] = True
            shown.append(group[np.logical_not(index)])
            held_out.append(group[index])
        else:
            shown.append(group)
    return pd.concat(shown), pd.concat(held_out)


def files(plays, unique_uid, held_out_users):
    """The files' contents by name, for users in the order given: training, validation, test."""
    test = len(unique_uid) - held_out_users
    validation = test - held_out_users
    train_plays = plays.loc[plays["userId"].isin(unique_uid[:validation])]
    unique_sid = pd.unique(train_plays["movieId"])
    show2id = {sid: i for i, sid in enumerate(unique_sid)}
    profile2id = {uid: i for i, uid in enumerate(unique_uid)}

    def numerized(data):
        uid = [profile2id[x] for x in data["userId"]]
        sid = [show2id[x] for x in data["movieId"]]
        return pd.DataFrame(data={"uid": uid, "sid": sid}, columns=["uid", "sid"]).to_csv(index=False)

    contents = {"unique_sid.txt": "".join("%s\n" % sid for sid in unique_sid), "train.csv": numerized(train_plays)}
    for name, users in [("validation", unique_uid[validation:test]), ("test", unique_uid[test:])]:
        of_users = plays.loc[plays["userId"].isin(users)]
        known = of_users.loc[of_users["movieId"].isin(unique_sid)]
        shown, held_out = split_proportion(known)
        contents[name + "_tr.csv"] = numerized(shown)
        contents[name + "_te.csv"] = numerized(held_out)
        print(name, len(users), "users,", len(of_users) - len(known), "clicks on movies of no training user,",
              "fewest clicks left:", known.groupby("userId").size().min(), "held out:", len(held_out))
    return contents


def vae_cf(raw_data, held_out_users):
    plays = clicks(raw_data)
    unique_uid = active(plays)
    np.random.seed(SEED)
    unique_uid = unique_uid[np.random.permutation(unique_uid.size)]
    return files(plays[plays["userId"].isin(unique_uid)], unique_uid, held_out_users)


def keras_notebook(raw_data, held_out_users):
    """The same files for the users and movies that the Keras notebook keeps, in its order."""
    plays = clicks(raw_data)
    users, movies = active(plays), active(plays, "movieId")
    plays = plays[plays["userId"].isin(users) & plays["movieId"].isin(movies)]
    return files(plays, np.random.RandomState(42).permutation(users), held_out_users)


# Users in no order of ids, movies in no order within a user, half stars; some users fall below five clicks, and
# some movies are clicked by hardly anyone.
random = np.random.RandomState(7)
rows = []
for user in random.permutation(np.arange(3, 90, 3)):
    for movie in random.permutation(60)[: random.randint(4, 40)]:
        rows.append((user, movie * movie // 4 + 1, random.randint(1, 11) / 2, 1_000_000_000 + len(rows)))
raw_data = pd.DataFrame(rows, columns=COLUMNS).drop_duplicates(COLUMNS[:2])
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vae_cf")
os.makedirs(folder, exist_ok=True)
raw_data.to_csv(os.path.join(folder, "ratings.csv"), index=False)
for name, text in vae_cf(raw_data, 6).items():
    with open(os.path.join(folder, name), "w") as file:
        file.write(text)

if "MOVIELENS_1M" in os.environ:
    path = os.path.join(os.environ["MOVIELENS_1M"], "ratings.dat")
    raw_data = pd.read_csv(path, sep="::", engine="python", names=COLUMNS)
    for steps in (vae_cf, keras_notebook):
        text = "".join(steps(raw_data, 600).values())
        print(steps.__name__, hashlib.sha256(text.encode()).hexdigest())
