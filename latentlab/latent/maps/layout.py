"""What a projection yields: a map so far, or how far a preparation has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:
    from latentlab.latent.maps.kernel_map import KernelMap

_POINTS_A_LAYOUT = 10_000
_MOST_ITERATIONS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """A map that is a plane through code space, or three axes of it: y = (z - centre) @ axes, exactly."""

    centre: np.ndarray  # (k,)
    axes: np.ndarray  # (k, d), d = 2 or 3
    variance_share: np.ndarray  # (d,): share of the codes' variance along each axis


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """The three that a plane was laid through."""

    places: np.ndarray  # (3, d): on the map
    by: str  # "classes" or "points"
    numbers: tuple[int, ...]  # of the classes, or of the points


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Places of the codes on the map after some iterations."""

    points: np.ndarray  # (N, d) float32, d = 2 or 3
    iteration: int
    iterations: int  # how many there will be
    done: bool
    plane: Plane | None = None  # where the map is linear
    kl: float | None = None  # t-SNE's own objective, where known
    scale: float = 1.0  # `points` are the method's own places times this: t-SNE starts anew at a tiny spread
    is_early: bool = False  # t-SNE's early phase, in which near points are drawn together more than they are
    anchors: Anchors | None = None  # what a plane was laid through
    kernel: KernelMap | None = None  # what places other codes on a map of kernel PCA

    @property
    def dimensions(self) -> int:
        """2 for a map, 3 for a space."""
        return int(self.points.shape[1])


MapEvent = Layout | Preparing


def iterations_a_layout(total: int) -> int:
    """How many iterations of `total` points are worth a picture: some 20 ms of work, and never a leap."""
    return min(_MOST_ITERATIONS, max(1, round(_POINTS_A_LAYOUT / total)))
