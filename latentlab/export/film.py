"""The film of a training as an animated GIF or WebP, or as arrays."""

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from PIL import Image

from latentlab.errors import ConfigError
from latentlab.export.animation import Animation, GifAnimation, WebpAnimation
from latentlab.export.look import Look
from latentlab.export.picture import Legend, MapPicture, frame_of
from latentlab.export.png import map_image
from latentlab.export.steps import Making
from latentlab.export.table import npz_bytes
from latentlab.latent.film import Film
from latentlab.latent.preparing import Preparing
from latentlab.plain_json import plain

_LAST_MS = 2_000  # the end is looked at
_MOST_MS = 16_000_000  # what three bytes hold
_SHADES = 12  # of each colour in a GIF, towards the ground


@dataclass(frozen=True, slots=True, eq=False)
class FilmPicture:
    """A film with what its points are and how they are coloured: the first points of the sample."""

    film: Film
    labels: np.ndarray  # (N,) uint8, N at least the points of the film
    indices: np.ndarray  # (N,) int64
    classes: tuple[str, ...]
    tones: np.ndarray  # (N,) uint8
    palette: np.ndarray  # (T, 3) uint8
    legend: Legend = field(default_factory=Legend)
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def points(self) -> np.ndarray:
        """Where the points were: (F, M, 2), those of the film that are known here."""
        return self.film.points[:, : len(self.tones)]


def film_gif(shot: FilmPicture, look: Look, seconds: float) -> Making:
    """The film as an animated GIF that loops; time runs evenly in batches."""
    return _animated(shot, look, seconds, GifAnimation(look.width, look.height, _shared_palette(shot, look)))


def film_webp(shot: FilmPicture, look: Look, seconds: float) -> Making:
    """The film as an animated WebP without loss that loops; time runs evenly in batches."""
    return _animated(shot, look, seconds, WebpAnimation(look.width, look.height))


def film_npz(shot: FilmPicture) -> Making:
    """The film as arrays: steps and epochs (F,), points (F, M, 2), losses (F,), and whose points they are."""
    yield Preparing("writing", 0, 1)
    checked(shot.film)
    points = shot.points
    count = points.shape[1]
    return npz_bytes(
        {
            "steps": shot.film.steps,
            "epochs": shot.film.epochs,
            "points": points,
            "losses": shot.film.losses,
            "labels": shot.labels[:count],
            "indices": shot.indices[:count],
            "classes": np.array(shot.classes),
            "about": np.array(json.dumps(plain(dict(shot.about)), allow_nan=False)),
        }
    )


def checked(film: Film) -> Film:
    """The film. Raises ConfigError where it has too few frames to move."""
    if len(film.frames) < 2:
        raise ConfigError(
            "A film must have at least 2 frames, got {frames}: train the network first.",
            frames=len(film.frames),
        )
    return film


def durations_ms(steps: np.ndarray, seconds: float) -> list[int]:
    """How long each frame is shown, by the batches (F,) learnt until the next; `seconds` without the last."""
    ways = np.diff(steps)
    shares = ways / ways.sum() if ways.sum() > 0 else np.full(len(ways), 1 / max(1, len(ways)))
    ends = np.rint(1e3 * seconds * np.concatenate([[0.0], np.cumsum(shares)])).astype(int)
    return [*np.clip(np.diff(ends), 1, _MOST_MS).tolist(), _LAST_MS]


def frame_picture(shot: FilmPicture, number: int, look: Look) -> tuple[MapPicture, Look]:
    """One frame of the film as a picture, with its epoch in the title; all have the same view."""
    points = shot.points
    tones = shot.tones[: points.shape[1]]
    title = f"{look.title} · " if look.title else ""
    epochs = shot.film.epochs
    is_best = epochs[number] < epochs[: number + 1].max()  # a finished run goes back to its best weights
    told = f"{title}epoch {epochs[number]:.1f}" + (", the best" if is_best else "")
    picture = MapPicture(points[number], tones, shot.palette, shot.legend, frame_of(points))
    return picture, replace(look, title=told)


def _animated(shot: FilmPicture, look: Look, seconds: float, animation: Animation) -> Making:
    durations = durations_ms(checked(shot.film).steps, seconds)
    for number, duration in enumerate(durations):
        yield Preparing("filming", number, len(durations))
        image = yield from _drawn(shot, number, look)
        animation.add(image, duration)
    return animation.finish()


def _drawn(shot: FilmPicture, number: int, look: Look) -> Generator[Preparing, None, Image.Image]:
    """The picture of one frame; how far its own drawing is, nobody needs to know."""
    steps = map_image(*frame_picture(shot, number, look))
    while True:
        try:
            next(steps)
        except StopIteration as end:
            image: Image.Image = end.value
            return image
        yield Preparing("filming", number, len(shot.film.frames))


def _shared_palette(shot: FilmPicture, look: Look) -> Image.Image:
    """A palette for all frames: the ground, and shades of every colour and of the ink towards it."""
    ground = np.array(_rgb(look.ground_colour or "#ffffff"))
    colours = np.concatenate([shot.palette, [_rgb(look.ink_colour)]])[: 255 // 3]
    shades = min(_SHADES, 255 // len(colours))
    share = np.arange(1, shades + 1)[:, None, None] / shades
    mixed = np.rint(ground + (colours - ground) * share).reshape(-1, 3)
    entries = np.concatenate([[ground], mixed]).astype(np.uint8)
    image = Image.new("P", (1, 1))
    image.putpalette(entries.tobytes().ljust(768, ground.astype(np.uint8).tobytes()[:1]))
    return image


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
