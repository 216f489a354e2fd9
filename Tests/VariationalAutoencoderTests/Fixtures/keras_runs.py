"""Runs the notebook's cells on the libraries it was written for and writes what came out, as JSON.

The cells are as they stand, but for plots, summaries and saved weights. Before them comes
np.random.seed(SEED), which decides every initial weight, dropout mask, ε and shuffle, and two
lines more that make the training a function of it, all but one race:

    # every layer reads the weights of before the update
    tf.enable_resource_variables()
    # one op after another
    K.set_session(tf.Session(config=tf.ConfigProto(inter_op_parallelism_threads=1)))

Adam reads its counter after the addition, one ahead, until TensorFlow has timed its ops often
enough to take the cheap ones out of the queue; then it reads before. The turn comes after a hundred
updates or so, by chance, and is written down; the rest is the same in every run on one machine.
--lines 4 adds a fourth line, that orders the two so that Adam is always one ahead: then nothing is
left to chance. With --lines 1 the seed stands alone, as in the notebook.

Other processors and other numbers of threads draw the same numbers and round sums otherwise: by
3e-7 in a batch's loss at first, by more later. Every seed has a process of its own. With Python 3.7
on Linux, and M for the folder of MovieLens 1M:

    python3.7 -m venv keras && . keras/bin/activate
    pip install tensorflow==1.14.0 keras==2.2.4 numpy==1.16.4 pandas==0.24.2 \\
        h5py==2.10.0 protobuf==3.20.3 bottleneck==1.4.0
    python keras_runs.py --ratings M keras-3-lines.json 42 0-19
    python keras_runs.py --ratings M --lines 4 keras-4-lines.json 42 0-19
    python keras_runs.py --draws keras_draws.json 0 1 42

A run has the nine op seeds in the order drawn; the first eight users of the first shuffle; SHA-256
of the initial weights (single precision, little-endian, row by row), one by one and of all in this
order; the losses of the first 76 batches, which are two epochs, in single precision, written in the
fewest digits that give them again; how far ahead of the updates made the counter was that Adam
read, as pairs of a number of updates in a row and 1 or 0; loss, validation loss and validation
recall@20 of each epoch; recall on the test users.

With --draws a run has what the ops of training make in the first three batches of 128 users: D1
and D2, the dropout of the encoder as first built and as called again in the whole model (the number
kept, SHA-256 of the mask as bytes 0 and 1 and of the uniform numbers), and E2, the ε of the encoder
as called again (SHA-256 and the first eight numbers).

Seeds already in the file stay, so that a file can be made in parts, on one machine.
"""

import argparse
import hashlib
import itertools
import json
import multiprocessing
import os
import platform
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # no word on the processor

import bottleneck as bn
import google.protobuf
import h5py
import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from keras import backend as K
from keras.callbacks import Callback, EarlyStopping, LambdaCallback
from keras.layers import Dense, Dropout, Input, Lambda
from keras.losses import binary_crossentropy
from keras.models import Model

ITEMS = 3125
WEIGHTS = [
    layer + "." + kind
    for layer in (
        "encoder.hidden", "encoder.z_mean", "encoder.z_log_var", "decoder.hidden", "decoder.output"
    )
    for kind in ("kernel", "bias")
]
RECORDED_BATCHES = 76


# Cells 60 to 74, 85, 293, 100 and 292


def prepare(folder):
    """The training, validation and test users, and what of the last two the model is shown."""
    # Same table as with sep="::", by the faster of pandas' two parsers.
    data = pd.read_csv(
        os.path.join(folder, "ratings.dat"), sep=":", header=None, usecols=[0, 2, 4, 6],
        names=["userId", 1, "movieId", 3, "rating", 5, "timestamp"],
    )
    bin_data = data[data["rating"] >= 4]
    bin_data = bin_data.assign(rating=1)
    click_matrix = bin_data.pivot(index="movieId", columns="userId", values="rating")
    click_matrix = click_matrix.fillna(0)

    min_u = 5
    min_i = 5
    click_matrix = click_matrix.loc[
        (click_matrix.sum(axis=1) >= min_i), (click_matrix.sum(axis=0) >= min_u)
    ]
    (n_items, n_users) = click_matrix.shape
    assert n_items == ITEMS

    click_matrix = click_matrix.reindex(
        np.random.RandomState(seed=42).permutation(click_matrix.index), axis="rows"
    )
    click_matrix = click_matrix.reindex(
        np.random.RandomState(seed=42).permutation(click_matrix.columns), axis="columns"
    )

    test_set_size = 600
    val_set_size = 600
    train_set_size = n_users - test_set_size - val_set_size
    train_set = click_matrix.iloc[:, :train_set_size]
    val_set = click_matrix.iloc[:, train_set_size : train_set_size + val_set_size]
    test_set = click_matrix.iloc[:, train_set_size + val_set_size :]
    return train_set, val_set, shown(val_set), test_set, shown(test_set)


