"""The plane of a linear network beside PCA's."""

import numpy as np

from latentlab.latent.image_pca import ImagePca
from latentlab.latent.probe import principal_cosines2
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import decode_codes
from latentlab.models.config import ModelConfig
from latentlab.training.verdict.verdict import PlaneAgreement


def is_linear(config: ModelConfig) -> bool:
    """Whether the network can only rotate, scale and shift, as PCA does."""
    inner = not config.hidden or config.activation == "identity"
    return config.architecture == "dense" and inner and config.code_activation == config.output == "identity"


def plane_agreement(model: Autoencoder, config: ModelConfig, pca: ImagePca) -> PlaneAgreement | None:
    """How the planes agree; None for a network that bends, or with as many dimensions as pixels."""
    k = model.latent
    if not is_linear(config) or k >= model.pixels:
        return None
    plane = decoded_plane(model)
    axes = pca.basis[:, :k]
    basis, _ = np.linalg.qr(plane.astype(np.float64))  # (pixels, k)
    return PlaneAgreement(
        cos2=principal_cosines2(plane, axes),
        inside=np.square(basis.T @ axes).sum(axis=0),
        variances=pca.variances[: k + 1] / max(float(pca.variances.sum()), 1e-12),
    )


def decoded_plane(model: Autoencoder) -> np.ndarray:
    """Directions (pixels, k) in which the images of a linear network change along each axis of its codes."""
    ends = decode_codes(model, np.vstack([np.zeros(model.latent), np.eye(model.latent)]))  # (k + 1, pixels)
    directions: np.ndarray = (ends[1:] - ends[0]).T
    return directions
