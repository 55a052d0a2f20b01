"""Kept weights make the same network again, and only the network that they belong to."""

import numpy as np
import pytest
import torch

from latentlab.errors import SessionError
from latentlab.models.build import build_autoencoder
from latentlab.models.coding import decode_codes
from latentlab.models.config import ModelConfig
from latentlab.models.restore import kept_weights, restore_autoencoder
from latentlab.models.shapes import parameter_count, weight_shapes


@pytest.mark.parametrize("hidden", [(), (7,), (9, 7, 5)])
@pytest.mark.parametrize("latent", [1, 6])
def test_shapes_are_those_of_the_network_itself(hidden: tuple[int, ...], latent: int) -> None:
    """What is known without torch is what torch says."""
    config = ModelConfig(hidden=hidden, latent=latent)
    state = build_autoencoder(config, (4, 4), seed=0).state_dict()
    assert weight_shapes(config, (4, 4)) == {name: tuple(values.shape) for name, values in state.items()}
    assert parameter_count(config, (4, 4)) == sum(values.numel() for values in state.values())


def test_a_restored_network_decodes_the_same_and_can_be_trained_on() -> None:
    config = ModelConfig(hidden=(8,), latent=3)
    model = build_autoencoder(config, (4, 4), seed=5)
    weights = kept_weights(model)
    codes = np.random.default_rng(0).normal(size=(10, 3)).astype(np.float32)
    expected = decode_codes(model, codes)
    restored = restore_autoencoder(config, (4, 4), weights)
    assert (decode_codes(restored, codes) == expected).all()
    restored(torch.rand(2, 16)).sum().backward()
    assert all(parameter.grad is not None for parameter in restored.parameters())


def test_kept_weights_share_nothing_with_the_network() -> None:
    model = build_autoencoder(ModelConfig(hidden=(8,), latent=3), (4, 4), seed=5)
    weights = kept_weights(model)
    before = {name: values.copy() for name, values in weights.items()}
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(1)
    assert all((weights[name] == before[name]).all() for name in before)


@pytest.mark.parametrize(
    ("hidden", "changes", "told"),
    [
        ((9,), {}, r"decoder\.0\.bias must have shape \(9,\) in this network, got \(8,\)"),
        ((8,), {"encoder.0.weight": None}, r"encoder\.0\.weight must have shape \(8, 16\) .*, got None"),
        ((8,), {"stray": np.zeros(1)}, r"stray must have shape None in this network, got \(1,\)"),
    ],
)
def test_weights_of_another_network_are_refused(
    hidden: tuple[int, ...], changes: dict[str, np.ndarray | None], told: str
) -> None:
    weights = kept_weights(build_autoencoder(ModelConfig(hidden=(8,), latent=3), (4, 4), seed=5)) | changes
    present = {name: values for name, values in weights.items() if values is not None}
    with pytest.raises(SessionError, match=told):
        restore_autoencoder(ModelConfig(hidden=hidden, latent=3), (4, 4), present)
