"""The weights of the first layer as images: what each of its units looks for."""

from dataclasses import dataclass

import numpy as np

from latentlab.models.autoencoder import Autoencoder
from latentlab.models.weight_tiles import seen_tiles

MOST = 48


@dataclass(frozen=True, slots=True, eq=False)
class WeightImages:
    """The strongest units, by the length of their weights."""

    units: int  # of the layer, all of them
    numbers: np.ndarray  # (n,) intp: which they are
    weights: np.ndarray  # (n, height, width) float32

    @property
    def concentration(self) -> float:
        """Mean share of a unit's squared weights in its strongest tenth of pixels: 1 for small strokes."""
        squares = np.sort(np.square(self.weights, dtype=np.float64).reshape(len(self.weights), -1), axis=1)
        top = max(1, squares.shape[1] // 10)
        return float((squares[:, -top:].sum(axis=1) / np.maximum(squares.sum(axis=1), 1e-30)).mean())


def weight_images(model: Autoencoder, shape: tuple[int, int], most: int = MOST) -> WeightImages | None:
    """Weights of a dense layer that sees whole images, or the kernels of a convolution; else None."""
    seen = seen_tiles(model, shape)
    if seen.piece not in ("image", "kernel"):
        return None
    order = np.argsort(-seen.strength, kind="stable")[:most]
    return WeightImages(len(seen.tiles), order, seen.tiles[order].copy())
