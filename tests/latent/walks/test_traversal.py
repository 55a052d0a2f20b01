"""Traversal sheets: their codes against a plain loop, their images against a direct decode."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.errors import ConfigError
from latentlab.latent.code_axes import AXIS_KINDS, code_axes
from latentlab.latent.pieces import finished
from latentlab.latent.walks.traversal import Traversal, TraversalWish, traverse

LATENT, SHAPE = 5, (3, 4)
MIX = np.random.default_rng(1).normal(size=(LATENT, 12))


def codes() -> np.ndarray:
    rng = np.random.default_rng(0)
    return (rng.normal(size=(300, LATENT)) @ rng.normal(size=(LATENT, LATENT)) + 1).astype(np.float32)


def decode(rows: np.ndarray) -> np.ndarray:
    return (1 / (1 + np.exp(-rows @ MIX))).astype(np.float32)


def made(wish: TraversalWish, z: np.ndarray, rows: range = range(LATENT)) -> Traversal:
    return finished(traverse(code_axes(codes(), wish.kind), wish, z, rows, decode, SHAPE))


@pytest.mark.parametrize("kind", AXIS_KINDS)
@pytest.mark.parametrize("at_mean", [False, True])
@pytest.mark.parametrize("spreads", [0.0, 3.0])
def test_each_image_of_a_grid_decodes_the_code_with_its_two_coordinates(kind, at_mean, spreads):
    wish = TraversalWish("grid", kind, across=3, up=1, count=6, spreads=spreads, at_mean=at_mean)
    z = codes()[7]
    sheet = made(wish, z)
    axes = sheet.axes
    for row in range(6):
        for column in range(6):
            wanted = axes.mean.copy() if at_mean else axes.coordinates(z)
            wanted[3] = sheet.steps(3)[column]
            wanted[1] = sheet.steps(1)[5 - row]
            code = sheet.codes[row, column]
            assert np.allclose(axes.coordinates(code), wanted, atol=1e-4)
            assert np.allclose(sheet.images[row, column].ravel(), decode(code[None])[0], atol=1e-6)
    if spreads:
        assert sheet.steps(3)[-1] == pytest.approx(axes.mean[3] + 3 * axes.spread[3])
    else:
        assert np.allclose(sheet.steps(3)[[0, -1]], [axes.low[3], axes.high[3]])


@pytest.mark.parametrize("kind", AXIS_KINDS)
def test_each_row_goes_along_its_axis_and_leaves_the_others_at_z(kind):
    z = codes()[3]
    sheet = made(TraversalWish("rows", kind, count=5), z, range(2, 4))
    assert sheet.first == 2
    assert sheet.total == LATENT
    assert sheet.codes.shape == (2, 5, LATENT)
    for place, axis in enumerate((2, 3)):
        along = sheet.axes.coordinates(sheet.codes[place])
        assert np.allclose(along[:, axis], sheet.steps(axis), atol=1e-4)
        others = np.delete(along, axis, axis=1)
        assert np.allclose(others, np.delete(sheet.axes.coordinates(z), axis), atol=1e-4)


def test_the_tiles_are_the_images_edge_to_edge():
    sheet = made(TraversalWish(count=7), codes()[0])
    for row, column in ((0, 0), (2, 5), (6, 6)):
        tile = sheet.tiles[3 * row : 3 * row + 3, 4 * column : 4 * column + 4]
        assert np.array_equal(tile, np.rint(sheet.images[row, column] * 255).astype(np.uint8))


@given(st.integers(0, 6), st.integers(0, 6), st.sampled_from(AXIS_KINDS))
def test_an_image_of_the_grid_is_marked_where_it_stands(row: int, column: int, kind):
    sheet = made(TraversalWish("grid", kind, across=4, up=0, count=7), codes()[0])
    columns = sheet.columns_of(sheet.codes[row, column])
    assert columns[4] == pytest.approx(column, abs=1e-3)
    assert columns[0] == pytest.approx(6 - row, abs=1e-3)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 40))
def test_a_wish_fits_every_network(across: int, up: int, latent: int):
    if across == up:
        up += 1
    fitted = TraversalWish(across=across, up=up).within(latent)
    if latent == 1:
        assert fitted.form == "rows"
    else:
        assert fitted.across != fitted.up
        assert max(fitted.across, fitted.up) < latent
        assert min(fitted.across, fitted.up) >= 0


def test_what_no_sheet_can_be_is_refused_in_a_sentence():
    with pytest.raises(ConfigError, match="twice"):
        TraversalWish(across=2, up=2)
    with pytest.raises(ConfigError, match="from 5 to 40, got 41"):
        TraversalWish(count=41)
    with pytest.raises(ConfigError, match="spreads"):
        TraversalWish(spreads=float("nan"))
