"""Prints the golden values of RandomStateTests.swift, drawn from NumPy's frozen legacy generator."""
import numpy

SEEDS = [0, 1, 42, 98765, 2**32 - 1]


def row(values):
    return "[" + ", ".join(str(v) for v in values) + "]"


for seed in SEEDS:
    new = lambda: numpy.random.RandomState(seed)
    bits = new().randint(0, 2**32, size=2000, dtype=numpy.uint32)
    print(f"Golden(seed: {seed},")
    print(f"    bits: {row(bits[:4])}, bit1999: {bits[1999]},")
    print(f"    doubles: {row(repr(float(d)) for d in new().random_sample(4))},")
    for n in (5, 10):
        print(f"    permutation{n}: {row(new().permutation(n))},")
    for n in (1000, 3125):
        p = new().permutation(n)
        fnv = 0xcbf29ce484222325
        for v in p:
            fnv = (fnv ^ int(v)) * 0x100000001b3 % 2**64
        print(f"    ends{n}: ({p[0]}, {p[-1]}), hash{n}: {fnv:#018x},")
    print(f"    permutation2: {row(new().permutation(2))},")
    print(f"    choice: {row(new().choice(1000, 5, replace=False))}),")

# A permutation of ids is the permutation of their positions, and a generator goes on where it was.
r = numpy.random.RandomState(42)
print(row(r.permutation([10, 20, 30, 40])), row(r.permutation(5)), repr(float(r.random_sample())))

# Past 32 bits an interval is drawn from 64: `randint` over 2^40 + 1 numbers takes the same path.
print(row(numpy.random.RandomState(42).randint(0, 2**40 + 1, size=3)))

# Permutations of nothing and of one element draw nothing.
r = numpy.random.RandomState(42)
print([int(r.permutation(n).size) for n in (0, 1)], repr(float(r.random_sample())))

# One generator choosing a fifth of each of several sizes, as vae_cf does user by user.
r = numpy.random.RandomState(98765)
print([[int(v) for v in r.choice(n, int(0.2 * n), replace=False)] for n in (5, 9, 15, 31)])
