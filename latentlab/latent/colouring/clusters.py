"""Clusters of places, be they codes or points on a map: dense regions with sparse ones between them."""

from collections.abc import Generator

import numpy as np

from latentlab.latent.checks import centred, checked_codes
from latentlab.latent.preparing import Preparing

MOST_CLUSTERED = 5_000  # HDBSCAN takes time and memory by their square: 0.5 s, and 350 MB for a moment
_SHARE = 0.01  # of the clustered places, at least, in a cluster
_LEAST = 5
_CORE = 5  # neighbours that tell how dense it is at a place
_VALUES_AT_ONCE = 4_000_000


def smallest_cluster(clustered: int) -> int:
    """How many of so many clustered places make a cluster: a hundredth, and at least 5."""
    return max(_LEAST, round(_SHARE * clustered))


def clusters(places: np.ndarray) -> Generator[Preparing, None, np.ndarray]:
    """The cluster of each of the places (N, d): (N,) int from 0, −1 for those between the clusters.

    Beyond 5,000 places the first 5,000 are clustered, and each of the rest goes to the cluster of the nearest
    of them, or to none with it. Raises LatentLabError for places that are not finite.
    Source: Campello, Moulavi and Sander 2013, by scikit-learn.
    """
    scaled = centred(checked_codes(places))[0]
    total = len(scaled)
    labels = np.full(total, -1)
    yield Preparing("clusters", 0, total)
    known = min(total, MOST_CLUSTERED)
    labels[:known] = _hdbscan(scaled[:known])
    yield Preparing("clusters", known, total)
    rows = max(1, _VALUES_AT_ONCE // known)
    for start in range(known, total, rows):
        piece = slice(start, min(start + rows, total))
        labels[piece] = labels[_nearest(scaled[piece], scaled[:known])]
        yield Preparing("clusters", piece.stop, total)
    return labels


def _hdbscan(places: np.ndarray) -> np.ndarray:
    """Labels (N,) of places (N, d), −1 for noise; none is in a cluster where there are too few for one."""
    least = smallest_cluster(len(places))
    if len(places) < 2 * least:
        return np.full(len(places), -1)
    from sklearn.cluster import HDBSCAN

    # WORKAROUND: scikit-learn's trees hold Python's lock, up to seconds in which the window stands still.
    method = HDBSCAN(min_cluster_size=least, min_samples=_CORE, algorithm="brute", copy=True)
    labels: np.ndarray = method.fit_predict(places)
    return labels


def _nearest(asked: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Index of the nearest of known places (M, d) to each asked one (n, d): (n,)."""
    squares = np.einsum("ij,ij->i", known, known) - 2 * (asked @ known.T)  # (n, M), but for a constant
    indices: np.ndarray = squares.argmin(axis=1)
    return indices
