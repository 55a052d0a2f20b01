"""A fitted kernel PCA: where any code lies on its map."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

_VALUES_AT_ONCE = 2_000_000  # of the kernel, so that a stop is heard soon


@dataclass(frozen=True, slots=True, eq=False)
class KernelMap:
    """Codes as sums of kernels about the fitted ones, on the axes where these vary most.

    Its inverse is not exact: most places of the kernel's space belong to no code.
    Source: Schölkopf, Smola and Müller 1998; the kernel is exp(−gamma distance²).
    """

    fitted: np.ndarray  # (M, k) float64
    gamma: float
    vectors: np.ndarray  # (M, d)
    row_means: np.ndarray  # (M,): of the fitted codes' kernel
    variance_share: np.ndarray  # (d,): of the variance in the kernel's space

    def turned(self, turn: np.ndarray) -> "KernelMap":
        """The same map turned or mirrored by (d, d)."""
        return replace(self, vectors=self.vectors @ turn, variance_share=turn.T**2 @ self.variance_share)

    def places(self, codes: np.ndarray) -> Iterator[np.ndarray]:
        """Places (n, d) float32 of codes (N, k), some at a time."""
        rows = max(1, _VALUES_AT_ONCE // len(self.fitted))
        for start in range(0, len(codes), rows):
            kernel = rbf(codes[start : start + rows], self.fitted, self.gamma)
            kernel -= kernel.mean(axis=1, keepdims=True)
            kernel -= self.row_means - self.row_means.mean()
            yield (kernel @ self.vectors).astype(np.float32)


def rbf(codes: np.ndarray, fitted: np.ndarray, gamma: float) -> np.ndarray:
    """The kernel (n, M) between codes (n, k) and fitted ones (M, k)."""
    kernel = squared_distances(codes, fitted)
    kernel *= -gamma
    np.exp(kernel, out=kernel)
    return kernel


def squared_distances(codes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """From codes (n, k) to others (M, k): (n, M) float64."""
    middle = others.mean(axis=0, dtype=np.float64)  # products of numbers near 0 lose no digits
    left, right = codes - middle, others - middle
    squared: np.ndarray = left @ right.T
    squared *= -2
    squared += np.einsum("ij,ij->i", left, left)[:, None]
    squared += np.einsum("ij,ij->i", right, right)
    np.maximum(squared, 0, out=squared)
    return squared
