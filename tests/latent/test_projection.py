"""The one door to all maps."""

import subprocess
import sys
import threading
from itertools import pairwise

import numpy as np
import pytest

from latentlab.errors import ConfigError, LatentLabError
from latentlab.latent.maps.alignment import align
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import PARAMETERS, MapSettings
from latentlab.latent.maps.pca import on_plane, principal_plane
from latentlab.latent.maps.projection import project
from latentlab.latent.preparing import Preparing
from tests.latent.real_codes import digit_codes, displacement, last_points, layouts_of, next_layout

ITERATIVE = ("tsne", "umap")
METHODS = tuple(method for method in PARAMETERS if method != "plane")  # that one has tests of its own
RNG = np.random.default_rng(0)
ODD_CODES = {
    "one point": RNG.normal(size=(1, 4)),
    "two points": RNG.normal(size=(2, 4)),
    "three points": RNG.normal(size=(3, 4)),
    "five points on a line": RNG.normal(size=(5, 1)),
    "all equal": np.full((200, 4), 0.1),
    "all equal in many dimensions": np.ones((200, 40)),
    "two values": np.repeat(RNG.normal(size=(2, 3)), 100, axis=0),
    "dead units and few others": np.concatenate([np.zeros((200, 4)), RNG.normal(size=(10, 4))]),
    "tiny": RNG.normal(size=(100, 4)) * 1e-37,
    "large": RNG.normal(size=(100, 4)) * 1e14,
    "one far away": np.concatenate([RNG.normal(size=(100, 4)), [[1e14] * 4]]),
    "a thousand dimensions": RNG.normal(size=(30, 1024)),
}


@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ODD_CODES)
def test_odd_codes_still_give_a_map(name, method, dimensions):
    codes = ODD_CODES[name].astype(np.float32)
    last = layouts_of(codes, MapSettings(method=method, iterations=30, dimensions=dimensions))[-1]
    assert last.done
    assert last.points.shape == (len(codes), dimensions)
    assert last.points.dtype == np.float32
    assert np.isfinite(last.points).all()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("bad", "sentence"), [(np.nan, "1 of 100"), (np.inf, "1 of 100"), (1e30, "run away")]
)
def test_codes_that_no_map_can_be_made_of_are_refused_with_a_sentence(method, bad, sentence):
    codes = digit_codes(100, 4).copy()
    codes[5, 2] = bad
    with pytest.raises(LatentLabError, match=sentence):
        layouts_of(codes, MapSettings(method=method))


@pytest.mark.parametrize("shape", [(0, 4), (5, 0), (7,)])
def test_no_codes_are_refused_with_a_sentence(shape):
    with pytest.raises(LatentLabError, match="at least one row"):
        layouts_of(np.zeros(shape, np.float32), MapSettings())


@pytest.mark.parametrize(
    "choice",
    [{"method": "mds"}, {"perplexity": 0}, {"neighbours": 1}, {"min_dist": -0.1}, {"seed": -1},
     {"threads": 0}, {"iterations": 0}],
)  # fmt: skip
def test_settings_that_make_no_map_are_refused(choice):
    with pytest.raises(ConfigError, match=next(iter(choice))):
        MapSettings(**choice)


