"""Writes the names of the classes at their centres, so that colour is never the only sign."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPalette, QPen, QPixmap

MOST_NAMES = 40
SAMPLE = 300  # points a class, enough for a steady median
_HALO = 3.0
_SIZE = 1.25  # of the widget's font
_PUSHES = 6


def class_samples(labels: np.ndarray, count: int) -> np.ndarray:
    """Indices of SAMPLE points of each class, evenly taken: (count, SAMPLE), −1 where none.

    labels: (N,) ints.
    """
    samples = np.full((count, SAMPLE), -1)
    for index in range(count):
        members = np.flatnonzero(labels == index)
        taken = members[:: max(1, -(-len(members) // SAMPLE))]
        samples[index, : len(taken)] = taken
    return samples


def class_centres(points: np.ndarray, samples: np.ndarray) -> np.ndarray:
    """Median place of each class on the map: (C, 2), NaN where none of its points is there.

    points: (2, N), which may be fewer than the samples (C, SAMPLE) know of.
    """
    here = (samples >= 0) & (samples < points.shape[1])
    places = points[:, np.where(here, samples, 0)] if here.any() else np.zeros((2, *samples.shape))
    places = np.where(here & np.isfinite(places).all(axis=0), places, np.nan)  # (2, C, SAMPLE)
    counts = np.isfinite(places[0]).sum(axis=1)  # (C,)
    places.sort(axis=2)  # NaN goes last
    middle = np.maximum(counts - 1, 0) // 2
    return np.asarray(places[:, np.arange(len(samples)), middle].T, np.float64)


def spread_apart(places: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Push names that lie on each other apart, little and without jumps: places, sizes (C, 2) in pixels."""
    places = places.copy()
    least = (sizes[:, None] + sizes[None]) / 2  # (C, C, 2)
    for _ in range(_PUSHES):
        way = places[:, None] - places[None]  # (C, C, 2), from the other to this
        apart = np.hypot(*np.moveaxis(way / least, 2, 0))  # 1 where two names just touch
        np.fill_diagonal(apart, np.inf)
        if apart.min(initial=1.0) >= 1:
            break
        push = np.clip(1 - apart, 0, None)[..., None] * way / np.maximum(apart, 1e-3)[..., None]
        places += push.sum(axis=1) / 2
    return places


class ClassNames:
    """The names as small pictures with a halo, made once for a font, a theme and a pixel ratio."""

    def __init__(self) -> None:
        self._names: tuple[str, ...] = ()
        self._pictures: list[QPixmap] = []
        self._key: object = None

    def show_names(self, names: tuple[str, ...]) -> None:
        self._names = names if len(names) <= MOST_NAMES else ()
        self._key = None

    def paint(self, painter: QPainter, pixels: np.ndarray, palette: QPalette, font: QFont) -> None:
        """Paint each name at its place, pixels (C, 2), NaN for those that are not to be seen."""
        ratio = painter.device().devicePixelRatio()
        self._prepare(palette, font, ratio)
        here = np.flatnonzero(np.isfinite(pixels).all(axis=1)) if self._pictures else np.zeros(0, int)
        if len(here) == 0:
            return
        sizes = np.array([self._pictures[i].deviceIndependentSize().toTuple() for i in here])
        for index, (x, y), (width, height) in zip(
            here, spread_apart(pixels[here], sizes), sizes, strict=True
        ):
            painter.drawPixmap(QPointF(x - width / 2, y - height / 2), self._pictures[index])

    def _prepare(self, palette: QPalette, font: QFont, ratio: float) -> None:
        key = (palette.cacheKey(), font.key(), ratio)
        if key != self._key:
            text, ground = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
            self._pictures = [_picture(name, font, text, ground, ratio) for name in self._names]
            self._key = key


def _picture(name: str, font: QFont, text: QColor, ground: QColor, ratio: float) -> QPixmap:
    bold = QFont(font)
    bold.setBold(True)
    bold.setPointSizeF(_SIZE * font.pointSizeF() if font.pointSizeF() > 0 else 12.0)
    metrics = QFontMetricsF(bold)
    size = QRectF(0, 0, metrics.horizontalAdvance(name) + 2 * _HALO, metrics.height() + 2 * _HALO).size()
    picture = QPixmap((size * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    path = QPainterPath()
    path.addText(QPointF(_HALO, _HALO + metrics.ascent()), bold, name)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    halo = QColor(ground)
    halo.setAlphaF(0.9)
    painter.strokePath(path, QPen(halo, 2 * _HALO, j=Qt.PenJoinStyle.RoundJoin))
    painter.fillPath(path, text)
    painter.end()
    return picture