def shown(users):
    with_held_rate = 0.2
    held = int(np.ceil(len(users.index) * with_held_rate))
    mask_ones = pd.DataFrame(1, index=users.index.values[:held], columns=users.columns)
    mask_zeros = pd.DataFrame(0, index=users.index.values[held:], columns=users.columns)
    mask = pd.concat([mask_ones, mask_zeros])
    masked = users - mask
    return masked.replace(-1, 0)


# Cell 205


def Recall_at_k(X_pred, heldout_batch, k=20):
    batch_users = X_pred.shape[0]

    idx = bn.argpartition(-X_pred, k, axis=1)
    X_pred_binary = np.zeros_like(X_pred, dtype=bool)
    X_pred_binary[np.arange(batch_users)[:, np.newaxis], idx[:, :k]] = True

    X_true_binary = (heldout_batch > 0)
    tmp = (np.logical_and(X_true_binary, X_pred_binary).sum(axis=1)).astype(
        np.float32)
    recall = tmp / np.minimum(k, X_true_binary.sum(axis=1))
    return recall


# Cell 24


def sampling(args):
    z_mean, z_log_var = args
    batch = K.shape(z_mean)[0]
    dim = K.int_shape(z_mean)[1]
    epsilon = K.random_normal(shape=(batch, dim))
    return z_mean + K.exp(0.5 * z_log_var) * epsilon


# Cell 237


def build():
    input_shape = (ITEMS, )
    dropout_rate = 0.5
    intermediate_dim = 120
    latent_dim = 40

    inputs = Input(shape=input_shape, name='encoder_input')
    drop = Dropout(dropout_rate, input_shape=input_shape)(inputs)
    x = Dense(intermediate_dim, activation='relu')(drop)
    z_mean = Dense(latent_dim, name='z_mean')(x)
    z_log_var = Dense(latent_dim, name='z_log_var')(x)
    z = Lambda(sampling, output_shape=(latent_dim,), name='z')([z_mean, z_log_var])
    encoder = Model(inputs, [z_mean, z_log_var, z], name='encoder')

    latent_inputs = Input(shape=(latent_dim,), name='z_sampling')
    x = Dense(intermediate_dim, activation='relu')(latent_inputs)
    outputs = Dense(ITEMS, activation='sigmoid')(x)
    decoder = Model(latent_inputs, outputs, name='decoder')

    outputs = decoder(encoder(inputs)[2])
    vae = Model(inputs, outputs, name='vae_mlp')
    return vae, z_mean, z_log_var


# Cells 222, 236, 213, 295, 239, 240, 294 and 298


