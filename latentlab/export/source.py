"""Everything that can be exported of a map at one moment, and the file that is wished for."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from latentlab.errors import ConfigError
from latentlab.export.film import FilmPicture
from latentlab.export.formats import film_file, map_file, points_file
from latentlab.export.look import Look
from latentlab.export.overlay import Lines
from latentlab.export.picture import Frame, Legend, MapPicture
from latentlab.export.steps import Making
from latentlab.export.table import PointTable
from latentlab.latent.film import Film
from latentlab.latent.preparing import Preparing

Subject = Literal["map", "points", "film"]
Measuring = Callable[[], Generator[Preparing, None, np.ndarray]]


@dataclass(frozen=True, slots=True)
class Wish:
    """One file: of what, in which format, and how it is to look where it is a picture."""

    subject: Subject
    suffix: str  # ".png"
    look: Look = field(default_factory=Look)
    in_view_alone: bool = False  # only the part of the map that is looked at
    with_lines: bool = True  # those that the window shows
    seconds: float = 10.0  # of a film


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A map with its points and its film, as it was at one moment; nothing of it changes any more."""

    table: PointTable  # without errors
    tones: np.ndarray  # (N,) uint8, what the points are coloured by
    light: np.ndarray  # (T, 3) uint8, the colours of the tones on a light ground
    dark: np.ndarray  # (T, 3) uint8
    legend: Legend
    film: Film
    shown: np.ndarray | None = None  # (N,) bool: points that are not hidden; None for all
    view: Frame | None = None  # the part of the map that is looked at
    lines: tuple[Lines, ...] = ()  # of equal density and trails, as the window shows them
    measure_errors: Measuring | None = None  # of the table's points; None without images or network

    def palette(self, look: Look) -> np.ndarray:
        """The colours of the tones on the ground of this look."""
        return self.dark if look.is_dark else self.light


def make(source: Source, wish: Wish) -> Making:
    """The file that is wished for. Raises ConfigError for what cannot be made of this source."""
    match wish.subject:
        case "map":
            return map_file(wish.suffix, picture_of(source, wish), wish.look)
        case "points":
            return _points(source, wish.suffix)
        case "film":
            return film_file(wish.suffix, film_of(source, wish.look), wish.look, wish.seconds)


def picture_of(source: Source, wish: Wish) -> MapPicture:
    """The map as a picture. Raises ConfigError for a map of three dimensions."""
    points = source.table.points
    if points.shape[1] != 2:
        raise ConfigError(
            "A picture needs a map of 2 dimensions, got {got}: export its points.", got=points.shape[1]
        )
    kept = slice(None) if source.shown is None else source.shown
    view = source.view if wish.in_view_alone else None
    lines = source.lines if wish.with_lines else ()
    palette = source.palette(wish.look)
    return MapPicture(points[kept], source.tones[kept], palette, source.legend, view, lines)


def film_of(source: Source, look: Look) -> FilmPicture:
    """The film, coloured as the map is."""
    table = source.table
    palette = source.palette(look)
    return FilmPicture(
        source.film,
        table.labels,
        table.indices,
        table.classes,
        source.tones,
        palette,
        source.legend,
        table.about,
    )


def _points(source: Source, suffix: str) -> Making:
    table = source.table
    if source.measure_errors is not None:
        errors = yield from source.measure_errors()
        table = replace(table, errors=errors)
    return (yield from points_file(suffix, table))
