"""Writes what ExactnessTests.swift compares the engine with: losses, gradients by autograd and parameters after ten
updates, computed by PyTorch in double precision from inputs that single precision holds exactly.

    pip install torch safetensors numpy
    python objectives.py

One case is two files: NAME.json has the sizes, the clicks, and each batch's users, dropout masks, ε, β and loss;
NAME.safetensors has the parameters before ("initial"), the first batch's gradient ("gradient") and the parameters
after the last update ("updated"), rounded to single precision at the end.

A case of two masks takes the divergence from a second pass through the encoder, behind a dropout mask of its own
("divergenceKeeps"), as the original program does: its loss has the mean and log variance of the encoder as first built,
its output those of the encoder as called again within the whole model. "firstUpdate" is the number that Adam's first
update counts as in its step size: 2 where the count is raised before the step reads it, as in the original program.
"""

import json
import os

import numpy as np
import torch
from safetensors.numpy import save_file

ITEMS, HIDDEN, LATENT = 244, 22, 7  # multiples of 8 nowhere, so that every kernel has a remainder
USERS, BATCH = 109, 24  # an epoch is four whole batches and one of 13
UPDATES = 10
DROPOUT = 0.5
CLIP = 1e-7
LEARNING_RATE, MEAN_DECAY, SQUARE_DECAY, EPSILON = 1e-3, 0.9, 0.999, 1e-7


