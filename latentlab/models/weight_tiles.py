"""The weights of the layers that touch pixels or the code, one tile a unit."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from torch import nn

from latentlab.models.autoencoder import Autoencoder
from latentlab.models.dense import TiedLinear
from latentlab.models.recurrent import RowReader
from latentlab.models.transformer import TokenEncoder

Place = Literal["sees", "paints", "reads"]
Piece = Literal["image", "kernel", "row", "patch", "code"]


@dataclass(frozen=True, slots=True, eq=False)
class WeightTiles:
    """place: the layer that sees pixels, the one that paints them, or the one that reads the code.

    piece: what a tile covers: a whole image, a kernel that is moved over it, a row or patch of it, the code.
    """

    place: Place
    piece: Piece
    tiles: np.ndarray  # (units, h, w) float32
    is_tied: bool = False  # these are the encoder's weights once more

    @property
    def strength(self) -> np.ndarray:
        """Length of each unit's weights: (units,) float64."""
        length: np.ndarray = np.sqrt(np.square(self.tiles, dtype=np.float64).sum(axis=(1, 2)))
        return length


def weight_tiles(model: Autoencoder, shape: tuple[int, int]) -> tuple[WeightTiles, ...]:
    """All there are of a network for images of `shape` (height, width), in the order of `Place`.

    A layer that reads the code and paints the image at once, as a network without hidden layers has it, is
    told of as painting. The arrays are the network's own: read only.
    """
    sees, paints = seen_tiles(model, shape), _painted(model, shape)
    reads = next(layer for layer in model.decoder.modules() if isinstance(layer, nn.Linear | TiedLinear))
    weights = _matrix(reads)  # (units, latent)
    if weights.shape == (model.pixels, model.latent):
        return sees, paints
    return sees, paints, WeightTiles("reads", "code", weights[:, None], isinstance(reads, TiedLinear))


def seen_tiles(model: Autoencoder, shape: tuple[int, int]) -> WeightTiles:
    """What the units of the first layer look for."""
    first = next(layer for layer in model.encoder.modules() if isinstance(layer, nn.Linear | nn.Conv2d))
    weights = first.weight.detach().numpy()
    if isinstance(first, nn.Conv2d):
        return WeightTiles("sees", "kernel", weights[:, 0])
    return WeightTiles("sees", _piece(model), weights.reshape(-1, *_sides(model, shape)))


def _painted(model: Autoencoder, shape: tuple[int, int]) -> WeightTiles:
    kinds = (nn.Linear, nn.ConvTranspose2d, TiedLinear)
    last = [layer for layer in model.decoder.modules() if isinstance(layer, kinds)][-1]
    if isinstance(last, nn.ConvTranspose2d):
        return WeightTiles("paints", "kernel", last.weight.detach().numpy()[:, 0])
    tiles = _matrix(last).T.reshape(-1, *_sides(model, shape))
    return WeightTiles("paints", _piece(model), tiles, isinstance(last, TiedLinear))


def _matrix(layer: nn.Module) -> np.ndarray:
    """Weights (out, in) of a dense layer, tied or not."""
    assert isinstance(layer, nn.Linear | TiedLinear)
    weights: np.ndarray = layer.weight.detach().numpy()
    return weights


def _piece(model: Autoencoder) -> Piece:
    if isinstance(model.encoder, RowReader):
        return "row"
    if isinstance(model.encoder, TokenEncoder):
        return "row" if model.encoder.tokens.height == 1 else "patch"
    return "image"


def _sides(model: Autoencoder, shape: tuple[int, int]) -> tuple[int, int]:
    if isinstance(model.encoder, TokenEncoder):
        return model.encoder.tokens.height, model.encoder.tokens.width
    return (1, shape[1]) if isinstance(model.encoder, RowReader) else shape