def train_and_test(vae, z_mean, z_log_var, data, recorder, lines):
    total_anneal_steps = 5000
    anneal_cap = 0.2

    beta = K.variable(1., dtype=tf.float32)

    def changeBeta(batch, logs):
        if total_anneal_steps > 0:
            anneal = min(anneal_cap, 1. * batch / total_anneal_steps)
        else:
            anneal = anneal_cap

        K.set_value(beta, anneal)

    betaChanger = LambdaCallback(on_batch_end=changeBeta)

    def vae_loss(y_true, y_pred):
        rec_loss = binary_crossentropy(y_true, y_pred)
        kl_loss = 1 + z_log_var - K.square(z_mean) - K.exp(z_log_var)
        kl_loss = K.sum(kl_loss, axis=-1)
        kl_loss *= -0.5

        total_loss = K.mean(rec_loss + beta*kl_loss)

        return total_loss

    class RecallMetric(Callback):
        def on_train_begin(self, logs={}):
            self._data = []

        def on_epoch_end(self, batch, logs={}):
            X_val, y_val = self.validation_data[0], self.validation_data[1]
            y_predict = np.asarray(vae.predict(X_val))

            recall = Recall_at_k(y_predict, y_val)

            self._data.append({
                f'batch-{batch}': np.mean(recall),
            })
            return

        def get_data(self):
            return self._data

    vae.compile(optimizer='adam', loss=vae_loss)
    earlyStopping = EarlyStopping(monitor='val_loss', patience=5)

    if lines >= 3:  # in the notebook as it stands, to watch would change the outcome
        recorder.watch_counter(vae)
    if lines == 4:
        operation = tf.get_default_graph().get_operation_by_name
        operation("training/Adam/Cast/ReadVariableOp")._add_control_input(
            operation("training/Adam/AssignAddVariableOp")
        )

    train_set, val_set, held_out_val, test_set, held_out_test = data
    recall = RecallMetric()

    train_set_transposed = train_set.T
    val_set_transposed = val_set.T
    held_out_val_set_transposed = held_out_val.T

    fitted = vae.fit(train_set_transposed,
                     train_set_transposed,
                     epochs=50,
                     batch_size=128,
                     validation_data=(held_out_val_set_transposed, val_set_transposed),
                     callbacks=[betaChanger, earlyStopping, recall, recorder],
                     verbose=0)

    training_data = recall.get_data()
    test_set_transposed = held_out_test.T
    X_pred = vae.predict(test_set_transposed)
    X_true = test_set.T.values

    history = [
        [loss, val_loss, *recalls.values()]
        for loss, val_loss, recalls in zip(
            fitted.history["loss"], fitted.history["val_loss"], training_data
        )
    ]
    return history, {str(k): np.mean(Recall_at_k(X_pred, X_true, k)) for k in (20, 50, 100)}


# What is written down


class Recorder(Callback):
    """The first losses, the first of what is drawn from NumPy's generator, and Adam's counter."""

    def __init__(self):
        super().__init__()
        self.losses, self.op_seeds, self.shuffle, self.ahead = [], [], None, []
        self.numpy = np.random.randint, np.random.shuffle
        np.random.randint, np.random.shuffle = self.randint, self.first_shuffle

    def randint(self, *arguments):
        self.op_seeds.append(int(self.numpy[0](*arguments)))
        return self.op_seeds[-1]

    def first_shuffle(self, users):
        self.numpy[1](users)
        if self.shuffle is None:
            self.shuffle = users[:8].tolist()

    def on_batch_end(self, batch, logs={}):
        if len(self.losses) < RECORDED_BATCHES:
            self.losses.append(short(logs["loss"]))

    def watch_counter(self, vae):
        """Has the training function give the number of updates that Adam reads, too."""
        vae._make_train_function()
        function = vae.train_function
        function.outputs.append(tf.get_default_graph().get_tensor_by_name("training/Adam/Cast:0"))
        before = itertools.count()

        def train(inputs):
            loss, read = function(inputs)
            ahead = int(read) - next(before)
            if self.ahead and self.ahead[-1][1] == ahead:
                self.ahead[-1][0] += 1
            else:
                self.ahead.append([1, ahead])
            return [loss]

        vae.train_function = train


def start(seed, lines):
    np.random.seed(seed)
    if lines >= 3:
        tf.enable_resource_variables()
        K.set_session(tf.Session(config=tf.ConfigProto(inter_op_parallelism_threads=1)))


def run(seed, lines, data):
    recorder = Recorder()
    start(seed, lines)
    vae, z_mean, z_log_var = build()
    weights = [value.astype("<f4").tobytes() for value in vae.get_weights()]
    history, recall = train_and_test(vae, z_mean, z_log_var, data, recorder, lines)
    random_ops = [
        (op.get_attr("seed"), op.get_attr("seed2"))
        for op in tf.get_default_graph().get_operations() if op.type.startswith("Random")
    ]
    assert random_ops == [(87654321, op_seed) for op_seed in recorder.op_seeds]
    made = {
        "seed": seed,
        "opSeeds": recorder.op_seeds,
        "shuffle": recorder.shuffle,
        "weights": dict(zip(WEIGHTS, map(sha256, weights))),
        "allWeights": sha256(b"".join(weights)),
        "batchLosses": recorder.losses,
        "ahead": recorder.ahead,
        "epochs": len(history),
        "history": history,
        "recall": recall,
    }
    return {key: value for key, value in made.items() if value != []}


