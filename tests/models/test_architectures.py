"""Every architecture keeps the contract: codes and images of the right shape, gradients everywhere."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from latentlab.errors import ConfigError
from latentlab.models.build import build_autoencoder
from latentlab.models.coding import frozen_copy
from latentlab.models.config import ACTIVATIONS, ARCHITECTURES, CELLS, DEFAULT_HIDDEN, HEADS, ModelConfig
from latentlab.models.restore import kept_weights, restore_autoencoder
from latentlab.models.shapes import parameter_count, weight_shapes
from latentlab.models.transformer import Tokens

EVERY = [ModelConfig(DEFAULT_HIDDEN[name], architecture=name) for name in ARCHITECTURES]
MORE = [
    ModelConfig((12, 6), tied=True, code_activation="sigmoid"),
    ModelConfig((8,), variational=True),
    ModelConfig((3, 4, 5), architecture="conv", classes=10),
    ModelConfig((6, 5), architecture="recurrent", cell="lstm", variational=True),
    ModelConfig((8, 8, 8), architecture="transformer", patch=7, classes=3, activation="gelu"),
]


def shapes_of(model: torch.nn.Module) -> dict[str, tuple[int, ...]]:
    return {name: tuple(values.shape) for name, values in model.state_dict().items()}


@st.composite
def networks(draw: st.DrawFn) -> tuple[ModelConfig, tuple[int, int]]:
    """Any network for images of any shape that it takes."""
    architecture = draw(st.sampled_from(ARCHITECTURES))
    widths = draw(st.lists(st.integers(1, 6), min_size=architecture != "dense", max_size=3))
    if architecture == "transformer":
        widths = [widths[0] * HEADS] * len(widths)
    patch = draw(st.integers(0, 3)) if architecture == "transformer" else 0
    tied = architecture == "dense" and draw(st.booleans())
    config = ModelConfig(
        hidden=tuple(widths),
        latent=draw(st.integers(1, 4)),
        activation=draw(st.sampled_from(ACTIVATIONS)),
        architecture=architecture,
        tied=tied,
        cell=draw(st.sampled_from(CELLS)) if architecture == "recurrent" else "gru",
        patch=patch,
        variational=not tied and draw(st.booleans()),
        classes=draw(st.sampled_from([0, 2, 10])),
    )
    side = st.integers(1, 4).map(lambda times: times * max(patch, 1))
    return config, (draw(side), draw(side))


@given(case=networks())
@settings(max_examples=60, deadline=None)
def test_any_network_keeps_the_contract_and_is_known_without_torch(
    case: tuple[ModelConfig, tuple[int, int]],
) -> None:
    config, shape = case
    model = build_autoencoder(config, shape, seed=1)
    assert shapes_of(model) == weight_shapes(config, shape)
    assert model.parameter_count() == parameter_count(config, shape)
    x = torch.rand(3, shape[0] * shape[1])
    z = model.encode(x)
    assert z.shape == (3, config.latent)
    assert model.decode(z).shape == model(x).shape == x.shape
    assert bool(((model(x) >= 0) & (model(x) <= 1)).all())
    if config.classes:
        assert model.classify(z).shape == (3, config.classes)
    assert model.is_finite


@pytest.mark.parametrize("config", EVERY + MORE, ids=lambda config: config.architecture)
def test_the_error_of_a_reconstruction_reaches_every_weight(config: ModelConfig) -> None:
    """A part that no gradient reaches would never learn; the classifier's own stays out of it."""
    model = build_autoencoder(config, (28, 28), seed=0)
    x = torch.rand(5, 784, generator=torch.Generator().manual_seed(0))
    (model(x) - x).square().mean().backward()
    for name, parameter in model.named_parameters():
        if not name.startswith("classifier"):
            assert parameter.grad is not None, name
            assert bool(parameter.grad.any()), name


@pytest.mark.parametrize("config", EVERY, ids=lambda config: config.architecture)
def test_a_code_depends_on_every_pixel_and_every_pixel_on_the_code(config: ModelConfig) -> None:
    model = build_autoencoder(config, (28, 28), seed=0)
    x = torch.rand(1, 784, generator=torch.Generator().manual_seed(0)).requires_grad_()
    z = model.encode(x)
    (into_code,) = torch.autograd.grad(z.sum(), x)
    assert float((into_code != 0).float().mean()) > 0.95
    with torch.no_grad():
        assert bool((model.decode(z) != model.decode(z + 1)).all())


