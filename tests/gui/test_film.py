"""The film holds what was on the screen, bounded, and only of one run and one map."""

import numpy as np
import pytest

from latentlab.gui.workspace.film import MOST_FRAMES, MOST_POINTS, FilmRecorder
from latentlab.latent.maps.layout import Layout
from latentlab.training.events import Frame
from tests.gui.training import LONG

PATIENCE_MS = 60_000


def _layout(points: int = 50, shift: float = 0.0, dimensions: int = 2) -> Layout:
    places = np.random.default_rng(0).normal(size=(points, dimensions)).astype(np.float32)
    return Layout(places + np.float32(shift), 1, 1, done=True)


def _moment(step: int) -> Frame:
    losses = np.linspace(1, 0.1, 2_000, dtype=np.float32)[:step]
    return Frame(step, step / 10, losses, (), np.zeros((50, 4), np.float32), None)


def _train(film: FilmRecorder, steps: range, method: str = "pca", points: int = 50) -> None:
    for step in steps:
        film.follow(_moment(step))
        film.record(_layout(points, shift=step), method, rescaled=False)


@pytest.fixture
def film(qapp) -> FilmRecorder:
    return FilmRecorder()


def test_frames_are_what_was_shown_with_its_epoch_and_loss(film: FilmRecorder) -> None:
    _train(film, range(0, 50, 5))
    recorded = film.film
    assert film.is_current
    assert recorded.method == "pca"
    assert recorded.steps.tolist() == list(range(0, 50, 5))
    np.testing.assert_allclose(recorded.epochs, recorded.steps / 10)
    assert np.isnan(recorded.losses[0])
    assert recorded.losses[1] == pytest.approx(_moment(5).losses.mean())
    np.testing.assert_array_equal(recorded.frames[3].points, _layout(shift=15).points)


def test_however_long_the_run_the_film_keeps_within_its_bound(film: FilmRecorder) -> None:
    _train(film, range(1_500), points=3_000)
    recorded = film.film
    assert MOST_FRAMES // 2 <= len(recorded.frames) <= MOST_FRAMES
    assert recorded.steps[[0, -1]].tolist() == [0, 1_499]
    assert recorded.points.nbytes <= MOST_FRAMES * MOST_POINTS * 2 * 4
    assert recorded.points.shape[1:] == (MOST_POINTS, 2)


def test_the_last_frame_is_the_newest_layout_of_a_network_that_rests(film: FilmRecorder) -> None:
    _train(film, range(5))
    for shift in (10, 20):
        film.record(_layout(shift=shift), "pca", rescaled=False)
    assert len(film.film.frames) == 5
    np.testing.assert_array_equal(film.film.frames[-1].points, _layout(shift=20).points)


def test_a_film_does_not_change_what_was_recorded_when_the_layout_is_written_to(film: FilmRecorder) -> None:
    _train(film, range(3))
    layout = _layout()
    film.record(layout, "pca", rescaled=False)
    layout.points[:] = 99
    assert film.film.frames[-1].points.max() < 99


@pytest.mark.parametrize("change", ["run", "method", "units", "rewound", "space"])
def test_another_run_or_map_leaves_the_film_and_begins_one_once_it_learns(film: FilmRecorder, change) -> None:
    """Till then the old film can still be exported, but no trail of it is drawn."""
    _train(film, range(5))
    method = "umap" if change == "method" else "pca"
    if change == "run":
        film.cut()
    elif change == "space":
        film.record(_layout(dimensions=3), "pca", rescaled=False)
    elif change != "rewound":
        film.record(_layout(), method, rescaled=change == "units")
    start = 0 if change in ("run", "rewound") else 4
    film.follow(_moment(start))
    film.record(_layout(shift=7), method, rescaled=False)
    assert not film.is_current
    assert film.film.steps.tolist() == [0, 1, 2, 3, 4]
    _train(film, range(start + 1, start + 3), method)
    assert film.is_current
    assert film.film.method == method
    assert film.film.steps.tolist() == [start, start + 1, start + 2]
    np.testing.assert_array_equal(film.film.frames[0].points, _layout(shift=7).points)


def test_trails_go_through_the_places_of_the_frames(film: FilmRecorder) -> None:
    _train(film, range(4))
    trails = film.film.trails(np.array([3, 70, 0]))
    assert trails.shape == (4, 3, 2)
    np.testing.assert_array_equal(trails[:, 0], [_layout(shift=step).points[3] for step in range(4)])
    assert np.isnan(trails[:, 1]).all()  # was not on the map


def test_a_real_training_is_filmed_up_to_the_map_on_the_screen(qtbot, workspace) -> None:
    """Trained in the window: frames in order, the last one the map that is shown, all in one orientation."""
    shown: list[np.ndarray] = []
    workspace.layout_changed.connect(lambda layout, *_: shown.append(layout.points))
    workspace.run.set_epochs(LONG)
    workspace.rewind()
    qtbot.waitUntil(lambda: workspace.run.frame is not None and workspace.run.frame.step == 0)
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: len(workspace.film.film.frames) > 8, timeout=PATIENCE_MS)
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: len(workspace.map.layout.points) > MOST_POINTS, timeout=PATIENCE_MS)
    film = workspace.film.film
    assert workspace.film.is_current
    assert (np.diff(film.steps) > 0).all()
    assert film.epochs[-1] == workspace.run.frame.epoch
    np.testing.assert_array_equal(film.frames[-1].points, workspace.map.layout.points[:MOST_POINTS])
    for frame in film.frames:
        assert any(np.array_equal(frame.points, points[:MOST_POINTS]) for points in shown)
    workspace.new_seed()
    assert not workspace.film.is_current
