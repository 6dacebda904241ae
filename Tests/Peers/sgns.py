"""word2vec: w2vbook beside gensim, fastText and Mikolov's program.

All train skip-gram with negative sampling on the same words with the same options. Words a second are words of the
vocabulary that are read in all epochs, those left out by subsampling included, over the seconds of training alone:

- w2vbook: the time of the training with its preparation, as `w2vbook bench sgns` measures it;
- gensim: the time of `train`, after `build_vocab`; from lists of words in memory and, as `gensim-file`, from a file;
- fastText: the words a second of each thread that it reports at the end, times the threads;
- Mikolov's program: between its first report of progress, after 10,000 words, and its last.

Analogies are completed as w2vbook does it, with all vectors restricted to its words.
"""

import argparse
import gzip
import json
import os
import re
import statistics
import subprocess
import tempfile
import time

os.environ.setdefault("OMP_NUM_THREADS", "2")
import numpy as np
import rows

options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
options.add_argument("--corpus", default="gcide", help="gcide, or a file of text, plain or compressed by gzip")
options.add_argument("--dimension", type=int, default=100)
options.add_argument("--window", type=int, default=5)
options.add_argument("--negatives", type=int, default=5)
options.add_argument("--subsampling", type=float, default=1e-4)
options.add_argument("--rate", type=float, default=0.025)
options.add_argument("--epochs", type=int, default=5)
options.add_argument("--minimum-count", type=int, default=5)
options.add_argument("--threads", type=int, default=2)
options.add_argument("--seeds", type=int, default=3)
options.add_argument("--first-seed", type=int, default=1)
options.add_argument("--peers", default="gensim,gensim-file,fasttext,mikolov")
options.add_argument("--mikolov", default="word2vec", help="Mikolov's program, as gcc -O3 -march=native makes it")
options.add_argument("--program", default=".build/release/w2vbook")
options = options.parse_args()

path = "/usr/share/dictd/gcide.dict.dz" if options.corpus == "gcide" else options.corpus
with gzip.open(path) if path.endswith(("z", "gz")) else open(path, "rb") as file:
    text = [word.decode() for word in re.findall(rb"[a-z]+", file.read().lower())]
# Sentences are as long as they may be in Mikolov's program.
sentences = [text[start : start + 1000] for start in range(0, len(text), 1000)]
folder = tempfile.mkdtemp()
plain = os.path.join(folder, "text")
with open(plain, "w") as file:
    file.writelines(" ".join(sentence) + "\n" for sentence in sentences)


def read_vectors(path):
    with open(path) as file:
        next(file)
        lines = (line.split() for line in file)
        return {fields[0]: np.array(fields[1:], np.float32) for fields in lines}


def ours(seed):
    vectors = os.path.join(folder, "ours.txt")
    report = json.loads(
        subprocess.check_output(
            [options.program, "bench", "sgns", "--corpus", options.corpus, "--json", "--repetitions", "1"]
            + ["--dimension", str(options.dimension), "--window", str(options.window), "--seed", str(seed)]
            + ["--negatives", str(options.negatives), "--subsampling", str(options.subsampling)]
            + ["--rate", str(options.rate), "--epochs", str(options.epochs), "--threads", str(options.threads)]
            + ["--minimum-count", str(options.minimum_count), "--vectors", vectors]
        )
    )
    return report["wordsPerSecond"], read_vectors(vectors), report


def gensim(seed, source=None):
    from gensim.models import Word2Vec

    source = source or {"corpus_iterable": sentences}
    model = Word2Vec(
        vector_size=options.dimension, window=options.window, negative=options.negatives, sample=options.subsampling,
        alpha=options.rate, min_alpha=options.rate * 1e-4, epochs=options.epochs, min_count=options.minimum_count,
        workers=options.threads, seed=seed, sg=1,
    )  # fmt: skip
    model.build_vocab(**source)
    start = time.perf_counter()
    model.train(**source, total_examples=len(sentences), total_words=len(text), epochs=options.epochs)
    seconds = time.perf_counter() - start
    return tokens * options.epochs / seconds, {word: model.wv[word] for word in model.wv.index_to_key}


def gensim_file(seed):
    return gensim(seed, {"corpus_file": plain})


