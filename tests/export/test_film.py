"""A film shows every frame for its time, from one standpoint, and ends with the last map."""

import json
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from latentlab.errors import ConfigError
from latentlab.export.film import FilmPicture, durations_ms, frame_picture
from latentlab.export.formats import film_file
from latentlab.export.look import Look
from latentlab.export.png import map_image
from latentlab.export.steps import result_of
from latentlab.gui.widgets.scatter.class_palette import class_colours
from latentlab.latent.film import Film, FilmFrame

_LOOK = Look(320, 260)
_STEPS = (0, 10, 20, 40, 80)


def _shot(steps: tuple[int, ...] = _STEPS, points: int = 60) -> FilmPicture:
    rng = np.random.default_rng(0)
    frames = tuple(
        FilmFrame(step, step / 20, rng.normal(size=(points, 2)).astype(np.float32), 1 / (1 + step))
        for step in steps
    )
    labels = (np.arange(100) % 10).astype(np.uint8)
    classes = tuple("0123456789")
    return FilmPicture(
        Film("umap", frames), labels, np.arange(100), classes, labels, class_colours(10, dark=False),
        about={"seed": 3},
    )  # fmt: skip


def _frames(content: bytes) -> list[tuple[np.ndarray, int]]:
    """Pixels and milliseconds of every frame of an animation."""
    image = Image.open(BytesIO(content))
    frames = []
    for number in range(image.n_frames):
        image.seek(number)
        image.load()
        frames.append((np.asarray(image.convert("RGB")).astype(int), image.info["duration"]))
    return frames


@pytest.mark.parametrize(("suffix", "strays"), [(".webp", 0.0), (".gif", 1e-3)])
def test_an_animation_has_every_frame_for_its_time_up_to_the_last_map(suffix: str, strays: float) -> None:
    """WebP loses nothing; GIF has 256 colours for all frames, so where colours mix it may stray a little."""
    shot = _shot()
    frames = _frames(result_of(film_file(suffix, shot, _LOOK, seconds=4)))
    assert [duration for _, duration in frames] == [500, 500, 1_000, 2_000, 2_000]
    for number, (pixels, _) in enumerate(frames):
        drawn = np.asarray(result_of(map_image(*frame_picture(shot, number, _LOOK)))).astype(int)
        assert (abs(pixels - drawn).max(axis=2) > 12).mean() <= strays
    assert Image.open(BytesIO(result_of(film_file(suffix, shot, _LOOK, 4)))).info["loop"] == 0


def test_all_frames_have_one_view_and_tell_their_epoch() -> None:
    shot = _shot()
    pictures = [frame_picture(shot, number, _LOOK) for number in range(len(_STEPS))]
    assert len({picture.view for picture, _ in pictures}) == 1
    assert [look.title for _, look in pictures] == [f"epoch {step / 20:.1f}" for step in _STEPS]


def test_the_best_weights_at_the_end_are_told_as_such() -> None:
    frames = (*_shot().film.frames, FilmFrame(90, 2.0, np.zeros((60, 2), np.float32), 0.1))
    shot = _shot()
    shot = FilmPicture(Film("pca", frames), shot.labels, shot.indices, shot.classes, shot.tones, shot.palette)
    assert frame_picture(shot, 5, _LOOK)[1].title == "epoch 2.0, the best"


def test_the_arrays_of_a_film_read_back() -> None:
    shot = _shot()
    with np.load(BytesIO(result_of(film_file(".npz", shot, _LOOK, 4))), allow_pickle=False) as arrays:
        assert arrays["steps"].tolist() == list(_STEPS)
        np.testing.assert_array_equal(arrays["points"], shot.film.points)
        np.testing.assert_array_equal(arrays["labels"], shot.labels[:60])
        assert json.loads(str(arrays["about"])) == {"seed": 3}


@pytest.mark.parametrize("steps", [(), (5,)])
@pytest.mark.parametrize("suffix", [".gif", ".webp", ".npz"])
def test_a_film_that_cannot_move_is_refused(suffix: str, steps: tuple[int, ...]) -> None:
    with pytest.raises(ConfigError, match="at least 2 frames"):
        result_of(film_file(suffix, _shot(steps), _LOOK, 4))


@given(ways=st.lists(st.integers(0, 1_000), min_size=1, max_size=199), seconds=st.floats(1, 60))
def test_frames_together_last_as_long_as_asked(ways: list[int], seconds: float) -> None:
    durations = durations_ms(np.cumsum([0, *ways]), seconds)
    assert len(durations) == len(ways) + 1
    assert abs(sum(durations[:-1]) - 1e3 * seconds) <= len(ways) + 1
