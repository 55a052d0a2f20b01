"""How far apart codes lie, which gives a distance between two of them a meaning."""

from dataclasses import dataclass

import numpy as np

from latentlab.latent.neighbours.near_codes import NearCodes

_ASKED = 500  # codes that the distances are measured on
_SMALLEST = 1e-6  # of the codes' radius: nearer ones are the same


@dataclass(frozen=True, slots=True)
class CodeScale:
    """Two distances that are usual among the codes of a data set."""

    nearest: float  # median distance of a code to the nearest other one
    between: float  # median distance of two codes drawn at random

    def steps(self, distance: float) -> float:
        """A distance in steps from a code to the nearest other one."""
        return distance / self.nearest

    def share(self, distance: float) -> float:
        """A distance as a share of that between two codes drawn at random."""
        return distance / self.between


def code_scale(near: NearCodes) -> CodeScale | None:
    """Measure the distances on evenly spaced codes; None where all codes are the same, or there is one."""
    codes = near.codes
    count = len(codes)
    if count < 2:
        return None
    rows = np.linspace(0, count - 1, min(count, _ASKED)).astype(int)
    _, far = near.nearest(codes[rows], 2)
    others = codes[np.random.default_rng(0).permutation(count)[: len(rows)]]
    between = np.linalg.norm(codes[rows].astype(np.float64) - others, axis=1)
    between = between[between > _SMALLEST * near.radius]
    if len(between) == 0:
        return None
    apart = far[:, 1][far[:, 1] > _SMALLEST * near.radius]
    nearest = float(np.median(apart)) if len(apart) else float(between.min())
    return CodeScale(nearest, float(np.median(between)))
