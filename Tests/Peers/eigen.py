"""Leading eigenpairs of M* of gcide: w2vbook beside LAPACK's subset solver, primme and torch.lobpcg."""

import argparse
import json
import statistics
import subprocess
import time

import corpus
import numpy as np
import rows

options = argparse.ArgumentParser(description=__doc__)
options.add_argument("--vocabulary", type=int, default=5000)
options.add_argument("--rank", type=int, default=200)
options.add_argument("--tolerance", type=float, default=1e-6, help="residual, in parts of the largest eigenvalue")
options.add_argument("--repetitions", type=int, default=5)
options.add_argument("--peers", default="lapack,primme,lobpcg")
options.add_argument("--program", default=".build/release/w2vbook")
options = options.parse_args()
size, rank = options.vocabulary, options.rank


def target():
    offsets, columns, values = corpus.cooccurrences(corpus.tokens(size), size, 16)
    counts = np.zeros((size, size))
    counts[np.repeat(np.arange(size), np.diff(offsets)), columns] = values
    probabilities = counts / counts.sum()
    words = probabilities.sum(1)
    ratio = probabilities / np.outer(words, words)
    return 2 * (ratio - 1) / (ratio + 1)


matrix = target()
single = matrix.astype(np.float32)
largest = smallest = norm = None


def lapack():
    import scipy.linalg

    values, vectors = scipy.linalg.eigh(matrix, subset_by_index=(size - rank, size - 1))
    return values[::-1], vectors[:, ::-1]


def primme():
    import primme

    # Its tolerance is in parts of the norm.
    return primme.eigsh(
        single, rank, which="LA", tol=options.tolerance * largest / norm, method="PRIMME_DEFAULT_MIN_TIME"
    )


def lobpcg():
    import torch

    torch.set_num_threads(2)
    torch.manual_seed(1)
    # Its tolerance is in parts of the eigenvalue's magnitude and of what it takes for the norm: the mean length of the
    # images of random unit vectors. The last pair, which converges last, decides: its residual may be as large as ours.
    # It stops at the number of iterations otherwise.
    scale = np.linalg.norm(matrix) / np.sqrt(size) + abs(smallest)
    values, vectors = torch.lobpcg(
        torch.from_numpy(single), k=rank, largest=True, tol=options.tolerance * largest / scale, niter=300
    )
    return values.numpy(), vectors.numpy()


def residual(values, vectors):
    vectors = vectors.astype(np.float64)
    difference = matrix @ vectors - vectors * values.astype(np.float64)
    return np.sqrt((difference**2).sum(0) / (vectors**2).sum(0)).max() / largest


def ours():
    report = json.loads(
        subprocess.check_output(
            [options.program, "bench", "eigen", "--corpus", "gcide", "--json", "--repetitions", "1", "--threads", "2"]
            + ["--vocabulary", str(size), "--rank", str(rank), "--tolerance", str(options.tolerance)]
        )
    )
    return report["measurement"]["wallSeconds"], report


reference = ours()[1]
largest, smallest = reference["largest"], reference["smallest"]
# One eigenvalue, with a nearly constant vector, is far from all others.
norm = max(largest, np.linalg.norm(matrix @ (matrix @ (np.ones(size) / np.sqrt(size)))) ** 0.5)
times, worst = {"w2vbook": []}, {}
for _ in range(options.repetitions):
    seconds, report = ours()
    times["w2vbook"].append(seconds)
    worst["w2vbook"] = report["residual"]
    for name in options.peers.split(","):
        start = time.perf_counter()
        values, vectors = globals()[name]()
        times.setdefault(name, []).append(time.perf_counter() - start)
        worst[name] = residual(values, vectors)
        if name == "lapack":
            assert np.allclose([values[0], values[-1]], [report["largest"], report["smallest"]], rtol=1e-5)

print(f"{rank} eigenpairs of M*, {size} words, tolerance {options.tolerance:g}")
median = statistics.median(times["w2vbook"])
for name, seconds in times.items():
    runs = " ".join(f"{value:.2f}" for value in seconds)
    ratio = statistics.median(seconds) / median
    if name != "w2vbook":
        rows.keep(f"eigen, {size} words, {rank} pairs", name, "s", times["w2vbook"], seconds)
    print(f"{name:8} {statistics.median(seconds):8.2f} s {ratio:7.2f} times w2vbook's, residual {worst[name]:.1e} ({runs})")
