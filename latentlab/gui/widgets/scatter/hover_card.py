"""A small card beside the hovered point with its image and its class."""

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from latentlab.gui.widgets.digit_image import ink_image

SIDE = 84  # of the image, in the widget's pixels
GAP = 16  # between point and card


class HoverCard(QFrame):
    """Floats over its parent and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self._image = QLabel()
        self._image.setFixedSize(SIDE, SIDE)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._value = QLabel()
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        self._index = QLabel()
        self._index.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        layout.setContentsMargins(6, 6, 6, 5)
        layout.setSpacing(1)
        for label in (self._image, self._label, self._value, self._index):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        self.hide()

    def show_point(
        self, at: QPointF, image: np.ndarray | None, label: str, value: str, index_text: str
    ) -> None:
        """Appear beside a place of the parent; image: (h, w) uint8, or None where there is none.

        value: what the point is coloured by, empty where that is the label.
        """
        self._image.setVisible(image is not None)
        if image is not None:
            self._image.setPixmap(_enlarged(image, self.devicePixelRatioF()))
        self._label.setText(label)
        self._value.setText(value)
        self._value.setVisible(bool(value))
        self._index.setText(index_text)
        self.stand_beside(at)
        self.show()
        self.raise_()

    def stand_beside(self, at: QPointF) -> None:
        """Move beside a place of the parent."""
        self.move(_beside(at.toPoint(), self.sizeHint(), self._ground.size()))


def _enlarged(image: np.ndarray, ratio: float) -> QPixmap:
    """The image as large as fits SIDE with whole screen pixels for each of its own."""
    height, width = image.shape
    times = max(1, int(SIDE * ratio / max(height, width)))
    pixmap = QPixmap.fromImage(ink_image(image)).scaled(width * times, height * times)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _beside(point: QPoint, card: QSize, ground: QSize) -> QPoint:
    """Right of the point and a little above, or on the other side where there is no room."""
    x = point.x() + GAP
    if x + card.width() > ground.width():
        x = point.x() - GAP - card.width()
    y = point.y() - card.height() // 2
    return QPoint(max(2, x), max(2, min(y, ground.height() - card.height() - 2)))
