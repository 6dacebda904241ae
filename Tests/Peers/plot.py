"""Figures: w2vbook beside Matplotlib.

Both draw the figures of `w2vbook bench plot` from the same numbers, from the making of the figure to the bytes of the
file, in a process that has drawn each once before. Clouds of points are one picture within the SVG, as in w2vbook.
"""

import argparse
import io
import json
import statistics
import subprocess
import time

import matplotlib
import numpy as np
import rows

matplotlib.use("Agg")
from matplotlib import pyplot

options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
options.add_argument("--repetitions", type=int, default=15)
options.add_argument("--rounds", type=int, default=3, help="how often the two take turns")
options.add_argument("--program", default=".build/release/w2vbook")
options = options.parse_args()

times = 0.6 * 8.8 ** (np.arange(300) / 299)
curves = [(21 - k) / (1 + np.exp(6 - 8 * times / k)) for k in range(1, 21)]
numbers = np.arange(64)
matrix = np.exp(-np.abs(numbers[:, None] - numbers[None, :]) / 4)


def lines(axes):
    for k, curve in enumerate(curves):
        axes.plot(times, curve, color=matplotlib.colormaps["viridis"](k / 19))
    axes.set_xscale("log")
    axes.set(xlabel="training time $t/\\tau_1$", ylabel="singular value")


def cloud(count):
    index = np.arange(count)
    x, y = index * 0.754877666 % 1, index * 0.569840291 % 1

    def draw(axes):
        axes.scatter(x, y, s=4, alpha=0.55, rasterized=True)
        axes.set(xlabel="first", ylabel="second")

    return draw


def heat_map(axes):
    axes.figure.colorbar(axes.imshow(matrix))


figures = {
    "20 lines of 300 points": lines, "5,000 points": cloud(5000), "50,000 points": cloud(50_000),
    "heat map of 64×64": heat_map,
}  # fmt: skip


def draw(figure, format):
    # 640 by 360 CSS pixels, two device pixels to each.
    canvas, axes = pyplot.subplots(figsize=(640 / 96, 360 / 96), dpi=192)
    figures[figure](axes)
    buffer = io.BytesIO()
    canvas.savefig(buffer, format=format)
    pyplot.close(canvas)
    return buffer.tell()


def theirs():
    for name in figures:
        for format in ("svg", "png", "pdf"):
            size = draw(name, format)
            seconds = []
            for _ in range(options.repetitions):
                start = time.perf_counter()
                draw(name, format)
                seconds.append(time.perf_counter() - start)
            yield (name, format), 1000 * statistics.median(seconds), size


def ours():
    report = subprocess.check_output(
        [options.program, "bench", "plot", "--json", "--repetitions", str(options.repetitions)]
    )
    for line in json.loads(report):
        yield (line["figure"], line["format"]), line["medianMilliseconds"], line["bytes"]


results = {}
for _ in range(options.rounds):
    for side in (ours, theirs):
        for key, milliseconds, size in side():
            results.setdefault(key, {}).setdefault(side, []).append((milliseconds, size))

for (name, format), sides in results.items():
    (our, our_size), (their, their_size) = (
        (statistics.median(entry[0] for entry in sides[side]), sides[side][0][1]) for side in (ours, theirs)
    )
    runs = ([entry[0] for entry in sides[side]] for side in (ours, theirs))
    rows.keep(f"plot, {name}, {format}", "matplotlib", "ms", *runs)
    print(f"{name}, {format}: {our:8.2f} ms, {our_size / 1000:7.1f} kB; Matplotlib {their:8.2f} ms, "
          f"{their_size / 1000:7.1f} kB; {their / our:6.1f} times")  # fmt: skip
