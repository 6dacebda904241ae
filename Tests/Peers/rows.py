"""What a comparison measured, for `record`: a line of JSON for each peer, in the file that W2VBOOK_PEERS_ROWS names."""

import ctypes
import glob
import json
import os
from importlib import metadata, util

DISTRIBUTIONS = {"lapack": "scipy", "lobpcg": "torch", "gensim-file": "gensim"}


def keep(job, peer, unit, ours, theirs):
    """Keeps the runs of a job in their order; each run of w2vbook's belongs to the peer's of the same place."""
    path = os.environ.get("W2VBOOK_PEERS_ROWS")
    if path:
        row = {"job": job, "peer": peer, "version": version(peer), "unit": unit, "ours": ours, "theirs": theirs}
        with open(path, "a") as file:
            file.write(json.dumps(row) + "\n")


def version(peer):
    """The peer's package with its version and, where it carries an OpenBLAS, the kernels that this runs."""
    name = DISTRIBUTIONS.get(peer, peer)
    try:
        text = f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return name
    kernels = openblas_kernels(name)
    return f"{text} ({kernels})" if kernels else text


def openblas_kernels(package):
    origin = util.find_spec(package).origin
    for path in glob.glob(os.path.dirname(origin) + ".libs/*openblas*"):
        library = ctypes.CDLL(path)
        for name in ("scipy_openblas_get_corename64_", "scipy_openblas_get_corename", "openblas_get_corename"):
            if hasattr(library, name):
                function = getattr(library, name)
                function.restype = ctypes.c_char_p
                return function().decode()
    return None
