"""How soon another map is under way, and how soon the thread of the one before is gone."""

from collections.abc import Iterator
from time import perf_counter

import numpy as np

from latentlab.gui.app import make_application
from latentlab.gui.job import Job, JobSlot
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.projection import project
from latentlab.latent.maps.umap_kernel import epoch_kernel
from latentlab.latent.preparing import Preparing
from tests.benchmarks.codes import bundled_codes, mnist_codes
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import expect
from tests.benchmarks.row import Budget, Row, judged, unmeasured

_ACCEPTED, _ENDED = Budget(0.3), Budget(2.0)
_LAYOUTS = "layouts"
_STAGES = (
    ("umap", "neighbours"), ("umap", "affinities"), ("umap", _LAYOUTS),
    ("tsne", "neighbours"), ("tsne", "affinities"), ("tsne", _LAYOUTS),
    ("kernel-pca", "kernel"),
)  # fmt: skip


def measure(options: Options) -> Iterator[Row]:
    """For each stage of a method: from asking for PCA to its first event, and to the end of the thread."""
    make_application()
    codes = bundled_codes() if options.quick else mnist_codes(options.data_root)
    if codes is None:
        yield unmeasured("another map is under way", "s", "needs the data set mnist: see --data-root")
        return
    epoch_kernel()  # a compiler at work is no stage of a map
    for method, stage in options.pick(_STAGES, _STAGES[2:3]):
        accepted, ended = _switch(codes, method, stage)
        for what, seconds, budget in (
            ("the next map's first event", accepted, _ACCEPTED),
            ("the end of the thread", ended, _ENDED),
        ):
            yield judged(
                f"{method} left at {stage} → {what}",
                seconds,
                "s",
                budget=budget,
                points=len(codes),
                threads=1,
            )


def _switch(codes: np.ndarray, method: str, stage: str) -> tuple[float, float]:
    slot = JobSlot()
    old = slot.start(Job(project(codes, MapSettings(method))))
    expect(lambda: _is_at(old, stage), f"{method} to come to {stage}")
    began = perf_counter()
    new = slot.start(Job(project(codes, MapSettings("pca"))))
    expect(lambda: new.take(Layout) is not None, "a map of PCA")
    accepted = perf_counter() - began
    expect(lambda: not old.is_running, "the old thread to end")
    ended = perf_counter() - began
    slot.wait(10_000)
    return accepted, ended


def _is_at(job: Job, stage: str) -> bool:
    if stage == _LAYOUTS:
        return job.take(Layout) is not None
    preparing = job.take(Preparing)
    return preparing is not None and preparing.what == stage and preparing.done > 0
