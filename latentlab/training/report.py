"""The verdict on a trained network: what the test images say, beside what is easy to reach."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
import torch

from latentlab.data.image_set import ImageSet
from latentlab.data.split import Split
from latentlab.latent.code_statistics import code_statistics
from latentlab.latent.probe import (
    fit_linear_probe,
    image_plane,
    knn_accuracy,
    pca_test_curve,
    principal_cos2,
)
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import as_inputs, decode_codes, encode_images, reconstruction_error
from latentlab.models.config import ModelConfig
from latentlab.training.config import TrainingConfig

NOISE_LEVELS = (0.1, 0.3, 0.5, 0.7)  # standard deviations of Gaussian noise, where white is 1
_NOISE_STREAM = 3  # a seed's draws for the split and the sample have streams of their own
_BATCH = 1_024

Probe = Callable[[np.ndarray, np.ndarray], float]


def verdict(model: Autoencoder, images: ImageSet, split: Split, config: TrainingConfig) -> dict[str, Any]:
    """The `test` part of `train --json`: every measure on the test images, None where it does not apply.

    Errors are mean squared errors a pixel. What is fitted (PCA, probes) is fitted on the training images.
    Same arguments, same numbers.
    """
    train, test = images.flat[split.train], images.flat[split.test]
    train_labels, test_labels = images.labels[split.train], images.labels[split.test]
    train_codes, test_codes = encode_images(model, train), encode_images(model, test)
    probe = fit_linear_probe(train_codes, train_labels)
    pca = pca_test_curve(train, test)  # (pixels + 1,)
    mse = float(reconstruction_error(model, test).mean(dtype=np.float64))
    return {
        "mse": mse,
        "sse_per_image": mse * images.pixels,
        "pca_mse": float(pca[min(model.latent, images.pixels)]),
        "mean_image_mse": float(pca[0]),
        "linear_probe_accuracy": probe(test_codes, test_labels),
        "knn_accuracy": knn_accuracy(train_codes, train_labels, test_codes, test_labels),
        "principal_cos2": plane_agreement(model, train) if is_linear(config.model) else None,
        **asdict(code_statistics(test_codes)),
        "classifier_accuracy": classifier_accuracy(model, test_codes, test_labels),
        "noise": [under_noise(model, test, test_labels, level, config.seed, probe) for level in NOISE_LEVELS],
    }


def is_linear(config: ModelConfig) -> bool:
    """Whether the network can only rotate, scale and shift, as PCA does."""
    inner = not config.hidden or config.activation == "identity"
    return config.architecture == "dense" and inner and config.code_activation == config.output == "identity"


def classifier_accuracy(model: Autoencoder, codes: np.ndarray, labels: np.ndarray) -> float | None:
    """Share of codes (M, k) that the network's own classifier labels rightly; None where it has none."""
    if model.classifier is None:
        return None
    with torch.no_grad():
        told = model.classify(torch.from_numpy(codes)).argmax(dim=1).numpy()
    return float((told == labels).mean())


def plane_agreement(model: Autoencoder, train: np.ndarray) -> float | None:
    """How well the plane that a linear network decodes to agrees with PCA's, 1 at most.

    train: (N, pixels) uint8. None where there are as many latent dimensions as pixels: no plane is left out.
    """
    if model.latent >= model.pixels:
        return None
    corners = decode_codes(
        model, np.vstack([np.zeros(model.latent), np.eye(model.latent)])
    )  # (k + 1, pixels)
    return principal_cos2((corners[1:] - corners[0]).T, image_plane(train, model.latent))


def under_noise(
    model: Autoencoder, test: np.ndarray, labels: np.ndarray, level: float, seed: int, probe: Probe
) -> dict[str, float]:
    """How well noisy test images (M, pixels) uint8 are rebuilt clean, and their classes told apart.

    The noise is Gaussian of standard deviation `level`, and the sum is kept in [0, 1]; the probe was fitted
    on codes of clean images.
    """
    generator = torch.Generator().manual_seed((seed * 1_000_003 + _NOISE_STREAM) % 2**63)
    codes = np.empty((len(test), model.latent), np.float32)
    squares = 0.0
    with torch.no_grad():
        for start in range(0, len(test), _BATCH):
            clean = as_inputs(test[start : start + _BATCH])  # (B, pixels)
            noise = torch.randn(clean.shape, generator=generator)
            z = model.encode((clean + level * noise).clamp_(0, 1))  # (B, k)
            codes[start : start + _BATCH] = z.numpy()
            squares += float(((model.decode(z) - clean) ** 2).sum(dtype=torch.float64))
    return {"level": level, "mse_to_clean": squares / test.size, "probe_accuracy": probe(codes, labels)}