def test_the_door_opens_without_importing_what_is_slow():
    slow = ["torch", "numba", "umap", "openTSNE", "sklearn", "scipy"]
    script = (
        "import sys; from latentlab.latent import quality; "
        "from latentlab.latent.maps import layout, projection, place, alignment, pca;"
        "projection.MapSettings();"
        f"print([name for name in {slow} if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("method", METHODS)
def test_the_same_seed_gives_the_same_numbers(method):
    codes = digit_codes(400)
    first, second = (layouts_of(codes, MapSettings(method=method, iterations=80, seed=3)) for _ in range(2))
    assert len(first) == len(second)
    for a, b in zip(first, second, strict=True):
        np.testing.assert_array_equal(a.points, b.points)


@pytest.mark.parametrize("method", ITERATIVE)
def test_another_seed_gives_another_map(method):
    codes = digit_codes(400)
    one, other = (
        layouts_of(codes, MapSettings(method=method, iterations=80, seed=seed))[-1].points for seed in (0, 1)
    )
    assert displacement(align(one, other), other) > 1e-3


@pytest.mark.parametrize("method", ITERATIVE)
def test_iterations_count_up_to_what_was_asked_for(method):
    layouts = layouts_of(digit_codes(300), MapSettings(method=method, iterations=47))
    assert [layout.done for layout in layouts] == [False] * (len(layouts) - 1) + [True]
    counts = [layout.iteration for layout in layouts]
    assert counts == sorted(set(counts))
    assert counts[-1] == layouts[0].iterations == 47


def test_pca_is_one_canonical_layout_with_its_plane():
    codes = digit_codes(300)
    (layout,) = layouts_of(codes, MapSettings("pca"))
    assert layout.plane is not None
    np.testing.assert_array_equal(layout.points, on_plane(codes, principal_plane(codes)))


def test_pca_turned_to_a_reference_is_still_exactly_its_plane():
    codes = digit_codes(300)
    canonical = on_plane(codes, principal_plane(codes))
    reference = canonical @ np.array([[0.6, 0.8], [0.8, -0.6]], np.float32)
    (layout,) = layouts_of(codes, MapSettings("pca"), reference=reference)
    np.testing.assert_allclose(layout.points, reference, atol=1e-4)
    np.testing.assert_allclose(on_plane(codes, layout.plane), layout.points, atol=1e-5)
    shares = layout.points.var(axis=0) / codes.var(axis=0).sum()
    np.testing.assert_allclose(layout.plane.variance_share, shares, rtol=1e-3)


def test_raw_axes_are_never_turned():
    codes = digit_codes(300)
    (layout,) = layouts_of(codes, MapSettings("axes", axes=(2, 0)), reference=codes[:, :2])
    np.testing.assert_allclose(layout.points, codes[:, [2, 0]], atol=1e-6)


@pytest.mark.parametrize("method", ITERATIVE)
def test_a_map_lies_on_its_reference_as_well_as_turning_allows(method):
    codes = digit_codes(400)
    (pca,) = layouts_of(codes, MapSettings("pca"))
    reference = pca.points[:, ::-1] * np.float32(-1) + np.float32(4)
    first = layouts_of(codes, MapSettings(method=method, iterations=20), reference=reference)[0]
    np.testing.assert_allclose(align(first.points, reference), first.points, atol=1e-3)


@pytest.mark.parametrize("method", ITERATIVE)
def test_no_layout_flips_against_the_one_before(method):
    layouts = layouts_of(digit_codes(600), MapSettings(method=method, iterations=300))
    for before, after in pairwise(layouts):
        np.testing.assert_allclose(align(after.points, before.points), after.points, atol=1e-3)
        assert np.linalg.norm(after.points.mean(axis=0) - before.points.mean(axis=0)) < 1e-3


@pytest.mark.parametrize("method", ITERATIVE)
def test_a_warm_start_stays_near_the_layout_on_the_screen(method):
    codes = digit_codes(600)
    shown = layouts_of(codes, MapSettings(method=method))[-1].points
    cold = layouts_of(codes, MapSettings(method=method))[0]
    warm = layouts_of(codes, MapSettings(method=method, seed=1), start=shown)
    assert displacement(warm[0].points, shown) < 0.2 < displacement(cold.points, shown)
    assert displacement(warm[-1].points, shown) < 0.35
    assert np.std(warm[0].points) == pytest.approx(np.std(shown), rel=0.2)


@pytest.mark.parametrize("method", METHODS)
def test_a_start_of_another_number_of_points_is_a_bug(method):
    with pytest.raises(ValueError, match=r"\(100, 2\)"):
        project(digit_codes(100), MapSettings(method=method), start=np.zeros((99, 2), np.float32))


@pytest.mark.parametrize("method", METHODS)
def test_codes_sent_in_while_it_runs_keep_the_map_near_and_are_learnt(method):
    codes = digit_codes(500, 6)
    run = project(codes, MapSettings(method=method))
    layout = next_layout(run, next(run))
    for step in range(8):
        for _ in range(3 if method in ITERATIVE else 0):
            layout = next_layout(run, next(run))
        codes = codes * np.float32(1.02) + np.float32(0.02 * step) * np.roll(codes, 1, axis=1)
        before, layout = layout, next_layout(run, run.send(codes))
        if method in ITERATIVE and step > 3:
            assert displacement(layout.points, before.points) < 0.4
    if method == "axes":
        np.testing.assert_allclose(layout.points, codes[:, :2], rtol=1e-5)
    if method == "pca":
        np.testing.assert_allclose(on_plane(codes, layout.plane), layout.points, atol=1e-4)


@pytest.mark.parametrize("method", METHODS)
def test_codes_sent_in_answer_to_the_last_layout_set_it_going_again(method):
    codes = digit_codes(200, 4)
    run = project(codes, MapSettings(method=method, iterations=20))
    layout = next_layout(run, next(run))
    while not layout.done:
        layout = next_layout(run, next(run))
    after = next_layout(run, run.send(codes * np.float32([2, 1, 1, 1])))
    assert not np.array_equal(after.points, layout.points)
    rest = [event for event in run if isinstance(event, Layout)]
    assert (rest or [after])[-1].done


@pytest.mark.parametrize("method", ITERATIVE)
def test_codes_sent_in_while_it_prepares_are_not_lost(method):
    old, new = digit_codes(300, 4), np.roll(digit_codes(300, 4), 7, axis=0)
    run = project(old, MapSettings(method=method))
    assert isinstance(next(run), Preparing)
    event = run.send(new)
    while not (isinstance(event, Layout) and event.done):
        event = next(run)
    of_new = last_points(new, MapSettings(method=method))
    near_new, near_old = (full_recall(codes, event.points) for codes in (new, old))
    assert near_new > full_recall(new, of_new) - 0.05
    assert near_old < 0.15


def full_recall(codes: np.ndarray, points: np.ndarray) -> float:
    from tests.latent.real_codes import full_quality

    return full_quality(codes, points).knn_recall.value


@pytest.mark.parametrize("method", METHODS)
def test_codes_of_another_number_of_points_are_refused_when_sent(method):
    run = project(digit_codes(100, 4), MapSettings(method=method))
    next_layout(run, next(run))
    with pytest.raises(LatentLabError, match="same 100 points as the map, got 99"):
        next_layout(run, run.send(digit_codes(99, 4)))


@pytest.mark.parametrize("settings", [MapSettings("umap", threads=2), MapSettings("tsne", threads=2)])
def test_stopping_between_layouts_leaves_nothing_running(settings):
    run = project(digit_codes(3_000, 4), settings)
    next_layout(run, next(run))
    run.close()
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("umap")] == []


def test_stopping_while_it_prepares_is_heard_at_once():
    run = project(digit_codes(3_000, 4), MapSettings("tsne"))
    assert isinstance(next(run), Preparing)
    assert isinstance(next(run), Preparing)
    run.close()
    with pytest.raises(StopIteration):
        next(run)