def draw_clicks(random):
    """Clicks of about 3% density; popularity of items and activity of users have long tails. User 5 has none."""
    popularity = 1 / (1 + np.arange(ITEMS)) ** 0.8
    random.shuffle(popularity)
    counts = np.clip(random.lognormal(np.log(4.2), 1.0, USERS).astype(int) + 1, 1, ITEMS // 2)
    counts[5] = 0
    return [
        sorted(int(i) for i in random.choice(ITEMS, count, replace=False, p=popularity / popularity.sum()))
        for count in counts
    ]


def draw_parameters(random, denoising, saturated):
    """Glorot-uniform kernels, normal biases; where asked for, output biases near and beyond the clip's logit of 16.1."""
    layers = (
        {"encoder.hidden": (ITEMS, HIDDEN), "decoder.output": (HIDDEN, ITEMS)}
        if denoising
        else {
            "encoder.hidden": (ITEMS, HIDDEN),
            "encoder.z_mean": (HIDDEN, LATENT),
            "encoder.z_log_var": (HIDDEN, LATENT),
            "decoder.hidden": (LATENT, HIDDEN),
            "decoder.output": (HIDDEN, ITEMS),
        }
    )
    parameters = {}
    for name, (inputs, outputs) in layers.items():
        limit = np.sqrt(6 / (inputs + outputs))
        parameters[name + ".kernel"] = random.uniform(-limit, limit, (inputs, outputs)).astype(np.float32)
        parameters[name + ".bias"] = random.normal(0, 0.1, outputs).astype(np.float32)
    if saturated:
        parameters["decoder.output.bias"][::9] = [(16, -16, 20, -20)[n % 4] for n in range(len(range(0, ITEMS, 9)))]
    return parameters


def draw_keeps(random, clicks):
    """A dropout mask: whether each click is kept, as zeros and ones in the clicks' order."""
    return [int(random.randint(2)) for row in clicks for _ in row]


def dense_rows(clicks, values):
    """A matrix with a row a user that has the values at the clicks and zeros elsewhere."""
    matrix = np.zeros((len(clicks), ITEMS))
    matrix[[row for row, items in enumerate(clicks) for _ in items], [i for items in clicks for i in items]] = values
    return torch.tensor(matrix)


def loss(p, case, x, masks, epsilon):
    """Cross-entropy and divergence, both averaged over the batch's users, and the penalty.

    The cross-entropy is taken behind the first mask, the divergence behind the last.
    """
    denoising = case["latent"] == 0
    activate = {"relu": torch.relu, "tanh": torch.tanh}[case["activation"]]

    def dense(values, name):
        return values @ p[name + ".kernel"] + p[name + ".bias"]

    inputs = x
    if case["normalizesInput"]:
        inputs = x / torch.clamp(x.norm(dim=1, keepdim=True), min=1e-6)
    passes = [activate(dense(inputs * kept / (1 - DROPOUT), "encoder.hidden")) for kept in masks]
    h = passes[0]
    divergence = torch.zeros((), dtype=torch.float64)
    if not denoising:
        posteriors = [(dense(h, "encoder.z_mean"), dense(h, "encoder.z_log_var")) for h in passes]
        mean, log_variance = posteriors[-1]
        divergence = (-0.5 * (1 + log_variance - mean**2 - torch.exp(log_variance))).sum(1).mean()
        mean, log_variance = posteriors[0]
        h = activate(dense(mean + torch.exp(0.5 * log_variance) * epsilon, "decoder.hidden"))
    logits = dense(h, "decoder.output")
    if case["likelihood"] == "bernoulli":
        probability = torch.clamp(torch.sigmoid(logits), CLIP, 1 - CLIP)
        entropy = -(x * torch.log(probability) + (1 - x) * torch.log(1 - probability))
    else:
        entropy = -x * torch.log_softmax(logits, 1)
    entropy = entropy.mean(1) if case["reduction"] == "mean" else entropy.sum(1)
    penalty = case["penalty"] * sum((p[name] ** 2).sum() for name in p if name.endswith(".kernel"))
    return entropy.mean(), divergence, penalty


def write(
    name, seed, activation, normalizes, latent, likelihood, reduction, penalty, beta, saturated, masks=1, first_update=1
):
    random = np.random.RandomState(seed)
    case = {
        "items": ITEMS, "hidden": HIDDEN, "latent": latent, "activation": activation, "normalizesInput": normalizes,
        "likelihood": likelihood, "reduction": reduction, "penalty": penalty, "dropout": DROPOUT,
        "masks": masks, "firstUpdate": first_update, "learningRate": LEARNING_RATE,
        "clicks": draw_clicks(random), "batches": [],
    }
    initial = draw_parameters(random, latent == 0, saturated)
    p = {key: torch.tensor(value.astype(np.float64), requires_grad=True) for key, value in initial.items()}
    m = {key: torch.zeros_like(value) for key, value in p.items()}
    v = {key: torch.zeros_like(value) for key, value in p.items()}
    gradient = None
    for update in range(1, UPDATES + 1):
        start = (update - 1) % 5 * BATCH
        if start == 0:
            order = [int(user) for user in random.permutation(USERS)]
        users = order[start : start + BATCH]
        clicks = [case["clicks"][user] for user in users]
        keeps = dict(zip(("keeps", "divergenceKeeps"), [draw_keeps(random, clicks) for _ in range(masks)]))
        epsilon = np.round(random.normal(size=(len(users), latent)) * 256) / 256
        weight = beta * (1 + update / 8)
        kept = [dense_rows(clicks, mask) for mask in keeps.values()]
        parts = loss(p, case, dense_rows(clicks, 1), kept, torch.tensor(epsilon))
        gradients = torch.autograd.grad(parts[0] + weight * parts[1] + parts[2], list(p.values()))
        case["batches"].append({
            "users": users, **{key: "".join(map(str, mask)) for key, mask in keeps.items()},
            "epsilon": epsilon.ravel().tolist(), "beta": weight,
            "reconstruction": parts[0].item(), "divergence": parts[1].item(), "penaltyPart": parts[2].item(),
        })
        if gradient is None:
            gradient = dict(zip(p, gradients))
        count = first_update + update - 1
        size = LEARNING_RATE * np.sqrt(1 - SQUARE_DECAY**count) / (1 - MEAN_DECAY**count)
        with torch.no_grad():
            for key, g in zip(p, gradients):
                m[key] = MEAN_DECAY * m[key] + (1 - MEAN_DECAY) * g
                v[key] = SQUARE_DECAY * v[key] + (1 - SQUARE_DECAY) * g * g
                p[key] -= size * m[key] / (torch.sqrt(v[key]) + EPSILON)
    tensors = {}
    for key in p:
        tensors["initial/" + key] = initial[key]
        tensors["gradient/" + key] = gradient[key].numpy().astype(np.float32)
        tensors["updated/" + key] = p[key].detach().numpy().astype(np.float32)
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "objectives")
    os.makedirs(folder, exist_ok=True)
    save_file(tensors, os.path.join(folder, name + ".safetensors"))
    with open(os.path.join(folder, name + ".json"), "w") as file:
        json.dump(case, file, separators=(",", ":"))
        file.write("\n")
    ones = sum(map(len, case["clicks"]))
    print(f"{name}: density {ones / (USERS * ITEMS):.3f}, first loss {case['batches'][0]['reconstruction']:.6f}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    original = {"masks": 2, "first_update": 2}
    write("notebook", 1, "relu", False, LATENT, "bernoulli", "mean", 0.0, 1 / 128, saturated=False, **original)
    write("saturated", 2, "relu", False, LATENT, "bernoulli", "mean", 0.0, 1 / 128, saturated=True, **original)
    write("summed", 3, "relu", False, LATENT, "bernoulli", "sum", 0.0, 1 / 2, saturated=False)
    write("multinomial", 4, "tanh", True, LATENT, "multinomial", "sum", 0.0, 1 / 8, saturated=False)
    write("denoising", 5, "tanh", True, 0, "multinomial", "sum", 1 / 128, 0.0, saturated=False)
