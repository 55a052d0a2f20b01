"""Tiles of weights are the network's own, whatever its kind."""

import numpy as np
import pytest
import torch

from latentlab.models.build import build_autoencoder
from latentlab.models.config import ModelConfig
from latentlab.models.weight_tiles import weight_tiles

SHAPE = (6, 8)


def tiles_of(**choices):
    model = build_autoencoder(ModelConfig(latent=3, **choices), SHAPE, 0)
    return model, {layer.place: layer for layer in weight_tiles(model, SHAPE)}


def test_an_image_of_ink_where_a_tile_is_orange_makes_its_unit_active():
    model, tiles = tiles_of(hidden=(5, 4))
    assert list(tiles) == ["sees", "paints", "reads"]
    for unit, tile in enumerate(tiles["sees"].tiles):
        with torch.no_grad():
            given = model.encoder[0](torch.from_numpy(tile.reshape(1, -1))) - model.encoder[0].bias
        assert float(given[0, unit]) == pytest.approx(float((tile**2).sum()), rel=1e-4)


def test_a_unit_of_the_last_hidden_layer_adds_its_tile_to_the_image():
    model, tiles = tiles_of(hidden=(5, 4), output="identity")
    last = model.decoder[-2]
    for unit, tile in enumerate(tiles["paints"].tiles):
        hidden = torch.zeros(1, 5)
        before = last(hidden)
        hidden[0, unit] = 1
        np.testing.assert_allclose((last(hidden) - before).detach()[0].reshape(SHAPE), tile, atol=1e-6)


def test_the_first_layer_of_the_decoder_has_a_stripe_for_each_latent_dimension():
    model, tiles = tiles_of(hidden=(5, 4))
    assert tiles["reads"].tiles.shape == (4, 1, 3)
    np.testing.assert_array_equal(tiles["reads"].tiles[:, 0], model.decoder[0].weight.detach())
    assert tiles["reads"].piece == "code"


def test_tied_weights_are_the_encoders_once_more():
    _, tiles = tiles_of(hidden=(5,), tied=True)
    np.testing.assert_array_equal(tiles["paints"].tiles, tiles["sees"].tiles)
    assert tiles["paints"].is_tied
    assert not tiles["sees"].is_tied


def test_without_hidden_layers_one_layer_reads_and_paints():
    _, tiles = tiles_of(hidden=())
    assert list(tiles) == ["sees", "paints"]
    assert tiles["paints"].tiles.shape == (3, *SHAPE)


@pytest.mark.parametrize(
    ("choices", "piece", "seen", "painted"),
    [
        ({"architecture": "conv", "hidden": (5, 4)}, "kernel", (5, 3, 3), (5, 3, 3)),
        ({"architecture": "recurrent", "hidden": (5,)}, "row", (5, 1, 8), (5, 1, 8)),
        ({"architecture": "transformer", "hidden": (8,)}, "row", (8, 1, 8), (8, 1, 8)),
        ({"architecture": "transformer", "hidden": (8,), "patch": 2}, "patch", (8, 2, 2), (8, 2, 2)),
    ],
)
def test_other_networks_have_tiles_of_the_pieces_that_they_see(choices, piece, seen, painted):
    _, tiles = tiles_of(**choices)
    assert (tiles["sees"].piece, tiles["paints"].piece) == (piece, piece)
    assert (tiles["sees"].tiles.shape, tiles["paints"].tiles.shape) == (seen, painted)
    assert tiles["reads"].tiles.shape[1:] == (1, 3)


def test_strength_is_the_length_of_a_units_weights():
    _, tiles = tiles_of(hidden=(5,))
    flat = tiles["sees"].tiles.reshape(5, -1)
    np.testing.assert_allclose(tiles["sees"].strength, np.linalg.norm(flat, axis=1), rtol=1e-6)
