"""Draws the ways that some points took over the map, older parts fainter."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from latentlab.export.overlay import Lines
from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_layer import MapLayer

MOST_TRAILS = 300
_MOST_PLACES = 9_000  # of all trails together, so that a pan stays quick
_AGES = 8  # steps in which a trail fades
_FAINTEST, _STRONGEST = 0.12, 0.95
_FEW_PLACES, _WIDE = 800, 1.75  # of few trails the lines are wider; so many wide ones cost 10 ms
_WIDTH = 1.0  # of a line, in the widget's pixels: Qt draws no other as quickly


class TrailLayer(MapLayer):
    """Lines in the map's units, each in its point's colour; they end where the points are now."""

    def __init__(self, canvas: MapCanvas, colour_of: Callable[[int], QColor]) -> None:
        super().__init__(canvas, 0.5)  # over the points, below the marks
        self._colour_of = colour_of
        self._rows = np.zeros(0, int)  # (R,)
        self._places = np.zeros((0, 0, 2), np.float32)  # (F, R, 2)
        self._points = np.zeros((2, 0), np.float32)
        self._colours = np.zeros(0, np.uint32)  # (R,), of the paths
        self._paths: list[tuple[np.ndarray, list[QPainterPath]]] = []  # trails of one colour, from the oldest

    @property
    def count(self) -> int:
        """How many trails are drawn."""
        return len(self._rows)

    def show_trails(self, rows: np.ndarray, places: np.ndarray) -> None:
        """Draw where the points of `rows` (R,) were: places (F, R, 2), NaN where one was nowhere.

        Of very many only some are drawn, evenly taken.
        """
        taken = _evenly(len(rows), MOST_TRAILS)
        frames = _evenly(len(places), max(2, _MOST_PLACES // max(1, len(taken))))
        self._rows, self._places = rows[taken], places[frames][:, taken]
        self._paths.clear()
        self.update()

    def export(self, light: np.ndarray, dark: np.ndarray) -> tuple[Lines, ...]:
        """The trails as they are drawn, older parts fainter.

        light, dark: (N, 3) uint8, the colours of all points on a light and on a dark ground.
        """
        if not len(self._rows) or len(self._places) < 2 or self._rows.max() >= self._points.shape[1]:
            return ()
        now = self._points[:, self._rows].T[None]
        places = np.concatenate([self._places, now])  # (F + 1, R, 2)
        steps = np.stack([places[:-1], places[1:]], axis=2)  # (F, R, 2, 2)
        ages = np.linspace(_FAINTEST, _STRONGEST, min(_AGES, len(steps)))
        return tuple(
            Lines(part[np.isfinite(part).all(axis=(1, 2))], light[row], dark[row], strength=float(strength))
            for strength, some in zip(ages, np.array_split(steps, len(ages)), strict=True)
            for row, part in zip(self._rows.tolist(), some.swapaxes(0, 1), strict=True)
        )

    def show_points(self, points: np.ndarray) -> None:
        """Take where all points are at the moment: (2, N)."""
        self._points = points
        if len(self._rows):
            self.update()

    def draw(self, painter: QPainter) -> None:
        if not len(self._rows) or len(self._places) < 2 or self._rows.max() >= self._points.shape[1]:
            return
        self._sort_by_colour()
        view, unit = self._canvas.view, self._canvas.units_per_pixel
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(QTransform(1 / unit, 0, 0, -1 / unit, -view.left / unit, view.top / unit), True)
        for trails, ages in self._paths:
            self._paint_trails(painter, trails, ages)
        painter.restore()

    def _paint_trails(self, painter: QPainter, trails: np.ndarray, ages: list[QPainterPath]) -> None:
        colour = QColor.fromRgb(int(self._colours[trails[0]]))
        width = _WIDE if self._places.size / 2 <= _FEW_PLACES else _WIDTH
        pen = QPen(colour, width, c=Qt.PenCapStyle.FlatCap)
        pen.setCosmetic(True)
        for strength, path in zip(np.linspace(_FAINTEST, _STRONGEST, len(ages)), ages, strict=True):
            colour.setAlphaF(float(strength))
            pen.setColor(colour)
            painter.strokePath(path, pen)
        last, now = self._places[-1, trails], self._points[:, self._rows[trails]].T
        painter.strokePath(_path(np.stack([last, now])), pen)

    def _sort_by_colour(self) -> None:
        """Join the trails of each colour into paths, where that has not been done for these colours."""
        colours = np.array([self._colour_of(row).rgb() for row in self._rows.tolist()], np.uint32)
        if self._paths and np.array_equal(colours, self._colours):
            return
        self._colours, self._paths = colours, []
        for colour in np.unique(colours):
            trails = np.flatnonzero(colours == colour)
            self._paths.append((trails, _aged(self._places[:, trails])))


def _aged(places: np.ndarray) -> list[QPainterPath]:
    """The ways over places (F, R, 2) in pieces of like age, from the oldest on."""
    ends = np.linspace(0, len(places) - 1, min(_AGES, len(places) - 1) + 1).astype(int)
    return [_path(places[start : end + 1]) for start, end in pairwise(ends.tolist())]


def _path(places: np.ndarray) -> QPainterPath:
    """A line for each of R ways over places (F, R, 2), with gaps where one is nowhere."""
    known = np.isfinite(places).all(axis=2)  # (F, R)
    joined = np.zeros(known.shape, np.int32)  # whether a line goes on to the next place
    joined[:-1] = known[:-1] & known[1:]
    xs, ys = np.where(known[..., None], places, 0).astype(np.float64).transpose(2, 1, 0).reshape(2, -1)
    return pg.arrayToQPath(xs, ys, connect=joined.T.reshape(-1))


def _evenly(count: int, most: int) -> np.ndarray:
    """Indices of at most `most` of so many, the first and the last among them."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(int)) if count else np.zeros(0, int)
