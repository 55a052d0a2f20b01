"""The dense network is what its configuration says, and its initial weights belong to the seed."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from latentlab.models.build import build_autoencoder
from latentlab.models.config import ACTIVATIONS, ModelConfig
from latentlab.models.shapes import parameter_count

configs = st.builds(
    ModelConfig,
    hidden=st.lists(st.integers(1, 40), max_size=4).map(tuple),
    latent=st.integers(1, 40),
    activation=st.sampled_from(ACTIVATIONS),
    output=st.sampled_from(["sigmoid", "identity"]),
)


def weights(config: ModelConfig, seed: int, pixels: int = 20) -> list[np.ndarray]:
    return [p.detach().numpy() for p in build_autoencoder(config, (1, pixels), seed).parameters()]


@given(config=configs, pixels=st.integers(1, 50))
@settings(max_examples=50)
def test_the_network_has_the_layers_of_its_configuration(config: ModelConfig, pixels: int) -> None:
    model = build_autoencoder(config, (1, pixels), seed=0)
    linear = [(m.in_features, m.out_features) for m in model.modules() if isinstance(m, nn.Linear)]
    down = [pixels, *config.hidden, config.latent]
    up = down[::-1]
    expected = [*pairwise(down), *pairwise(up)]
    assert linear == expected
    assert (
        model.parameter_count() == parameter_count(config, (1, pixels)) == sum(a * b + b for a, b in expected)
    )
    x = torch.rand(3, pixels)
    assert model.encode(x).shape == (3, config.latent)
    assert model(x).shape == (3, pixels)
    assert model.is_finite


def test_the_published_network_has_the_published_size() -> None:
    """784-256-64-4 and back, by hand: (784·256 + 256) + (256·64 + 64) + (64·4 + 4) and the mirror."""
    assert (
        parameter_count(ModelConfig((256, 64), 4), (28, 28))
        == 200_960 + 16_448 + 260 + 320 + 16_640 + 201_488
    )


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_is_the_function_of_its_name(activation: str) -> None:
    """It stands behind each hidden layer; the code itself stays linear."""
    functions = {
        "relu": torch.relu, "leaky_relu": nn.functional.leaky_relu, "elu": nn.functional.elu,
        "gelu": nn.functional.gelu, "silu": nn.functional.silu, "tanh": torch.tanh,
        "sigmoid": torch.sigmoid, "identity": lambda x: x,
    }  # fmt: skip
    model = build_autoencoder(ModelConfig((5,), 2, activation, "identity"), (1, 7), seed=1)
    first, code, back, last = (m for m in model.modules() if isinstance(m, nn.Linear))
    x = torch.randn(4, 7, generator=torch.Generator().manual_seed(0)) * 3
    z = code(functions[activation](first(x)))
    assert torch.allclose(model.encode(x), z)
    assert torch.allclose(model.decode(z), last(functions[activation](back(z))))


def test_a_sigmoid_output_stays_between_black_and_white() -> None:
    z = torch.linspace(-50, 50, 40).reshape(10, 4)
    for output, bounded in (("sigmoid", True), ("identity", False)):
        image = build_autoencoder(ModelConfig(output=output), (28, 28), seed=0).decode(z)
        assert bool(((image >= 0) & (image <= 1)).all()) is bounded


@given(config=configs, seed=st.integers(0, 2**31 - 1))
@settings(max_examples=25)
def test_the_seed_alone_decides_the_initial_weights(config: ModelConfig, seed: int) -> None:
    """Nothing that was drawn before in the process does, and nothing drawn afterwards notices."""
    torch.manual_seed(1)
    first = weights(config, seed)
    torch.manual_seed(2)
    state = torch.get_rng_state()
    second = weights(config, seed)
    assert torch.equal(torch.get_rng_state(), state)
    assert all(map(np.array_equal, first, second))
    assert not np.array_equal(first[0], weights(config, (seed + 1) % 2**31)[0])


def test_initial_weights_keep_the_size_of_what_flows_through() -> None:
    """Uniform with variance 1/inputs and no bias (LeCun et al. 1998)."""
    for parameter in weights(ModelConfig((500,), 300), seed=0, pixels=784):
        if parameter.ndim == 1:
            assert not parameter.any()
        else:
            assert parameter.var() * parameter.shape[1] == pytest.approx(1, rel=0.02)
            assert abs(parameter).max() <= np.float32((3 / parameter.shape[1]) ** 0.5)