def fasttext(seed):
    output = os.path.join(folder, "fasttext")
    report = subprocess.run(
        ["fasttext", "skipgram", "-input", plain, "-output", output, "-minn", "0", "-maxn", "0", "-bucket", "0"]
        + ["-dim", str(options.dimension), "-ws", str(options.window), "-neg", str(options.negatives)]
        + ["-t", str(options.subsampling), "-lr", str(options.rate), "-epoch", str(options.epochs)]
        + ["-minCount", str(options.minimum_count), "-thread", str(options.threads), "-seed", str(seed)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rates = re.findall(r"words/sec/thread: +(\d+)", report.stdout + report.stderr)
    return float(rates[-1]) * options.threads, read_vectors(output + ".vec")


def mikolov(seed):
    # It takes no seed; threads make its runs differ.
    output = os.path.join(folder, "mikolov")
    process = subprocess.Popen(
        [options.mikolov, "-train", plain, "-output", output, "-cbow", "0", "-hs", "0", "-binary", "0"]
        + ["-size", str(options.dimension), "-window", str(options.window), "-negative", str(options.negatives)]
        + ["-sample", str(options.subsampling), "-alpha", str(options.rate), "-iter", str(options.epochs)]
        + ["-min-count", str(options.minimum_count), "-threads", str(options.threads)],
        stdout=subprocess.PIPE,
    )
    reports, rest = [], b""
    while block := os.read(process.stdout.fileno(), 1 << 16):
        rest += block
        if found := re.findall(rb"Progress: ([0-9.]+)%", rest):
            reports.append((time.perf_counter(), float(found[-1]) / 100))
        rest = rest[-200:]
    assert process.wait() == 0
    (start, first), (end, last) = reports[0], reports[-1]
    return (last - first) * tokens * options.epochs / (end - start), read_vectors(output)


def analogies(vectors, words):
    """The share of analogies that are completed, as w2vbook counts them."""
    matrix = np.stack([vectors[word] for word in words])
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    numbers = {word: number for number, word in enumerate(words)}
    families = {}
    with open("assets/benchmarks/google-analogies.tsv") as file:
        for line in file:
            if not line.startswith("#"):
                family, *pair = line.lower().split()
                if pair[0] in numbers and pair[1] in numbers:
                    families.setdefault(family, {})[numbers[pair[0]], numbers[pair[1]]] = None
    correct = total = 0
    for pairs in map(list, families.values()):
        questions = np.array([p + q for p in pairs for q in pairs if p != q]).reshape(-1, 4)
        for start in range(0, len(questions), 512):
            a, b, c, answer = questions[start : start + 512].T
            scores = (matrix[b] + matrix[c] - matrix[a]) @ matrix.T
            for excluded in (a, b, c):
                scores[np.arange(len(a)), excluded] = -np.inf
            correct += (scores.argmax(1) == answer).sum()
        total += len(questions)
    return correct / total


def summary(values):
    return statistics.mean(values), statistics.stdev(values) / len(values) ** 0.5 if len(values) > 1 else float("nan")


peers = ["w2vbook"] + options.peers.split(",")
programs = {"w2vbook": ours, "gensim": gensim, "gensim-file": gensim_file, "fasttext": fasttext, "mikolov": mikolov}
rates, scores = {name: [] for name in peers}, {name: [] for name in peers}
for seed in range(options.first_seed, options.first_seed + options.seeds):
    for name in peers:
        rate, vectors, *report = programs[name](seed)
        if report:
            words, tokens = list(vectors), report[0]["tokens"]
            print(f"{report[0]['vocabulary']} words, {tokens} in the text, loss {report[0]['loss']:.4f}")
        rates[name].append(rate)
        scores[name].append(analogies(vectors, words))
        if report:
            assert abs(scores[name][-1] - report[0]["analogies"]) < 1e-3, "the analogies are counted differently"
        print(f"  seed {seed}: {name:12} {rate:10,.0f} words a second, analogies {scores[name][-1]:.4f}", flush=True)

median = statistics.median(rates["w2vbook"])
for name in peers:
    accuracy, error = summary(scores[name])
    rate = statistics.median(rates[name])
    if name != "w2vbook":
        job = f"sgns, {options.corpus}, {options.dimension} dimensions"
        rows.keep(job, name, "words/s", rates["w2vbook"], rates[name])
    print(f"{name:12} {rate:10,.0f} words a second, w2vbook {median / rate:5.2f} times; "
          f"analogies {100 * accuracy:.2f} ± {100 * error:.2f}%")  # fmt: skip
