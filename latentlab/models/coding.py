"""Images to codes and codes to images, numpy in and numpy out, without gradients."""

import copy
from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from latentlab.errors import ConfigError
from latentlab.models.autoencoder import Autoencoder

_BATCH = 4_096


def encode_images(model: Autoencoder, images: np.ndarray) -> np.ndarray:
    """Codes (N, latent) float32 of images (N, pixels), uint8 or float32 in [0, 1]."""
    return _in_batches(lambda rows: model.encode(as_inputs(rows)), images, model.latent)


def decode_codes(model: Autoencoder, codes: np.ndarray) -> np.ndarray:
    """Images (N, pixels) float32, in [0, 1] for a sigmoid output, of codes (N, latent).

    Raises ConfigError where the codes have another length than the network's.
    """
    if codes.ndim != 2 or codes.shape[1] != model.latent:
        raise ConfigError(
            "A code must have {latent} values for this network, got {got}.",
            latent=model.latent,
            got=codes.shape[1] if codes.ndim == 2 else codes.shape,
        )
    return _in_batches(
        lambda rows: model.decode(torch.from_numpy(rows)), codes.astype(np.float32), model.pixels
    )


def classify_codes(model: Autoencoder, codes: np.ndarray) -> np.ndarray:
    """How sure the network's own classifier is of each class, (N, classes) float32, of codes (N, latent)."""
    with torch.no_grad():
        certainty: np.ndarray = model.classify(torch.from_numpy(codes.astype(np.float32))).softmax(1).numpy()
    return certainty


def reconstruct_images(model: Autoencoder, images: np.ndarray) -> np.ndarray:
    """Reconstructions (N, pixels) float32 of images (N, pixels) uint8."""
    return _in_batches(lambda rows: model(as_inputs(rows)), images, model.pixels)


def reconstruction_error(model: Autoencoder, images: np.ndarray) -> np.ndarray:
    """Mean squared error a pixel of each image: (N,) float32, for images (N, pixels) uint8."""

    def errors(rows: np.ndarray) -> torch.Tensor:
        x = as_inputs(rows)  # (B, pixels)
        squares: torch.Tensor = (model(x) - x) ** 2
        return squares.mean(dim=1, keepdim=True)  # (B, 1)

    return _in_batches(errors, images, 1)[:, 0]


def as_inputs(images: np.ndarray | torch.Tensor) -> torch.Tensor:
    """Bytes 0..255 as the network sees them: float32 in [0, 1]; float32 is taken to be that already."""
    inputs: torch.Tensor = torch.as_tensor(images)
    return inputs if inputs.dtype == torch.float32 else inputs.float().div_(255)


def frozen_copy(model: Autoencoder) -> Autoencoder:
    """A copy in main memory that shares nothing with `model` and that nobody trains: safe elsewhere."""
    elsewhere = {id(one): nn.Parameter(one.cpu()) for one in model.parameters() if one.device.type != "cpu"}
    return copy.deepcopy(model, dict(elsewhere)).eval().requires_grad_(False)


def trainable_copy(model: Autoencoder) -> Autoencoder:
    """A copy that shares nothing with `model` and that can be trained on."""
    return copy.deepcopy(model).train().requires_grad_(True)


def _in_batches(function: Callable[[np.ndarray], torch.Tensor], rows: np.ndarray, width: int) -> np.ndarray:
    out = np.empty((len(rows), width), np.float32)
    with torch.no_grad():
        for start in range(0, len(rows), _BATCH):
            out[start : start + _BATCH] = function(rows[start : start + _BATCH]).numpy()
    return out
