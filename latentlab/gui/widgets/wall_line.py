"""One line of a wall of images: each original above what is made of it, with words under each."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

from latentlab.gui.tokens import Tokens
from latentlab.latent.tiles import as_grey

_GAP = 1.0  # between the images of a cell
_APART = 5.0  # between cells
_UNDER = 6.0  # below a line


@dataclass(frozen=True, slots=True, eq=False)
class WallCell:
    """An original and what is made of it, one under the other; None where it is not there yet."""

    images: tuple[np.ndarray | None, ...]  # (h, w) each, bytes or floats in [0, 1]
    words: tuple[str, ...]
    tip: str


@dataclass(frozen=True, slots=True)
class WallGrid:
    """Sizes in device-independent pixels; images cover whole device pixels."""

    columns: int
    wide: float  # an image
    high: float
    step: float  # from cell to cell
    pitch: float  # from line to line
    left: float  # room for the names of the rows of a line
    text: float  # height of a line of words
    parts: int  # images a cell
    words: int  # lines of words a cell

    @classmethod
    def of(
        cls,
        width: float,
        metrics: QFontMetrics,
        ratio: float,
        shape: tuple[int, int],
        side: int,
        parts: int,
        words: int,
        left: float,
    ) -> "WallGrid":
        """As many cells a line as there is room for, images (h, w) about `side` large."""
        scale = max(1, round(side * ratio / max(shape))) if max(shape) <= side * ratio else 0
        factor = scale / ratio if scale else side / max(shape)
        high, wide = (_whole(length * factor, ratio) for length in shape)
        text = float(metrics.height() - 1)
        step = _whole(max(wide, metrics.horizontalAdvance("0.000") + 1) + _APART, ratio)
        pitch = parts * (high + _GAP) + words * text + _UNDER
        columns = max(1, int((width - left) // step))
        return cls(columns, wide, high, step, _whole(pitch, ratio), left, text, parts, words)

    def box(self, column: int, part: int) -> QRectF:
        """Where an image stands in its line."""
        return QRectF(self.left + column * self.step, part * (self.high + _GAP), self.wide, self.high)

    def cell(self, column: int) -> QRectF:
        """All images of a cell."""
        return self.box(column, 0).united(self.box(column, self.parts - 1))


def draw_line(cells: list[WallCell], grid: WallGrid, ratio: float, tokens: Tokens, font: QFont) -> QImage:
    """A line of the wall as a picture: it is painted again and again while the wall scrolls."""
    width = grid.left + grid.columns * grid.step
    picture = QImage(round(width * ratio), round(grid.pitch * ratio), QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(tokens.window))
    painter = QPainter(picture)
    painter.setFont(font)
    for column, cell in enumerate(cells):
        for part, image in enumerate(cell.images):
            _draw_image(painter, image, grid.box(column, part), ratio, tokens)
        top = grid.parts * (grid.high + _GAP)
        for number, word in enumerate(cell.words):
            box = QRectF(
                grid.left + column * grid.step - 4, top + number * grid.text, grid.wide + 8, grid.text
            )
            painter.setPen(QColor(tokens.text if number == 0 else tokens.muted))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), word)
    painter.end()
    return picture


def _draw_image(
    painter: QPainter, image: np.ndarray | None, box: QRectF, ratio: float, tokens: Tokens
) -> None:
    if image is None:
        painter.fillRect(box, QColor(tokens.sunken))
        return
    grey = np.ascontiguousarray(as_grey(image))
    height, width = grey.shape
    source = QImage(grey.data, width, height, width, QImage.Format.Format_Grayscale8)
    if box.width() * ratio < width:  # smaller than it is: averaged
        size = (box.size() * ratio).toSize()
        source = source.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    painter.drawImage(box, source)


def _whole(length: float, ratio: float) -> float:
    return max(1, round(length * ratio)) / ratio
