"""Imports and compiles what is slow to load, after the window is up."""

from collections.abc import Generator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ready:
    """What can be used by now."""

    torch: bool = False
    maps: bool = False
    has_failed: bool = False  # torch will not come


def load_torch() -> Generator[Ready, None, None]:
    """Import torch, its optimizer and what is built on them.

    Raises SurroundingsError where torch is missing or too old.
    """
    from latentlab.models.torch_version import require_torch

    require_torch()
    import torch

    import latentlab.models.restore
    import latentlab.training.trainer  # noqa: F401

    torch.optim.Adam([torch.nn.Parameter(torch.zeros(1))], fused=True)  # the first one imports for seconds
    yield Ready(torch=True)


def load_maps() -> Generator[Ready, None, None]:
    """Import and compile what t-SNE and UMAP need."""
    import numpy as np

    from latentlab.latent.projection import MapSettings, project

    codes = np.random.default_rng(0).normal(size=(64, 4)).astype(np.float32)
    for method in ("umap", "tsne"):
        for _ in project(codes, MapSettings(method=method, iterations=3)):
            pass  # a small map needs all that a large one needs
    yield Ready(torch=True, maps=True)
