"""A plane through three points of the codes, or through the means of three classes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.errors import LatentLabError
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.pca import from_plane, on_plane
from tests.latent.real_codes import digit_codes, layouts_of

LABELS = np.arange(300) % 5


def plane_layout(codes, labels=LABELS, **choice):
    (layout,) = layouts_of(codes, MapSettings("plane", **choice), labels=labels)
    return layout


@given(seed=st.integers(0, 1_000), latent=st.integers(2, 30), dimensions=st.sampled_from([2, 3]))
def test_the_plane_goes_through_its_three_points_and_back(seed, latent, dimensions):
    codes = np.random.default_rng(seed).normal(size=(20, latent)).astype(np.float32)
    layout = plane_layout(codes, None, anchored_by="points", anchors=(4, 7, 2), dimensions=dimensions)
    three = codes[[4, 7, 2]]
    np.testing.assert_allclose(from_plane(layout.anchors.places, layout.plane), three, atol=1e-5)
    np.testing.assert_allclose(layout.points[[4, 7, 2]], layout.anchors.places, atol=1e-5)
    places = np.random.default_rng(seed).normal(size=(6, dimensions)).astype(np.float32)
    if latent >= dimensions:
        again = on_plane(from_plane(places, layout.plane), layout.plane)
        np.testing.assert_allclose(again, places, atol=1e-4)


@given(seed=st.integers(0, 1_000), latent=st.integers(3, 30))
def test_its_axes_are_orthonormal_and_keep_the_distances_of_the_three(seed, latent):
    codes = np.random.default_rng(seed).normal(size=(20, latent)).astype(np.float32)
    layout = plane_layout(codes, None, anchored_by="points", anchors=(0, 1, 2), dimensions=3)
    np.testing.assert_allclose(layout.plane.axes.T @ layout.plane.axes, np.eye(3), atol=1e-6)
    for a, b in ((0, 1), (1, 2), (0, 2)):
        shown = np.linalg.norm(layout.anchors.places[a] - layout.anchors.places[b])
        assert shown == pytest.approx(np.linalg.norm(codes[a] - codes[b]), rel=1e-4)
    assert np.abs(layout.anchors.places[:, 2]).max() < 1e-4


def test_class_means_are_where_their_classes_are():
    codes = digit_codes(300, 6)
    layout = plane_layout(codes, anchors=(3, 0, 4))
    for label, place in zip(layout.anchors.numbers, layout.anchors.places, strict=True):
        np.testing.assert_allclose(layout.points[label == LABELS].mean(axis=0), place, atol=1e-4)
    np.testing.assert_allclose(layout.anchors.places[0], 0, atol=1e-6)
    assert layout.anchors.places[1, 1] == pytest.approx(0, abs=1e-6)


def test_without_a_choice_the_first_three_classes_make_the_plane():
    codes = digit_codes(300, 6)
    np.testing.assert_array_equal(plane_layout(codes).points, plane_layout(codes, anchors=(0, 1, 2)).points)


def test_the_third_axis_holds_the_most_of_what_the_plane_leaves():
    codes = digit_codes(300, 6)
    layout = plane_layout(codes, dimensions=3)
    rest = codes - layout.plane.centre
    rest = rest - (rest @ layout.plane.axes[:, :2]) @ layout.plane.axes[:, :2].T
    largest = np.linalg.eigvalsh(np.cov(rest.T))[-1]
    assert layout.points[:, 2].var(ddof=1) == pytest.approx(largest, rel=1e-3)


@pytest.mark.parametrize(
    ("three", "sentence"),
    [(([0, 0, 1], [1, 0, 0], [0, 0, 1]), "equal"), (([0, 0, 0], [1, 1, 1], [3, 3, 3]), "line"),
     (([2, 2, 2], [2, 2, 2], [2, 2, 2]), "equal")],
)  # fmt: skip
def test_three_that_make_no_plane_are_refused_with_a_sentence(three, sentence):
    with pytest.raises(LatentLabError, match=sentence):
        plane_layout(np.array(three, np.float32), None, anchored_by="points")


@pytest.mark.parametrize(
    ("labels", "choice", "sentence"),
    [(np.zeros(300, int), {}, "needs three classes, got 1"), (None, {}, "needs the classes"),
     (LABELS, {"anchors": (0, 1, 9)}, "class 9"),
     (LABELS, {"anchored_by": "points", "anchors": (0, 1, 300)}, "from 0 to 299")],
)  # fmt: skip
def test_anchors_that_are_not_there_are_refused_with_a_sentence(labels, choice, sentence):
    with pytest.raises(LatentLabError, match=sentence):
        plane_layout(digit_codes(300, 4), labels, **choice)
