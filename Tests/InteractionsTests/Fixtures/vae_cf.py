"""Writes vae_cf/: a small ratings.csv, and the files that the preprocessing of github.com/dawenl/vae_cf makes of it.

The steps are those of VAE_ML20M_WWW2018.ipynb, for 6 held-out users instead of 10,000. Run with pandas installed.
"""
import os

import numpy as np
import pandas as pd

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vae_cf")
HELD_OUT = 6
SEED = 98765

# Users in no order of ids, movies in no order within a user, half stars; some users fall below five clicks, and
# some movies are clicked by hardly anyone.
random = np.random.RandomState(7)
rows = []
for user in random.permutation(np.arange(3, 90, 3)):
    for movie in random.permutation(60)[: random.randint(4, 40)]:
        rows.append((user, movie * movie // 4 + 1, random.randint(1, 11) / 2, 1_000_000_000 + len(rows)))
raw_data = pd.DataFrame(rows, columns=["userId", "movieId", "rating", "timestamp"]).drop_duplicates(["userId", "movieId"])
raw_data.to_csv(os.path.join(FOLDER, "ratings.csv"), index=False)

# Clicks, and users with at least five.
raw_data = raw_data[raw_data["rating"] > 3.5]
per_user = raw_data.groupby("userId").size()
raw_data = raw_data[raw_data["userId"].isin(per_user.index[per_user >= 5])]

# Users are permuted and cut; movies are those that training users clicked, as they first appear.
unique_uid = raw_data.groupby("userId").size().index
np.random.seed(SEED)
unique_uid = unique_uid[np.random.permutation(unique_uid.size)]
train_users = unique_uid[: unique_uid.size - 2 * HELD_OUT]
validation_users = unique_uid[unique_uid.size - 2 * HELD_OUT : unique_uid.size - HELD_OUT]
test_users = unique_uid[unique_uid.size - HELD_OUT :]
train_plays = raw_data.loc[raw_data["userId"].isin(train_users)]
unique_sid = pd.unique(train_plays["movieId"])
show2id = {sid: i for i, sid in enumerate(unique_sid)}
profile2id = {uid: i for i, uid in enumerate(unique_uid)}


def plays(users):
    of_users = raw_data.loc[raw_data["userId"].isin(users)]
    return of_users.loc[of_users["movieId"].isin(unique_sid)]


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


def write(data, name):
    uid = [profile2id[x] for x in data["userId"]]
    sid = [show2id[x] for x in data["movieId"]]
    frame = pd.DataFrame(data={"uid": uid, "sid": sid}, columns=["uid", "sid"])
    frame.to_csv(os.path.join(FOLDER, name), index=False)


with open(os.path.join(FOLDER, "unique_sid.txt"), "w") as file:
    for sid in unique_sid:
        file.write("%s\n" % sid)
write(train_plays, "train.csv")
for name, users in [("validation", validation_users), ("test", test_users)]:
    shown, held_out = split_proportion(plays(users))
    write(shown, name + "_tr.csv")
    write(held_out, name + "_te.csv")
    dropped = raw_data["userId"].isin(users).sum() - len(plays(users))
    smallest = plays(users).groupby("userId").size().min()
    print(name, len(users), "users,", dropped, "clicks on movies of no training user, fewest clicks left:", smallest)
print(unique_uid.size, "of", len(per_user), "users,", unique_sid.size, "of", raw_data["movieId"].nunique(), "movies")