@pytest.mark.parametrize("config", EVERY + MORE, ids=lambda config: config.architecture)
def test_the_seed_alone_decides_the_initial_weights(config: ModelConfig) -> None:
    torch.manual_seed(1)
    first = kept_weights(build_autoencoder(config, (28, 28), seed=7))
    torch.manual_seed(2)
    state = torch.get_rng_state()
    second = kept_weights(build_autoencoder(config, (28, 28), seed=7))
    other = kept_weights(build_autoencoder(config, (28, 28), seed=8))
    assert torch.equal(torch.get_rng_state(), state)
    assert all(np.array_equal(first[name], second[name]) for name in first)
    assert not any(np.array_equal(first[name], other[name]) for name in first if np.ptp(first[name]))


@pytest.mark.parametrize("config", EVERY + MORE, ids=lambda config: config.architecture)
def test_restored_and_frozen_networks_do_the_same(config: ModelConfig) -> None:
    model = build_autoencoder(config, (28, 28), seed=3)
    restored = restore_autoencoder(config, (28, 28), kept_weights(model))
    x = torch.rand(4, 784, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        for other in (restored, frozen_copy(model)):
            assert torch.allclose(other(x), model(x), atol=1e-5)


def test_tied_weights_stay_tied_in_a_copy() -> None:
    """What is learnt on the way there holds on the way back, in the copy's own weights."""
    config = ModelConfig((6,), 2, "identity", "identity", tied=True)
    model = build_autoencoder(config, (1, 5), seed=0)
    copy = frozen_copy(model)
    with torch.no_grad():
        for parameter in copy.parameters():
            parameter.mul_(2)
    z = torch.eye(2)
    there = copy.encoder[2].weight @ copy.encoder[0].weight  # (2, 5)
    assert torch.allclose(copy.decode(z), there, atol=1e-5)
    assert not torch.allclose(model.decode(z), there, atol=1e-2)
    assert "decoder.0.weight" not in model.state_dict()


@pytest.mark.parametrize("patch", [0, 1, 2, 4])
def test_tokens_are_the_pixels_of_their_patch(patch: int) -> None:
    config = ModelConfig((4,), architecture="transformer", patch=patch)
    tokens = Tokens(config, (4, 8))
    x = torch.arange(2 * 32.0).reshape(2, 32)
    cut = tokens.cut(x)
    height, width = (patch, patch) if patch else (1, 8)
    image = x[1].reshape(4, 8)
    by_hand = [
        image[top : top + height, left : left + width].flatten()
        for top in range(0, 4, height)
        for left in range(0, 8, width)
    ]
    assert torch.equal(cut[1], torch.stack(by_hand))
    assert torch.equal(tokens.join(cut), x)


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"architecture": "conv", "tied": True}, "tied (on) is a choice of dense networks only"),
        ({"architecture": "recurrent", "patch": 7}, "patch (7) is a choice of transformer networks only"),
        ({"cell": "lstm"}, "cell (lstm) is a choice of recurrent networks only, got a dense one"),
        ({"architecture": "conv", "hidden": ()}, "hidden must have a width or more in a conv network"),
        ({"architecture": "transformer", "hidden": (64, 32)}, "the same multiple of 4 for each block"),
        ({"architecture": "transformer", "hidden": (6,)}, "the same multiple of 4 for each block"),
        ({"variational": True, "tied": True}, "Tied weights need layers of equal size"),
        ({"variational": True, "code_activation": "sigmoid"}, "expected the code activation identity"),
        ({"architecture": "gnn"}, "architecture must be one of dense, conv, recurrent, transformer"),
        ({"code_activation": "cubic"}, "code activation must be one of"),
        ({"tied": 1}, "tied must be true or false, got 1"),
        ({"patch": -1, "architecture": "transformer"}, "patch must be from 0 to 64, got -1"),
    ],
)
def test_contradictions_are_refused_where_they_are_made(choices: dict[str, object], told: str) -> None:
    with pytest.raises(ConfigError) as refused:
        ModelConfig(**{"hidden": (8,)} | choices)
    assert told in str(refused.value)


def test_a_patch_that_does_not_divide_the_image_is_refused_with_its_sides() -> None:
    config = ModelConfig((8,), architecture="transformer", patch=5)
    with pytest.raises(ConfigError, match="divide the images' 28 × 28 pixels without a rest, got 5"):
        build_autoencoder(config, (28, 28), seed=0)
