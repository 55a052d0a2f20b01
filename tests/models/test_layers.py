"""A drawing of a network shows what is built."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.models.build import build_autoencoder
from latentlab.models.config import ModelConfig
from latentlab.models.layers import drawing_of
from latentlab.models.shapes import patches_of

widths = st.lists(st.integers(1, 12), min_size=1, max_size=3).map(tuple)
classes = st.sampled_from([0, 7])
dense = st.builds(
    ModelConfig,
    hidden=st.lists(st.integers(1, 12), max_size=3).map(tuple),
    latent=st.integers(1, 9),
    tied=st.booleans(),
    classes=classes,
)
variational = st.builds(ModelConfig, hidden=widths, latent=st.integers(1, 9), variational=st.just(True))
conv = st.builds(ModelConfig, hidden=widths, latent=st.integers(1, 9), architecture=st.just("conv"))
recurrent = st.builds(
    ModelConfig,
    hidden=widths,
    latent=st.integers(1, 9),
    architecture=st.just("recurrent"),
    cell=st.sampled_from(["gru", "lstm"]),
    classes=classes,
)
transformer = st.builds(
    ModelConfig,
    hidden=st.sampled_from([(8,), (8, 8), (12, 12, 12)]),
    latent=st.integers(1, 9),
    architecture=st.just("transformer"),
    patch=st.sampled_from([0, 2, 4]),
)


@given(st.one_of(dense, variational, conv, recurrent, transformer))
def test_the_weights_of_all_layers_are_torchs_parameters(config: ModelConfig):
    drawing = drawing_of(config, (8, 12))
    built = build_autoencoder(config, (8, 12), 0)
    drawn = sum(layer.weights for layer in drawing.layers) + drawing.classifier_weights
    assert drawn == sum(one.numel() for one in built.parameters())
    assert drawing.layers[drawing.code].shape == (config.latent,)
    assert drawing.layers[0].shape == drawing.layers[-1].shape == (8, 12)


@pytest.mark.parametrize(
    ("config", "shapes"),
    [
        (ModelConfig((16,), 2), [(28, 28), (16,), (2,), (16,), (28, 28)]),
        (
            ModelConfig((4, 8), 2, architecture="conv"),
            [(28, 28), (4, 14, 14), (8, 7, 7), (2,), (8, 7, 7), (4, 14, 14), (28, 28)],
        ),
        (
            ModelConfig((5, 3), 2, architecture="recurrent"),
            [(28, 28), (28, 5), (28, 3), (2,), (28, 3), (28, 5), (28, 28)],
        ),
        (
            ModelConfig((8,), 2, architecture="transformer", patch=7),
            [(28, 28), (17, 8), (17, 8), (2,), (17, 8), (17, 8), (28, 28)],
        ),
    ],
)
def test_each_architecture_is_drawn_with_the_shapes_it_has(config, shapes):
    assert [layer.shape for layer in drawing_of(config, (28, 28)).layers] == shapes


def test_patches_divide_both_sides():
    assert patches_of((28, 28)) == (2, 4, 7, 14, 28)
    assert patches_of((8, 12)) == (2, 4)
    assert patches_of((7, 9)) == ()
