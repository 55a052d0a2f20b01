"""t-SNE's objective, computed exactly: the one figure that two programs' maps can be compared by."""

import numpy as np

PERPLEXITY = 30.0
_ROWS = 500
_HALVINGS = 60


def exact_joint(codes: np.ndarray) -> np.ndarray:
    """P (N, N) float64 of all pairs, at perplexity 30. Source: van der Maaten and Hinton 2008."""
    total = len(codes)
    conditional = np.empty((total, total))
    for rows in _pieces(total):
        conditional[rows] = _conditional(codes, rows)
    joint: np.ndarray = (conditional + conditional.T) / (2 * total)
    return joint


def exact_divergence(joint: np.ndarray, points: np.ndarray) -> float:
    """KL(P || Q) in nats of a map (N, 2) in the method's own units."""
    total = len(points)
    normaliser = sum(float(_affinity(points, rows).sum()) for rows in _pieces(total))
    divergence = 0.0
    for rows in _pieces(total):
        p, q = joint[rows], _affinity(points, rows) / normaliser
        has_weight = p > 0
        divergence += float((p[has_weight] * np.log(p[has_weight] / q[has_weight])).sum())
    return divergence


def _conditional(codes: np.ndarray, rows: slice) -> np.ndarray:
    """P_{j|i} of some rows i, each bandwidth by bisection."""
    squared = _squared_distances(codes.astype(np.float64), rows)
    squared -= np.where(_is_self(squared, rows), np.inf, squared).min(axis=1, keepdims=True)
    low, high = np.zeros(len(squared)), np.full(len(squared), np.inf)
    precision = 1 / np.maximum(squared.mean(axis=1), 1e-12)
    for _ in range(_HALVINGS):
        weights = _weights(squared, precision, rows)
        entropy = -(weights * np.log(np.maximum(weights, 1e-300))).sum(axis=1)
        is_wide = entropy > np.log(PERPLEXITY)
        low, high = np.where(is_wide, precision, low), np.where(is_wide, high, precision)
        precision = np.where(np.isinf(high), 2 * precision, (low + high) / 2)
    return _weights(squared, precision, rows)


def _weights(squared: np.ndarray, precision: np.ndarray, rows: slice) -> np.ndarray:
    weights = np.exp(-squared * precision[:, None])
    weights[_is_self(squared, rows)] = 0
    scaled: np.ndarray = weights / weights.sum(axis=1, keepdims=True)
    return scaled


def _affinity(points: np.ndarray, rows: slice) -> np.ndarray:
    affinity: np.ndarray = 1 / (1 + _squared_distances(points.astype(np.float64), rows))
    affinity[_is_self(affinity, rows)] = 0
    return affinity


def _squared_distances(places: np.ndarray, rows: slice) -> np.ndarray:
    lengths = (places**2).sum(axis=1)
    squared = lengths[rows, None] + lengths - 2 * places[rows] @ places.T
    floored: np.ndarray = np.maximum(squared, 0)
    return floored


def _is_self(matrix: np.ndarray, rows: slice) -> np.ndarray:
    mask: np.ndarray = np.arange(rows.start, rows.start + len(matrix))[:, None] == np.arange(matrix.shape[1])
    return mask


def _pieces(total: int) -> list[slice]:
    return [slice(start, min(start + _ROWS, total)) for start in range(0, total, _ROWS)]
