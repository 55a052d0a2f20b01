"""How much pixels waver with a code, against torch's own derivatives and a wavering code itself."""

import numpy as np
import pytest
import torch

from latentlab.models.build import build_autoencoder
from latentlab.models.coding import decode_codes
from latentlab.models.config import DEFAULT_HIDDEN, ModelConfig
from latentlab.models.slope import encoders_spread, pixel_spread

SHAPE = (12, 12)


def network(architecture: str, latent: int, **choices):
    config = ModelConfig(DEFAULT_HIDDEN[architecture], latent, "tanh", architecture=architecture, **choices)
    return build_autoencoder(config, SHAPE, 0).eval().requires_grad_(False)


@pytest.mark.parametrize(
    ("architecture", "latent", "least"),
    [
        ("dense", 1, 1e-4),
        ("dense", 5, 1e-4),
        ("conv", 4, 1e-4),
        ("recurrent", 3, 1e-4),
        ("transformer", 3, 1e-3),  # the most curved: central differences are off by a thousandth
    ],
)
def test_it_is_what_derivatives_say(architecture, latent, least):
    model, rng = network(architecture, latent), np.random.default_rng(0)
    z, spread = rng.standard_normal(latent), rng.uniform(0.1, 2, latent)
    code = torch.from_numpy(z.astype(np.float32))
    slopes = torch.autograd.functional.jacobian(
        lambda one: model.decode(one[None])[0], code
    ).numpy()  # (pixels, k)
    expected = np.sqrt(((slopes * spread) ** 2).sum(axis=1))
    np.testing.assert_allclose(pixel_spread(model, z.astype(np.float32), spread), expected, atol=least)


def test_pixels_waver_so_where_the_code_wavers_a_little():
    """The first order holds for little: against the deviations of many decoded draws."""
    model, rng = network("dense", 4), np.random.default_rng(1)
    z, spread = rng.standard_normal(4).astype(np.float32), np.array([0.02, 0.05, 0.01, 0.03])
    draws = z + spread * rng.standard_normal((20_000, 4))
    np.testing.assert_allclose(
        pixel_spread(model, z, spread), decode_codes(model, draws).std(axis=0), rtol=0.05, atol=1e-5
    )


def test_without_any_spread_no_pixel_wavers():
    """But for rounding: a product of many rows rounds each by its place."""
    assert pixel_spread(network("dense", 3), np.ones(3, np.float32), np.zeros(3)).max() < 1e-4


def test_only_a_variational_encoder_tells_a_spread():
    image = np.random.default_rng(0).integers(0, 256, 144).astype(np.uint8)
    assert encoders_spread(network("dense", 3), image) is None
    model = network("dense", 3, variational=True)
    with torch.no_grad():
        log_variance = model.encoder(torch.from_numpy(image[None] / np.float32(255)))[0, 3:]
    np.testing.assert_allclose(encoders_spread(model, image), np.exp(log_variance.numpy() / 2), rtol=1e-5)
