"""What an axis does to the image, from the low end of its slider to the high one."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.widgets.digit_image import ink_image

FILM_HEIGHT = 24


class Filmstrip(QWidget):
    """Frames side by side below a slider's line; a click takes the place that it points at."""

    picked = Signal(float)  # where along the line: 0 at its low end, 1 at its high one

    def __init__(self, edge: float, parent: QWidget | None = None) -> None:
        """edge: how far from both sides the line of the slider begins."""
        super().__init__(parent)
        self._edge = edge
        self._film: QImage | None = None
        self.setFixedHeight(FILM_HEIGHT)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is decoded yet."""
        return self._film is None

    def show_film(self, film: np.ndarray | None) -> None:
        """Show frames (h, frames · w), uint8; None while they are decoded."""
        if film is None and self._film is None:
            return
        self._film = ink_image(film) if film is not None else None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60, FILM_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        run = QRectF(self._edge, 0, self._run(), self.height())
        if self._film is None:
            painter.fillRect(run, QColor(tokens_of(self.palette()).sunken))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(run, self._film)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)
        if event.isAccepted():
            self._pick(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pick(event)

    def _pick(self, event: QMouseEvent) -> None:
        self.picked.emit(min(1.0, max(0.0, (event.position().x() - self._edge) / self._run())))

    def _run(self) -> float:
        return max(1.0, self.width() - 2 * self._edge)
