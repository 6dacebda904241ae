"""The text of gcide, read and counted as w2vbook does, for the programs beside this one."""

import gzip
import os
import re
from collections import Counter

os.environ.setdefault("NUMBA_NUM_THREADS", "2")
import numpy as np
from numba import njit, prange

GCIDE = "/usr/share/dictd/gcide.dict.dz"


def tokens(vocabulary, path=GCIDE):
    """The numbers of the words that are among the most frequent ones, in their order; one document."""
    with gzip.open(path) as file:
        words = re.findall(rb"[a-z]+", file.read().lower())
    counts = Counter(words)
    chosen = sorted(counts, key=lambda word: (-counts[word], word))[:vocabulary]
    numbers = {word: number for number, word in enumerate(chosen)}
    kind = np.uint16 if vocabulary < 65535 else np.uint32
    return np.fromiter((numbers[word] for word in words if word in numbers), kind)


@njit(cache=True)
def inverted_index(tokens, size, window):
    """Positions of each word, in the padded text, ascending: a counting sort."""
    starts = np.zeros(size + 1, np.int64)
    for token in tokens:
        starts[np.uint64(token) + np.uint64(1)] += 1
    for word in range(size):
        starts[word + 1] += starts[word]
    fill = starts.copy()
    positions = np.empty(tokens.size, np.uint32)
    for position in range(tokens.size):
        token = np.uint64(tokens[position])
        positions[fill[token]] = position + window
        fill[token] += 1
    return starts, positions


@njit(parallel=True, cache=True)
def cooccurrences(tokens, size, window):
    """Compressed sparse rows, one dense row at a time, in parallel over the words.

    The text's ends are padded by a word `size`, so that no neighbour needs a test.
    """
    padded = np.full(tokens.size + 2 * window, size, tokens.dtype)
    padded[window : window + tokens.size] = tokens
    starts, positions = inverted_index(tokens, size, window)
    bounds = np.zeros(size + 1, np.int64)  # where each row begins, if it is as long as it can be
    for word in range(size):
        bounds[word + 1] = bounds[word] + min(size, 2 * window * (starts[word + 1] - starts[word]))
    columns = np.empty(bounds[size] + 1, np.int32)
    values = np.empty(bounds[size] + 1, np.int32)
    lengths = np.zeros(size + 1, np.int64)
    for word in prange(size):
        row = np.zeros(size + 1, np.int32)
        for place in range(starts[word], starts[word + 1]):
            position = np.uint64(positions[place])
            for step in range(1, window + 1):
                weight = np.int32(window + 1 - step)
                row[np.uint64(padded[position + np.uint64(step)])] += weight
                row[np.uint64(padded[position - np.uint64(step)])] += weight
        end = bounds[word]
        for column in range(size):
            value = row[column]
            columns[end] = column  # overwritten by the next if the value is 0: cheaper than a branch
            values[end] = value
            end += value != 0
        lengths[word + 1] = end - bounds[word]
    offsets = np.cumsum(lengths)
    packed_columns = np.empty(offsets[size], np.int32)
    packed_values = np.empty(offsets[size], np.int32)
    for word in prange(size):
        for place in range(lengths[word + 1]):
            packed_columns[offsets[word] + place] = columns[bounds[word] + place]
            packed_values[offsets[word] + place] = values[bounds[word] + place]
    return offsets, packed_columns, packed_values
