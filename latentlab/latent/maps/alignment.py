"""Maps turned and mirrored to lie on one another, never stretched."""

import numpy as np


def rotation(points: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """The rotation or reflection (2, 2) that brings centred points (N, 2) nearest to the reference (N, 2).

    Source: Schönemann 1966, orthogonal Procrustes.
    """
    moved = points - points.mean(axis=0, dtype=np.float64)
    fixed = reference - reference.mean(axis=0, dtype=np.float64)
    cross = (moved / (np.abs(moved).max() or 1.0)).T @ (fixed / (np.abs(fixed).max() or 1.0))  # (2, 2)
    u, _, vt = np.linalg.svd(cross)
    turned: np.ndarray = u @ vt
    return turned


def align(points: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Turn and mirror points (N, 2) about their centre, which is carried to the reference's.

    Returns (N, 2) float32; all distances between the points stay what they were.
    """
    centre = points.mean(axis=0, dtype=np.float64)
    turned = (points - centre) @ rotation(points, reference)
    aligned: np.ndarray = (turned + reference.mean(axis=0, dtype=np.float64)).astype(np.float32)
    return aligned
