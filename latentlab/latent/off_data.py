"""Whether a code lies where codes of images lie."""

from dataclasses import dataclass

import numpy as np

from latentlab.latent.neighbours.near_codes import NearCodes

NEIGHBOURS = 5
_ASKED = 1_000  # codes that the usual distance is measured on
_USUAL = 0.98  # of them are nearer to others than the limit
_TOLD_BY = 24  # codes that tell how it changes: in a millisecond, to a twelfth


@dataclass(frozen=True, slots=True, eq=False)
class DataEdge:
    """How far codes usually are from the nearest others.

    Of codes drawn at 4 times the spread of digits' (PCA codes of 4,000), so many are told to be off: 58% at
    1 dimension, 85% at 2, 94% at 3, 98% at 4, more than 99% from 6 on; in few dimensions many of them fall
    among the others. Of held-out digits at most 5% are.
    """

    near: NearCodes
    distances: np.ndarray  # (M,) rising: mean distance of sampled codes to their 5 nearest others
    limit: float  # the distance beyond which 2% of them lie

    def distance(self, z: np.ndarray) -> np.ndarray:
        """Mean distance (B,) of codes z (B, k) to the 5 nearest codes of images."""
        distance: np.ndarray = self.near.nearest(z, NEIGHBOURS)[1].mean(axis=1)
        return distance

    def is_off(self, z: np.ndarray) -> np.ndarray:
        """Which of the codes z (B, k) lie off the data: (B,) bool."""
        return self.is_beyond(self.distance(z))

    def is_beyond(self, distance: np.ndarray) -> np.ndarray:
        """Which of such distances (B,) are off the data: (B,) bool."""
        beyond: np.ndarray = distance > self.limit
        return beyond

    def share_beyond(self, distance: np.ndarray) -> np.ndarray:
        """Share (B,) of the images whose codes lie at least as lonely as each of such distances (B,)."""
        behind = np.searchsorted(self.distances, distance, side="left")
        share: np.ndarray = 1 - behind / len(self.distances)
        return share


def grown(edge: DataEdge, near: NearCodes) -> DataEdge:
    """The same edge among newer codes, or fewer: as far out as a few of these lie apart.

    A network in training spreads its codes, and shows a part of them; measuring anew takes longer.
    """
    if near.codes is edge.near.codes or near.codes.shape[1] != edge.near.codes.shape[1]:
        return edge
    before = float(edge.distances.mean())
    scale = float(_distances(near, _TOLD_BY).mean()) / before if before > 0 else 1.0
    return DataEdge(near, edge.distances * scale, edge.limit * scale)


def data_edge(near: NearCodes) -> DataEdge:
    """Measure the usual distances on evenly spaced codes, each left out of its own neighbours."""
    distances = np.sort(_distances(near, _ASKED))
    return DataEdge(near, distances, float(np.quantile(distances, _USUAL)))


def _distances(near: NearCodes, asked: int) -> np.ndarray:
    """Mean distances (n,) of so many codes, evenly spaced, to their 5 nearest others."""
    count = len(near.codes)
    rows = np.linspace(0, count - 1, min(count, asked)).astype(int)
    _, far = near.nearest(near.codes[rows], NEIGHBOURS + 1)
    distances: np.ndarray = far[:, 1:].mean(axis=1) if far.shape[1] > 1 else np.zeros(len(rows))
    return distances