def draws(seed, lines, _):
    start(seed, lines)
    build()
    dropouts = ["dropout_1/cond/", "encoder/dropout_1/cond/"]
    fetches = [name + "dropout/random_uniform/RandomUniform:0" for name in dropouts]
    fetches += [name + "Merge:0" for name in dropouts]
    fetches += ["encoder/z/random_normal/RandomStandardNormal:0"]
    tf.get_default_graph()._unfetchable_ops.clear()  # the uniform numbers lie in a branch
    made = {"seed": seed, "D1": [], "D2": [], "E2": []}
    with tf.Session(config=tf.ConfigProto(inter_op_parallelism_threads=1)) as session:
        session.run(tf.global_variables_initializer())
        feed = {"encoder_input:0": np.ones((128, ITEMS)), K.learning_phase(): True}
        for _ in range(3):
            *dropout, epsilon = session.run(fetches, feed)
            for name, uniform, output in zip(("D1", "D2"), dropout[:2], dropout[2:]):
                kept = uniform >= 0.5
                assert np.array_equal(output, 2 * kept)
                made[name].append({
                    "kept": int(kept.sum()),
                    "mask": sha256(kept.astype(np.uint8).tobytes()),
                    "uniforms": sha256(uniform.astype("<f4").tobytes()),
                })
            made["E2"].append({
                "normals": sha256(epsilon.astype("<f4").tobytes()),
                "first": [short(value) for value in epsilon.ravel()[:8]],
            })
    return made


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def short(single):
    """The float of the fewest digits that gives this one in single precision again."""
    value = float(repr(np.float32(single)))
    assert single.dtype == np.float32 and np.float32(value) == single
    return value


# Files


def write(path, head, runs):
    """The head's keys and the runs by seed, a line a key, epoch or batch; whole at any time."""
    def lines(value):
        if isinstance(value, list) and len(value) > 2 and isinstance(value[0], (list, dict)):
            return "[\n        " + ",\n        ".join(map(json.dumps, value)) + "\n      ]"
        return json.dumps(value)

    text = "{\n"
    for key, value in head.items():
        text += f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n"
    blocks = [
        ",\n".join(f"      {json.dumps(key)}: {lines(value)}" for key, value in run.items())
        for run in sorted(runs, key=lambda run: run["seed"])
    ]
    text += '  "runs": [\n' + ",\n".join("    {\n" + block + "\n    }" for block in blocks)
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(text + "\n  ]\n}\n")
    os.replace(path + ".part", path)


def record(path, make, seeds, lines, data):
    head = {
        "stack": {
            "python": platform.python_version(), "tensorflow": tf.__version__,
            "keras": keras.__version__, "numpy": np.__version__, "pandas": pd.__version__,
            "bottleneck": bn.__version__, "h5py": h5py.__version__,
            "protobuf": google.protobuf.__version__, "libc": os.confstr("CS_GNU_LIBC_VERSION"),
            "processor": processor(), "threads": multiprocessing.cpu_count(),
        },
        "lines": lines,
    }
    runs = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            before = json.load(file)
        runs = {run["seed"]: run for run in before.pop("runs")}
        assert before == head, f"{path} was made by {before}"
    for seed in seeds:
        began = time.time()
        with multiprocessing.get_context("fork").Pool(1) as pool:
            runs[seed] = pool.apply(make, (seed, lines, data))
        write(path, head, runs.values())
        seconds = time.time() - began
        print(f"seed {seed}: {seconds:.1f} s", runs[seed].get("ahead", ""), flush=True)


def processor():
    """The name, and the widest of the instructions between which the libraries choose."""
    with open("/proc/cpuinfo") as file:
        facts = dict(map(str.strip, line.split(":", 1)) for line in file if ":" in line)
    widest = [name for name in ("avx512f", "avx2", "avx") if name in facts["flags"].split()]
    return ", ".join([facts["model name"]] + widest[:1])


def numbers(text):
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


if __name__ == "__main__":
    tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)  # nothing about deprecation
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("seeds", nargs="+", type=numbers, help="such as 42 or 0-19")
    parser.add_argument("--ratings", default=os.environ.get("MOVIELENS_1M"), help="their folder")
    parser.add_argument("--lines", type=int, choices=(1, 3, 4), default=3)
    parser.add_argument("--draws", action="store_true")
    options = parser.parse_args()
    seeds = [seed for some in options.seeds for seed in some]
    if options.draws:
        record(options.file, draws, seeds, options.lines, None)
    elif options.ratings:
        record(options.file, run, seeds, options.lines, prepare(options.ratings))
    else:
        parser.error("--ratings FOLDER, or $MOVIELENS_1M")
