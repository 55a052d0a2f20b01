"""What sliders show of the axes: how far they reach, where the codes lie, what each axis does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.errors import LatentLabError
from latentlab.latent.axis_search import found_axes
from latentlab.latent.axis_spans import BINS, SPANS, axis_spans
from latentlab.latent.code_axes import code_axes
from latentlab.latent.effects import effects
from latentlab.latent.pieces import finished
from latentlab.latent.walks.filmstrip import filmstrip_codes

_RNG = np.random.default_rng(1)
_CODES = (_RNG.standard_normal((1_500, 6)) @ _RNG.standard_normal((6, 6)) + 2).astype(np.float32)


@pytest.mark.parametrize("kind", ["dimensions", "principal"])
def test_reaches_are_the_quantiles_of_the_codes_along_each_axis(kind):
    axes = code_axes(_CODES, kind)
    spans = finished(axis_spans(axes, _CODES, ["90%", "98%", "all", "double", "98%", "90%"]))
    for axis, outside in ((0, 5), (1, 1), (5, 5)):
        along = (_CODES.astype(float) - axes.origin) @ axes.directions[:, axis]
        assert spans.low[axis] == pytest.approx(np.percentile(along, outside), rel=1e-6)
        assert spans.high[axis] == pytest.approx(np.percentile(along, 100 - outside), rel=1e-6)
    along = (_CODES.astype(float) - axes.origin) @ axes.directions
    assert [spans.low[2], spans.high[2]] == pytest.approx([along[:, 2].min(), along[:, 2].max()])
    width = np.ptp(along[:, 3])
    assert spans.low[3] == pytest.approx(along[:, 3].min() - width / 2)
    assert spans.high[3] - spans.low[3] == pytest.approx(2 * width)


def test_all_codes_reach_further_than_those_that_quantiles_are_measured_on():
    codes = np.zeros((5_000, 2), np.float32)
    codes[:, 0] = np.linspace(0, 1, 5_000)
    spans = finished(axis_spans(code_axes(codes, "dimensions"), codes, ["all", "all"]))
    assert spans.high[0] == 1
    assert spans.low[1] < spans.high[1], "a dead unit's slider still has somewhere to go"


@pytest.mark.parametrize("span", SPANS)
def test_histograms_count_the_codes_between_both_ends(span):
    axes = code_axes(_CODES, "dimensions")
    spans = finished(axis_spans(axes, _CODES, [span] * 6))
    for axis in range(6):
        counts, _ = np.histogram(
            _CODES[:, axis].astype(float), BINS, range=(spans.low[axis], spans.high[axis])
        )
        assert np.allclose(spans.bars[axis], counts / counts.max(), atol=2 / counts.max())
    assert spans.bars.max(axis=1).tolist() == [1] * 6


@pytest.mark.parametrize("kind", ["dimensions", "principal"])
def test_the_effect_of_an_axis_is_how_much_its_ends_differ(kind):
    """Of a linear decoder it is known: the length of the axis' image, times how far it reaches."""
    matrix = np.random.default_rng(3).standard_normal((6, 20))
    axes = code_axes(_CODES, kind)
    found = finished(effects(axes, _CODES, lambda codes: codes @ matrix)).values
    lengths = np.sqrt(np.mean((axes.directions.T @ matrix) ** 2, axis=1))
    assert found == pytest.approx(lengths * (axes.high - axes.low), rel=1e-3)


def test_effects_are_told_in_pieces_that_can_be_stopped():
    codes = np.random.default_rng(0).standard_normal((50, 200)).astype(np.float32)
    asked = []

    def decode(some: np.ndarray) -> np.ndarray:
        asked.append(len(some))
        return some[:, :4]

    finished(effects(code_axes(codes, "dimensions"), codes, decode))
    assert len(asked) > 4
    assert sum(asked) == 2 * 6 * 200


@pytest.mark.parametrize("kind", ["dimensions", "principal"])
def test_films_move_along_their_axis_alone(kind):
    axes = code_axes(_CODES, kind)
    z, rows = _CODES[7], np.array([4, 1])
    film = filmstrip_codes(axes, z, axes.low, axes.high, rows, 8)
    assert film.shape == (2, 8, 6)
    for codes, row in zip(film, rows, strict=True):
        places = axes.coordinates(codes)
        shares = (places[:, row] - axes.low[row]) / (axes.high[row] - axes.low[row])
        assert shares == pytest.approx((np.arange(8) + 0.5) / 8, abs=1e-5)
        others = np.delete(places, row, axis=1)
        assert np.allclose(others, np.delete(axes.coordinates(z), row), atol=1e-5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12", [12]),
        ("z12", [12]),
        ("z₁₂", [12]),
        ("PC3", [3]),
        ("3-5, 9", [3, 4, 5, 9]),
        ("5 – 3", [3, 4, 5]),
        ("z3 to z5 and 1", [1, 3, 4, 5]),
        ("60-9000", [60, 61, 62, 63, 64]),
        ("", []),
    ],
)
def test_dimensions_are_found_by_number_and_range(text, found):
    assert (found_axes(text, 64) + 1).tolist() == found


_NAMES = st.sampled_from(["", "z", "Z", "PC", "p", "#", "no."])
_RANGES = st.tuples(
    _NAMES, st.integers(1, 64), st.sampled_from(["", "-", " – ", "..", " to "]), st.integers(1, 90)
)


@given(st.lists(_RANGES, max_size=6), st.sampled_from([", ", ",", " and ", "; ", " "]))
def test_ranges_are_found_however_they_are_written(ranges, apart):
    terms = [f"{name.strip()}{first}{to}{last if to else ''}" for name, first, to, last in ranges]
    expected: set[int] = set()
    for _, first, to, last in ranges:
        expected |= set(range(min(first, last), max(first, last) + 1)) if to else {first}
    assert (found_axes(apart.join(terms), 64) + 1).tolist() == sorted(expected & set(range(1, 65)))


@pytest.mark.parametrize("text", ["65", "0", "seven", "1-", "z", "-3", "1.5"])
def test_what_names_no_dimension_is_told(text):
    with pytest.raises(LatentLabError):
        found_axes(text, 64)


@given(st.text(max_size=30), st.integers(1, 1024))
def test_whatever_is_typed_names_dimensions_or_is_refused_with_a_sentence(text, latent):
    try:
        found = found_axes(text, latent)
    except LatentLabError as error:
        said = str(error)
        found = np.zeros(0)
    else:
        said = ""
    assert len(said) > 20 or not said
    assert ((found >= 0) & (found < latent)).all()
