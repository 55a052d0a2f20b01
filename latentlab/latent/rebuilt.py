"""How well images are rebuilt, one by one, and in which order they are looked at."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from latentlab.latent.image_pca import ImagePca
from latentlab.latent.preparing import Preparing

RebuiltOrder = Literal["index", "worst", "best", "behind", "ahead"]
REBUILT_ORDERS: tuple[RebuiltOrder, ...] = get_args(RebuiltOrder)
_PIECE = 2_048  # images at a time

Errors = Callable[[np.ndarray], np.ndarray]  # images (B, pixels) uint8 to mean squared errors a pixel (B,)


@dataclass(frozen=True, slots=True)
class RebuiltWish:
    """Which images are to be looked at, and in which order.

    "behind" begins where the network is furthest behind PCA, "ahead" where it is furthest ahead.
    """

    order: RebuiltOrder = "index"
    label: int | None = None  # of this class alone
    part: int | None = None  # 0 training, 1 validation, 2 test images alone
    only_group: bool = False  # the selected points alone


def errors_of(images: np.ndarray, errors: Errors) -> Generator[Preparing, None, np.ndarray]:
    """The mean squared error a pixel of each image (N, pixels) uint8: (N,) float32."""
    found = np.empty(len(images), np.float32)
    for start in range(0, len(images), _PIECE):
        found[start : start + _PIECE] = errors(images[start : start + _PIECE])
        yield Preparing("errors", min(len(images), start + _PIECE), len(images))
    return found


def rebuilt_by_pca(pca: ImagePca, images: np.ndarray, dimensions: int) -> np.ndarray:
    """Images (N, pixels), bytes or float32 in [0, 1], through so many dimensions: (N, pixels) float32."""
    basis = pca.basis[:, :dimensions]
    rebuilt: np.ndarray = pca.mean + (pca.centred(images) @ basis) @ basis.T
    return rebuilt


def pca_errors(pca: ImagePca, images: np.ndarray, dimensions: int) -> np.ndarray:
    """Mean squared error a pixel (N,) float32 of images (N, pixels) through so many dimensions of PCA."""
    centred = pca.centred(images)
    kept = centred @ pca.basis[:, :dimensions]
    left = np.square(centred).sum(axis=1) - np.square(kept).sum(axis=1)
    errors: np.ndarray = np.maximum(left, 0) / np.float32(images.shape[1])
    return errors


def arranged(
    rows: np.ndarray, order: RebuiltOrder, indices: np.ndarray, net: np.ndarray, pca: np.ndarray | None
) -> np.ndarray:
    """The rows (n,) in order; equals stay in the order of their images' indices.

    indices, net, pca: (N,) of all rows. What is no number comes last; without `pca` the orders that ask
    for it are that of the indices.
    """
    rows = rows[np.argsort(indices[rows], kind="stable")]
    match order:
        case "index":
            return rows
        case "worst":
            keys = -net
        case "best":
            keys = net
        case "behind" | "ahead":
            if pca is None:
                return rows
            keys = pca - net if order == "behind" else net - pca
    return rows[np.argsort(keys[rows], kind="stable")]
