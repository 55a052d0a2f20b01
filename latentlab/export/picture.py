"""What a picture of a map shows: its points, their colours, and what the colours mean."""

from dataclasses import dataclass, field

import numpy as np

from latentlab.export.overlay import Lines

Frame = tuple[float, float, float, float]  # left, bottom, right, top, in the map's units


@dataclass(frozen=True, slots=True)
class Legend:
    """What the colours mean: names of some tones, or a bar over all but the last, which is of no value."""

    names: tuple[tuple[int, str], ...] = ()  # tone, name
    bar: tuple[str, str] | None = None  # what its lowest and its highest tone stand for
    heading: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class MapPicture:
    """Points in the order in which they are drawn, later ones on top; those without a place are left out.

    view: the part of the map that is shown; None for all of it.
    """

    points: np.ndarray  # (N, 2)
    tones: np.ndarray  # (N,) uint8, into `palette`
    palette: np.ndarray  # (T, 3) uint8 RGB
    legend: Legend = field(default_factory=Legend)
    view: Frame | None = None
    lines: tuple[Lines, ...] = ()  # over the points, the later on top

    def colour(self, tone: int) -> str:
        """The colour of a tone as #rrggbb."""
        colour: bytes = self.palette[tone].tobytes()
        return "#" + colour.hex()


def picture_by_class(
    points: np.ndarray, labels: np.ndarray, classes: tuple[str, ...], palette: np.ndarray
) -> MapPicture:
    """A map (N, 2) coloured by class: labels (N,) ints, a colour (C, 3) a class, those present named."""
    names = tuple((label, classes[label]) for label in np.unique(labels).tolist())
    return MapPicture(points, labels.astype(np.uint8), palette, Legend(names))


def frame_of(points: np.ndarray) -> Frame:
    """The box around points (…, 2), those without a place left out."""
    flat = points.reshape(-1, 2).astype(np.float64)
    flat = flat[np.isfinite(flat).all(axis=1)]
    if not len(flat):
        return (0.0, 0.0, 0.0, 0.0)
    (left, bottom), (right, top) = flat.min(axis=0).tolist(), flat.max(axis=0).tolist()
    return (left, bottom, right, top)
