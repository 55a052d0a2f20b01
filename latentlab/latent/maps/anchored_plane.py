"""The plane through three points of the code space, or through the means of three classes."""

import numpy as np

from latentlab.errors import LatentLabError
from latentlab.latent.checks import checked_codes
from latentlab.latent.maps.layout import Plane
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.pca import principal_plane

_LEAST = 1e-6  # of the extent of the three: what is nearer counts as equal, or as on the line


def anchor_codes(
    codes: np.ndarray, settings: MapSettings, labels: np.ndarray | None
) -> tuple[np.ndarray, tuple[int, ...]]:
    """The three codes (3, k) that the settings name, and their numbers, of codes (N, k) with labels (N,).

    Raises LatentLabError where one of them is not there.
    """
    codes = checked_codes(codes)
    if settings.anchored_by == "points":
        rows = settings.anchors or (0, 1, 2)
        return _of_points(codes, rows), rows
    if labels is None:
        raise LatentLabError("A plane through three classes needs the classes of the points, got none.")
    return _of_classes(codes, np.asarray(labels)[: len(codes)], settings.anchors)


def plane_through(codes: np.ndarray, anchors: np.ndarray, dimensions: int = 2) -> Plane:
    """The plane through three codes (3, k): the first is its origin, the second lies on its first axis.

    A third axis stands upright on it, where the codes (N, k) vary most. Raises LatentLabError where the
    three are equal or lie on a line. Source: Gram and Schmidt's orthonormal axes.
    """
    codes = checked_codes(codes)
    origin, second, third = anchors.astype(np.float64)
    extent = max(_length(second - origin), _length(third - origin), _length(third - second))
    if min(_length(second - origin), _length(third - origin), _length(third - second)) <= _LEAST * extent:
        raise LatentLabError("A plane needs three different points, but two of the three chosen are equal.")
    first = (second - origin) / _length(second - origin)
    rest = (third - origin) - ((third - origin) @ first) * first
    if _length(rest) <= _LEAST * extent:
        raise LatentLabError(
            "A plane needs three points that do not lie on a line, but the three chosen do. Choose another."
        )
    axes = np.column_stack([first, rest / _length(rest)])  # (k, 2)
    if dimensions == 3:
        axes = np.column_stack([axes, _upright(codes, axes)])
    variances = codes.var(axis=0, dtype=np.float64).sum() or 1.0
    spread = ((codes - origin) @ axes).var(axis=0)
    return Plane(origin, axes, spread / variances)


def _of_points(codes: np.ndarray, rows: tuple[int, int, int]) -> np.ndarray:
    if not all(0 <= row < len(codes) for row in rows):
        raise LatentLabError(
            "A plane needs three points of the map, from {first} to {last}, got {rows}.",
            first=0,
            last=len(codes) - 1,
            rows=", ".join(map(str, rows)),
        )
    return codes[list(rows)].astype(np.float64)


def _of_classes(
    codes: np.ndarray, labels: np.ndarray, chosen: tuple[int, int, int] | None
) -> tuple[np.ndarray, tuple[int, ...]]:
    present = np.unique(labels)
    if len(present) < 3:
        raise LatentLabError(
            "A plane through class means needs three classes, got {count}: choose three points instead.",
            count=len(present),
        )
    numbers = chosen or tuple(present[:3].tolist())
    for label in numbers:
        if label not in present:
            raise LatentLabError("No point on the map is of class {label}: choose another.", label=label)
    means = [codes[labels == label].mean(axis=0, dtype=np.float64) for label in numbers]
    return np.stack(means), numbers


def _upright(codes: np.ndarray, axes: np.ndarray) -> np.ndarray:
    """The direction (k,) of greatest variance across the plane; zero where there is no third dimension."""
    across = codes - (codes @ axes) @ axes.T
    direction = principal_plane(across).axes[:, 0]
    direction = direction - axes @ (axes.T @ direction)  # exactly upright
    length = _length(direction)
    return direction / length if length > 0.5 else np.zeros(len(axes))


def _length(vector: np.ndarray) -> float:
    return float(np.linalg.norm(vector))
