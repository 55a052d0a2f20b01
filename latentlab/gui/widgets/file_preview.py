"""A look at a file to come: a picture on the ground that shows through it, or its first lines."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QStackedLayout, QWidget

_CHECK = 8  # side of a square of the ground, which is seen through transparent pictures


class FilePreview(QFrame):
    """Shows one of the two, whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "well")
        self.picture = _Picture()
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.lines.setFrameShape(QFrame.Shape.NoFrame)
        self.lines.setStyleSheet("font-family: monospace; background: transparent;")
        self.lines.setAccessibleName(self.tr("Beginning of the file"))
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(10, 10, 10, 10)
        self._pages.addWidget(self.picture)
        self._pages.addWidget(self.lines)
        self.setMinimumSize(260, 200)

    def show_image(self, pixels: np.ndarray) -> None:
        """Show a picture (h, w, 4) uint8 RGBA, smaller where it does not fit."""
        self.picture.show_pixels(pixels)
        self._pages.setCurrentWidget(self.picture)

    def show_text(self, text: str) -> None:
        """Show the beginning of a text."""
        self.lines.setPlainText(text)
        self._pages.setCurrentWidget(self.lines)


class _Picture(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()

    def show_pixels(self, pixels: np.ndarray) -> None:
        height, width = pixels.shape[:2]
        kept = np.ascontiguousarray(pixels)
        self._image = QImage(kept.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 400)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = self.devicePixelRatioF()
        size = self._image.size() / ratio
        if size.width() > self.width() or size.height() > self.height():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, 0, 0)
        place.setSize(size.toSizeF())
        if self._image.pixelColor(0, 0).alpha() < 255:
            _paint_checks(painter, place, self.palette())
        painter.drawImage(place, self._image)


def _paint_checks(painter: QPainter, place: QRectF, palette: QPalette) -> None:
    """A chequered ground: what is seen through is not there."""
    tile = QImage(2 * _CHECK, 2 * _CHECK, QImage.Format.Format_RGB32)
    tile.fill(palette.color(QPalette.ColorRole.Base))
    shade = QColor(128, 128, 128, 60)
    tiles = QPainter(tile)
    tiles.fillRect(0, 0, _CHECK, _CHECK, shade)
    tiles.fillRect(_CHECK, _CHECK, _CHECK, _CHECK, shade)
    tiles.end()
    painter.fillRect(place, QBrush(tile))
