"""The code of a place on a map that moves: from the samples around it alone, at once."""

from dataclasses import replace

import numpy as np

from latentlab.latent.inverse.inverse import Inverse, prepare_inverse
from latentlab.latent.inverse.located import Located
from latentlab.latent.inverse.near_places import checked_places
from latentlab.latent.inverse.on_plane import PlaneInverse
from latentlab.latent.maps.layout import Plane
from latentlab.latent.neighbours.near_codes import NearCodes
from latentlab.latent.pieces import finished

_NEAREST = 64
_SECTORS = 24  # the nearest sample in each direction, so that a place between two groups has both around it


def locate_nearby(
    near: NearCodes, points: np.ndarray, plane: Plane | None, y: np.ndarray, through: np.ndarray | None = None
) -> Located:
    """The code of a place y (2,) on a map of the codes at points (N, 2); see `Inverse.locate`.

    Measured on 5,000 digits: a millisecond, the trust of the whole map's inverse and mostly its code, too.
    """
    if plane is not None:
        return PlaneInverse(near, plane).locate(y, through)
    y = checked_places(np.asarray(y)[None])[0]
    rows = _around(points, y)
    small: Inverse = finished(prepare_inverse(near.codes[rows], points[rows]))
    return replace(small, radius=near.radius).locate(y)


def _around(points: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Rows of the nearest points and of the nearest one in each direction."""
    with np.errstate(over="ignore", invalid="ignore"):
        away = points - y.astype(np.float32)  # (N, 2)
        far = np.einsum("nd,nd->n", away, away)
    count = min(_NEAREST, len(points))
    nearest = np.argpartition(far, count - 1)[:count]
    turn = np.arctan2(away[:, 1], away[:, 0])  # (N,) from -pi to pi
    sector = ((turn + np.pi) * (_SECTORS / (2 * np.pi))).astype(np.int8)
    members = (np.flatnonzero(sector == one) for one in range(_SECTORS))
    first = [rows[far[rows].argmin()] for rows in members if len(rows)]
    return np.unique(np.concatenate([nearest, np.array(first, nearest.dtype)]))
