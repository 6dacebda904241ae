"""Full-batch steps of the quartic model on M* of gcide: w2vbook beside JAX, NumPy and PyTorch.

All start from the same W and make the same steps, W + ½Δt(M*W - W(WᵀW)); their losses must agree.
"""

import argparse
import json
import os
import statistics
import subprocess
import time

# Before 0.3.22 OpenBLAS does not know newer AMD processors: NumPy is given its fastest kernels, as w2vbook is.
if "avx512bw" in open("/proc/cpuinfo").read():
    os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")
import corpus
import numpy as np
import rows
from numba import njit

options = argparse.ArgumentParser(description=__doc__)
options.add_argument("--vocabulary", type=int, default=5000)
options.add_argument("--rank", type=int, default=64)
options.add_argument("--steps", type=int, default=30)
options.add_argument("--repetitions", type=int, default=5)
options.add_argument("--peers", default="jax,numpy,torch")
options.add_argument("--program", default=".build/release/w2vbook")
options = options.parse_args()
size, rank, steps = options.vocabulary, options.rank, options.steps
half_step = np.float32(0.25 / size)


def target():
    offsets, columns, values = corpus.cooccurrences(corpus.tokens(size), size, 16)
    counts = np.zeros((size, size))
    counts[np.repeat(np.arange(size), np.diff(offsets)), columns] = values
    probabilities = counts / counts.sum()
    words = probabilities.sum(1)
    ratio = probabilities / np.outer(words, words)
    return 2 * (ratio - 1) / (ratio + 1)


@njit(cache=True)
def normals(count, seed):
    """The normal deviates of w2vbook's generator: xoshiro256**, seeded by SplitMix64, and the polar method."""
    state = np.empty(4, np.uint64)
    counter = np.uint64(seed)
    for place in range(4):
        counter += np.uint64(0x9E3779B97F4A7C15)
        mixed = (counter ^ (counter >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state[place] = mixed ^ (mixed >> np.uint64(31))
    values = np.empty(count + 1)
    made = 0
    while made < count:
        pair = np.empty(2)
        for place in range(2):
            word = state[1] * np.uint64(5)
            word = ((word << np.uint64(7)) | (word >> np.uint64(57))) * np.uint64(9)
            shifted = state[1] << np.uint64(17)
            state[2] ^= state[0]
            state[3] ^= state[1]
            state[1] ^= state[2]
            state[0] ^= state[3]
            state[2] ^= shifted
            state[3] = (state[3] << np.uint64(45)) | (state[3] >> np.uint64(19))
            pair[place] = 2 * (float(word >> np.uint64(11)) / 2.0**53) - 1
        square = pair[0] ** 2 + pair[1] ** 2
        if 0 < square < 1:
            scale = np.sqrt(-2 * np.log(square) / square)
            values[made], values[made + 1] = pair[0] * scale, pair[1] * scale
            made += 2
    return values[:count]


exact = target()
matrix = exact.astype(np.float32)
start = (0.1 / np.sqrt(rank) * normals(size * rank, 1).reshape(size, rank)).astype(np.float32)


def timed(step, w, wait=lambda w: None):
    w = step(w)
    wait(w)
    begin = time.perf_counter()
    for _ in range(steps - 1):
        w = step(w)
    wait(w)
    return (time.perf_counter() - begin) / (steps - 1), np.asarray(w)


def numpy():
    return timed(lambda w: w + half_step * (matrix @ w - w @ (w.T @ w)), start)


def torch():
    import torch

    torch.set_num_threads(2)
    m = torch.from_numpy(matrix)
    return timed(lambda w: w + half_step * (m @ w - w @ (w.T @ w)), torch.from_numpy(start))


def jax():
    import jax

    m = jax.numpy.asarray(matrix)
    step = jax.jit(lambda m, w: w + half_step * (m @ w - w @ (w.T @ w)))
    return timed(lambda w: step(m, w), jax.numpy.asarray(start), lambda w: w.block_until_ready())


def ours():
    report = json.loads(
        subprocess.check_output(
            [options.program, "bench", "qwem", "--corpus", "gcide", "--json", "--repetitions", "1", "--threads", "2"]
            + ["--vocabulary", str(size), "--rank", str(rank), "--steps", str(steps)]
        )
    )
    return report["millisecondsPerStep"] / 1e3, report


def loss(w):
    w = w.astype(np.float64)
    return ((exact**2).sum() - 2 * (w * (exact @ w)).sum() + ((w.T @ w) ** 2).sum()) / 4


times = {"w2vbook": []}
for _ in range(options.repetitions):
    seconds, report = ours()
    times["w2vbook"].append(seconds)
    for name in options.peers.split(","):
        seconds, w = globals()[name]()
        times.setdefault(name, []).append(seconds)
        fall, ours_fall = loss(start) - loss(w), report["firstLoss"] - report["lastLoss"]
        assert abs(fall / ours_fall - 1) < 1e-3, f"{name} lowers the loss by {fall}, w2vbook by {ours_fall}"

form = "densely" if report["isDense"] else "sparsely"
print(f"a step of {rank} dimensions on M*, {size} words, {report['nonzero'] / size**2:.2f} of the pairs, stored {form}")
median = statistics.median(times["w2vbook"])
for name, seconds in times.items():
    runs = " ".join(f"{1e3 * value:.1f}" for value in seconds)
    ratio = statistics.median(seconds) / median
    if name != "w2vbook":
        rows.keep(f"qwem, {size} words, {rank} dimensions", name, "s", times["w2vbook"], seconds)
    print(f"{name:8} {1e3 * statistics.median(seconds):8.1f} ms {ratio:7.2f} times w2vbook's ({runs})")
