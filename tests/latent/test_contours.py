"""Lines of equal density enclose the share of a class's points that they promise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from latentlab.latent import contours as module
from latentlab.latent.contours import MOST_CLASSES, SHARES, contours


def lines_of(points, labels, count):
    (found,) = contours(np.asarray(points, np.float32), np.asarray(labels), count)
    assert len(found.of_classes) == count
    return found.of_classes


def crossings(places, pieces):
    """How many pieces (n, 2, 2) a ray to the right of each place (2, N) crosses: (N,)."""
    (x0, y0), (x1, y1) = pieces.astype(float).transpose(1, 2, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x0 + (places[1][:, None] - y0) / (y1 - y0) * (x1 - x0)
    spans = (y0 > places[1][:, None]) != (y1 > places[1][:, None])
    return (spans & (at > places[0][:, None])).sum(axis=1)


def two_clouds(count=3_000):
    rng = np.random.default_rng(0)
    labels = np.arange(count) % 2
    points = rng.normal(size=(2, count)) * np.where(labels, 1.0, 2.5) + np.where(labels, 9.0, 0.0)
    return points.astype(np.float32), labels


@pytest.mark.parametrize("share", SHARES)
def test_a_line_encloses_its_share_of_the_class_alone(share, monkeypatch):
    monkeypatch.setattr(module, "SHARES", (share,))
    points, labels = two_clouds()
    for index, pieces in enumerate(lines_of(points, labels, 2)):
        is_inside = crossings(points, pieces) % 2 == 1
        assert is_inside[labels == index].mean() == pytest.approx(share, abs=0.04)
        assert is_inside[labels != index].mean() < 0.02


def test_lines_are_closed():
    """Each end of a piece is the end of exactly one other."""
    for pieces in lines_of(*two_clouds(), 2):
        ends = np.round(pieces.reshape(-1, 2).astype(float), 3)
        _, counts = np.unique(ends, axis=0, return_counts=True)
        assert (counts % 2 == 0).mean() > 0.97, "but for what rounding tore apart"


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 60).flatmap(
        lambda count: st.tuples(
            arrays.arrays(
                np.float32,
                (2, count),
                elements=st.floats(-1e3, 1e3, width=32) | st.sampled_from([np.nan, np.inf, 5.0]),
            ),
            arrays.arrays(np.uint8, count, elements=st.integers(0, 2)),
        )
    )
)
def test_any_points_have_lines_near_them_or_none(cloud):
    points, labels = cloud
    finite = points[:, np.isfinite(points).all(axis=0)]
    for pieces in lines_of(points, labels, 3):
        assert np.isfinite(pieces).all()
        if len(pieces):
            room = 0.1 * np.ptp(finite, axis=1).max()
            ends = pieces.reshape(-1, 2)
            assert (ends >= finite.min(axis=1) - room).all()
            assert (ends <= finite.max(axis=1) + room).all()


def test_a_class_of_few_points_and_a_map_of_many_classes_have_none():
    points, labels = two_clouds()
    labels[labels == 1] = 0
    labels[:5] = 1
    assert [len(pieces) > 0 for pieces in lines_of(points, labels, 2)] == [True, False]
    assert not any(len(pieces) for pieces in lines_of(points, labels, MOST_CLASSES + 1))
