"""What a projection yields: a map so far, or how far a preparation has come."""

from dataclasses import dataclass

import numpy as np

from latentlab.latent.preparing import Preparing

_POINTS_A_LAYOUT = 10_000
_MOST_ITERATIONS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """A map that is a plane through code space: y = (z - centre) @ axes, exact both ways."""

    centre: np.ndarray  # (k,)
    axes: np.ndarray  # (k, 2)
    variance_share: np.ndarray  # (2,): share of the codes' variance along each axis


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Places of the codes on the map after some iterations."""

    points: np.ndarray  # (N, 2) float32
    iteration: int
    iterations: int  # how many there will be
    done: bool
    plane: Plane | None = None  # where the map is linear
    kl: float | None = None  # t-SNE's own objective, where known
    scale: float = 1.0  # `points` are the method's own places times this: t-SNE starts anew at a tiny spread
    is_early: bool = False  # t-SNE's early phase, in which near points are drawn together more than they are


MapEvent = Layout | Preparing


def iterations_a_layout(total: int) -> int:
    """How many iterations of `total` points are worth a picture: some 20 ms of work, and never a leap."""
    return min(_MOST_ITERATIONS, max(1, round(_POINTS_A_LAYOUT / total)))
