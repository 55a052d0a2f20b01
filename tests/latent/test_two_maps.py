"""Two maps made at the same time on two threads."""

import json
import subprocess
import sys

import pytest

_SCRIPT = """
import json, sys, threading
import numpy as np
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.projection import finished_layout

codes = np.random.default_rng(0).normal(size=(600, 6)).astype(np.float32)
methods = sys.argv[1:]
points = [None] * len(methods)

def make(index):
    points[index] = finished_layout(codes, MapSettings(methods[index], iterations=60, threads=2)).points

threads = [threading.Thread(target=make, args=(index,)) for index in range(len(methods))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps([bool(np.isfinite(one).all()) and one.shape == (600, 2) for one in points]))
"""


@pytest.mark.parametrize("methods", [("umap", "umap"), ("umap", "tsne")])
def test_two_maps_at_once_never_end_the_process(methods):
    """In a process of their own: what numba does to parallel loops that meet would take the tests with it."""
    done = subprocess.run([sys.executable, "-c", _SCRIPT, *methods], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [True, True]
