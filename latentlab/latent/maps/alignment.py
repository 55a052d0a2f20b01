"""Maps turned and mirrored to lie on one another, never stretched."""

import numpy as np


def rotation(points: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """The rotation or reflection (d, d) that brings centred points (N, d) nearest to the reference (N, d).

    Source: Schönemann 1966, orthogonal Procrustes.
    """
    moved = points - points.mean(axis=0, dtype=np.float64)
    fixed = reference - reference.mean(axis=0, dtype=np.float64)
    cross = (moved / (np.abs(moved).max() or 1.0)).T @ (fixed / (np.abs(fixed).max() or 1.0))  # (d, d)
    u, _, vt = np.linalg.svd(cross)
    turned: np.ndarray = u @ vt
    return turned


def in_dimensions(points: np.ndarray, dimensions: int) -> np.ndarray:
    """Points (N, d) with as many axes as asked: those beyond are left out, those missing are zero."""
    given = points.shape[1]
    if given >= dimensions:
        return points[:, :dimensions]
    return np.pad(points, ((0, 0), (0, dimensions - given)))


def align(points: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Turn and mirror points (N, d) about their centre, which is carried to the reference's.

    A reference of fewer places (M, d) is one of the first M points. Returns (N, d) float32; all distances
    between the points stay what they were.
    """
    known = points[: len(reference)]
    centre = known.mean(axis=0, dtype=np.float64)
    turned = (points - centre) @ rotation(known, reference)
    aligned: np.ndarray = (turned + reference.mean(axis=0, dtype=np.float64)).astype(np.float32)
    return aligned
