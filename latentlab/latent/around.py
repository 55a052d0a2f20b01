"""What is around a code: the nearest real images, and whether images lie there at all."""

from dataclasses import dataclass

import numpy as np

from latentlab.latent.neighbours.near_codes import NearCodes
from latentlab.latent.off_data import NEIGHBOURS, DataEdge

_SPREAD_OF = 10  # codes around z whose spread is what z may waver by


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a code lies among those of images; distances are means over the 5 nearest others."""

    distance: float
    usual: float  # the middle one of all images
    limit: float  # beyond which 2% of the images lie
    lonelier: float  # share of the images that lie at least as far from theirs
    is_off: bool


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """The nearest images of a code, nearest first, an image's own code left out."""

    rows: np.ndarray  # (n,) int64, of the map
    distances: np.ndarray  # (n,)
    standing: Standing | None  # None where the edge of the data is not measured


def around(near: NearCodes, edge: DataEdge | None, z: np.ndarray, row: int | None, count: int) -> Around:
    """Look around a code z (k,), or around the code that `near` has of a row."""
    is_known = row is not None and row < len(near.codes)
    asked = near.codes[row] if is_known else z
    rows, far = (found[0] for found in near.nearest(asked[None], max(count, NEIGHBOURS) + 1))
    others = rows != row if is_known else np.arange(len(rows)) < max(count, NEIGHBOURS)
    rows, far = rows[others].astype(np.int64), far[others]
    standing = None if edge is None or len(far) == 0 else _standing(edge, float(far[:NEIGHBOURS].mean()))
    return Around(rows[:count], far[:count], standing)


def local_spread(codes: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Standard deviation (k,) of the 10 codes of (N, k) nearest to z (k,), of each dimension by itself."""
    away = ((codes - z) ** 2).sum(axis=1)
    nearest = np.argpartition(away, min(_SPREAD_OF, len(codes)) - 1)[:_SPREAD_OF]
    spread: np.ndarray = codes[nearest].std(axis=0)
    return spread


def _standing(edge: DataEdge, distance: float) -> Standing:
    at = np.array([distance])
    return Standing(
        distance,
        float(np.median(edge.distances)),
        edge.limit,
        float(edge.share_beyond(at)[0]),
        bool(edge.is_beyond(at)[0]),
    )
