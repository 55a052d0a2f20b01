"""Where everything stands on the sheet, the same for every kind of picture."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from latentlab.export.look import Look
from latentlab.export.overlay import Stroke, strokes_of
from latentlab.export.picture import Frame, MapPicture, frame_of

_MARGIN, _TITLE, _TEXT = 40, 44, 20  # at a unit of 1
_LEAST_LEGEND, _MOST_LEGEND, _LETTER = 70, 330, 11.5
_BAR_STEPS = 64
_ROUND = 2_000  # points after which every colour has its turn again


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text from its left end, at its middle height."""

    x: float
    y: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc in the legend."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a colour bar."""

    x: float
    y: float
    width: float
    height: float
    colour: str


Mark = Text | Dot | Block


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A picture laid out, in pixels, y downwards."""

    places: np.ndarray  # (n, 2) of the points that are shown
    tones: np.ndarray  # (n,) uint8
    radius: float
    strokes: tuple[Stroke, ...]  # over the points
    marks: tuple[Mark, ...]


def lay_out(picture: MapPicture, look: Look) -> Sheet:
    """Points, legend and title on a sheet of this look; one scale for both axes."""
    unit, view = look.unit, picture.view
    points = picture.points.astype(np.float64)
    shown = np.isfinite(points).all(axis=1)
    if view is not None:
        shown &= (points >= view[:2]).all(axis=1) & (points <= view[2:]).all(axis=1)
    points, tones = points[shown], picture.tones[shown]
    drawn = [points, *(lines.pieces.reshape(-1, 2) for lines in picture.lines)]
    frame, plot = view or frame_of(np.concatenate(drawn)), _plot(picture, look)
    places = _places(points, frame, *plot)
    radius = _radius(len(points)) * unit * look.point_scale
    strokes = tuple(_strokes(picture, look, frame, plot))
    return Sheet(places, tones, radius, strokes, tuple(_marks(picture, look)))


def rounds(tones: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Tones and the rows (n,) that have them, in rounds, so that no colour lies wholly over another."""
    for start in range(0, len(tones), _ROUND):
        part = tones[start : start + _ROUND]
        for tone in np.unique(part).tolist():
            yield tone, start + np.flatnonzero(part == tone)


def _strokes(
    picture: MapPicture, look: Look, frame: Frame, plot: tuple[np.ndarray, np.ndarray]
) -> Iterator[Stroke]:
    """The lines that lie in the plot; a piece that leaves it is left out."""
    corner, room = plot
    for lines in picture.lines:
        ends = lines.pieces.reshape(-1, 2).astype(np.float64)
        pieces = _places(ends, frame, corner, room).reshape(-1, 2, 2)
        with np.errstate(invalid="ignore"):
            inside = ((pieces >= corner) & (pieces <= corner + room)).all(axis=(1, 2))
        if inside.any():
            yield from strokes_of(lines, pieces[inside], look)


def _places(points: np.ndarray, view: Frame, corner: np.ndarray, room: np.ndarray) -> np.ndarray:
    low, high = np.array(view[:2]), np.array(view[2:])
    scale = float((room / np.maximum(high - low, 1e-12)).min())
    centred = (points - (low + high) / 2) * min(scale, 1e12) * (1, -1)
    return np.asarray(centred + corner + room / 2)


def _plot(picture: MapPicture, look: Look) -> tuple[np.ndarray, np.ndarray]:
    """Corner and size of the place for the points: (2,) each."""
    margin, unit = _MARGIN * look.unit, look.unit
    above = _TITLE * unit if look.title else 0.0
    beside = _legend_width(picture) * unit if look.legend else 0.0
    room = np.array([look.width - 2 * margin - beside, look.height - 2 * margin - above])
    return np.array([margin, margin + above]), np.maximum(room, 1.0)


def _legend_width(picture: MapPicture) -> float:
    """Room for the longest word beside the points, at a unit of 1."""
    legend = picture.legend
    words = [legend.heading, *(legend.bar or ()), *(name for _, name in legend.names)]
    return min(max(_LEAST_LEGEND, 40 + _LETTER * max(len(word) for word in words)), _MOST_LEGEND)


def _radius(points: int) -> float:
    """Radius of a point: smaller where there are many."""
    return float(np.clip(180 / max(points, 1) ** 0.5, 1.0, 5.0))


def _marks(picture: MapPicture, look: Look) -> Iterator[Mark]:
    unit = look.unit
    if look.title:
        yield Text(_MARGIN * unit, (_MARGIN + 8) * unit, 1.2 * _TEXT * unit, look.title)
    if not look.legend:
        return
    x, y = look.width - _legend_width(picture) * unit, (_MARGIN + 12) * unit
    if picture.legend.heading:
        yield Text(x - 8 * unit, y, _TEXT * unit, picture.legend.heading)
        y += 34 * unit
    if picture.legend.bar is not None:
        yield from _bar(picture, picture.legend.bar, x - 8 * unit, y, look)
        return
    names = picture.legend.names
    step = min(36 * unit, (look.height - _MARGIN * unit - y) / max(1, len(names)))
    for row, (tone, name) in enumerate(names):
        yield Dot(x, y + row * step, min(8 * unit, 0.4 * step), picture.colour(tone))
        yield Text(x + 18 * unit, y + row * step, min(_TEXT * unit, 0.8 * step), name)


def _bar(picture: MapPicture, ends: tuple[str, str], x: float, y: float, look: Look) -> Iterator[Mark]:
    """A bar of all tones that have a value, the highest at its top."""
    unit = look.unit
    height = 0.5 * (look.height - 2 * _MARGIN * unit)
    tones = np.linspace(len(picture.palette) - 2, 0, _BAR_STEPS).round().astype(int).tolist()
    step = height / _BAR_STEPS
    for row, tone in enumerate(tones):
        yield Block(x, y + row * step, 18 * unit, step, picture.colour(tone))
    yield Text(x + 28 * unit, y + 8 * unit, _TEXT * unit, ends[1])
    yield Text(x + 28 * unit, y + height - 8 * unit, _TEXT * unit, ends[0])
