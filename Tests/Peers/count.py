"""Counting gcide: w2vbook beside a numba program that works alike."""

import argparse
import hashlib
import json
import statistics
import subprocess
import time

import corpus
import numpy as np
import rows

options = argparse.ArgumentParser(description=__doc__)
options.add_argument("--vocabulary", type=int, default=5000)
options.add_argument("--window", type=int, default=16)
options.add_argument("--repetitions", type=int, default=5)
options.add_argument("--program", default=".build/release/w2vbook")
options = options.parse_args()

tokens = corpus.tokens(options.vocabulary)
corpus.cooccurrences(tokens, options.vocabulary, options.window)  # compiles
ours, theirs = [], []
for _ in range(options.repetitions):
    report = json.loads(
        subprocess.check_output(
            [options.program, "bench", "count", "--corpus", "gcide", "--json", "--repetitions", "1", "--threads", "2"]
            + ["--vocabulary", str(options.vocabulary), "--window", str(options.window)]
        )
    )
    ours.append(report["countingSeconds"])
    start = time.perf_counter()
    offsets, columns, values = corpus.cooccurrences(tokens, options.vocabulary, options.window)
    theirs.append(time.perf_counter() - start)

assert report["tokens"] == len(tokens)
digest = hashlib.sha256(offsets.astype(np.int64).tobytes())
digest.update(columns.tobytes())
digest.update(values.astype(np.uint64).tobytes())
assert report["sha256"] == digest.hexdigest(), "the counts differ"

for name, seconds in (("w2vbook", ours), ("numba", theirs)):
    median = statistics.median(seconds)
    runs = " ".join(f"{value:.3f}" for value in seconds)
    print(f"{name:8} {median:.3f} s, {len(tokens) / median / 1e6:.1f} million words a second ({runs})")
rows.keep(f"count, {options.vocabulary} words", "numba", "s", ours, theirs)
print(f"equal counts; w2vbook is {statistics.median(theirs) / statistics.median(ours):.2f} times as fast")
