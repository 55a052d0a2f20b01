"""A grid over a map is asked cell by cell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.latent.inverse.inverse import prepare_inverse
from latentlab.latent.inverse.on_plane import PlaneInverse
from latentlab.latent.inverse.survey import Grid, grid_over, survey
from latentlab.latent.maps.pca import on_plane, principal_plane
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.pieces import finished
from latentlab.latent.preparing import Preparing
from tests.latent.real_codes import digit_codes


@given(
    left=st.floats(-1e3, 1e3), bottom=st.floats(-1e3, 1e3), width=st.floats(0.5, 50), cell=st.floats(0.3, 20)
)
def test_the_cells_cover_the_view_and_stay_where_they_are_when_it_is_panned(left, bottom, width, cell):
    grid = grid_over(left, bottom, left + width, bottom + width, cell)
    slack = 1e-6 * (abs(left) + abs(bottom) + width)
    assert grid.left <= left + slack
    assert grid.left + grid.columns * cell >= left + width - slack
    assert grid.top >= bottom + width - slack
    assert grid.top - grid.rows * cell <= bottom + slack
    panned = grid_over(left + 0.4 * cell, bottom, left + width + 0.4 * cell, bottom + width, cell)
    assert (panned.left - grid.left) / cell == pytest.approx(
        round((panned.left - grid.left) / cell), abs=1e-6
    )


def test_cells_run_row_by_row_from_the_top_left():
    centres = Grid(left=10, top=5, cell=2, columns=3, rows=2).centres()
    np.testing.assert_allclose(centres[[0, 2, 3]], [[11, 4], [15, 4], [11, 2]])


def test_each_cell_shows_the_trust_and_the_image_of_its_middle():
    codes = digit_codes(400, 4)
    inverse = finished(prepare_inverse(codes, codes[:, :2]))
    grid = grid_over(-4, -4, 4, 4, 0.5)
    found = finished(survey(inverse, grid, lambda z: z * 2, lambda images: images / 2 + 0.1, True))
    located = inverse.locate_many(grid.centres())
    expected = located.encoded_again(located.z + 0.1)
    np.testing.assert_allclose(found.trust.ravel(), expected.trust, rtol=1e-5)
    np.testing.assert_allclose(found.images.reshape(-1, 4), located.z * 2)
    assert found.trust.shape == (grid.rows, grid.columns)


def test_without_a_decoder_there_is_trust_but_no_image_and_it_comes_in_pieces():
    codes = digit_codes(400, 4)
    plane = principal_plane(codes)
    inverse = PlaneInverse(near_codes(codes), plane)
    points = on_plane(codes, plane)
    grid = grid_over(*points.min(axis=0), *points.max(axis=0), 0.3)
    events = list(survey(inverse, grid, None, None, wants_images=True))
    assert len(events) > 1
    assert all(isinstance(event, Preparing) for event in events)
    assert finished(survey(inverse, grid, None, None)).images is None
