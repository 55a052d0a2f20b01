"""Samples of a data set, a row for each class."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.data.image_set import ImageSet
from latentlab.gui.theme import tokens_of
from latentlab.gui.widgets.digit_image import ink_image

TILE, GAP, LEAST_ROW = 28, 3, 18
MOST_COLUMNS = 60


class ThumbnailSheet(QWidget):
    """Rows of images by class, each with the class's name and how many images it has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: ImageSet | None = None
        self._text = ""
        self._places: list[np.ndarray] = []  # for each class some indices, spread over the set
        self._counts = np.zeros(0, int)
        self._strips: list[QImage] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Samples by class"))

    def show_images(self, images: ImageSet) -> None:
        """Show samples of every class."""
        self._images = images
        self._counts = np.bincount(images.labels, minlength=len(images.classes))
        self._places = [_spread(images.labels, label) for label in range(len(images.classes))]
        self._cut_strips()
        self.update()

    def show_nothing(self, text: str) -> None:
        """Show a sentence in place of samples."""
        self._images, self._strips, self._text = None, [], text
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(520, 10 * (TILE + GAP) + GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 10 * LEAST_ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut_strips()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._images is None:
            painter.setPen(QColor(tokens_of(self.palette()).muted))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(20, 0, -20, 0), flags, self._text)
        else:
            for row in range(len(self._strips)):
                self._draw_row(painter, self._images, row)
        painter.end()

    def _draw_row(self, painter: QPainter, images: ImageSet, row: int) -> None:
        tokens = tokens_of(self.palette())
        top, height = row * self._row_height(), self._row_height()
        labels = self._label_width()
        name = QRectF(0, top, labels, height - GAP)
        painter.setPen(QColor(tokens.text))
        painter.drawText(name, int(Qt.AlignmentFlag.AlignVCenter), images.classes[row])
        painter.setPen(QColor(tokens.muted))
        count = f"{self._counts[row]:,}"
        painter.drawText(
            name.adjusted(0, 0, -10, 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
            count,
        )
        strip = self._strips[row]
        scale = (height - GAP) / strip.height()
        painter.drawImage(QRectF(labels, top, strip.width() * scale, height - GAP), strip)

    def _row_height(self) -> float:
        rows = max(1, len(self._places))
        return min(float(TILE + GAP), max(float(LEAST_ROW), self.height() / rows))

    def _label_width(self) -> float:
        if self._images is None:
            return 0.0
        metrics = self.fontMetrics()
        names = max(metrics.horizontalAdvance(name) for name in self._images.classes)
        counts = max(metrics.horizontalAdvance(f"{count:,}") for count in self._counts)
        return float(names + counts + 24)

    def _cut_strips(self) -> None:
        images = self._images
        if images is None:
            return
        height, width = images.images.shape[1:]
        side = self._row_height() - GAP
        columns = int((self.width() - self._label_width()) * height / (side * (width + GAP)))
        shown = self._places[: max(1, int(self.height() / self._row_height()))]
        self._strips = [_strip(images.images[places[: max(1, columns)]]) for places in shown]


def _spread(labels: np.ndarray, label: int) -> np.ndarray:
    """Some indices of images with `label`, evenly spread over the set."""
    places = np.flatnonzero(labels == label)
    few = np.linspace(0, len(places) - 1, min(len(places), MOST_COLUMNS)).astype(int)
    chosen: np.ndarray = places[few]
    return chosen


def _strip(images: np.ndarray) -> QImage:
    """Images (n, h, w) side by side, a small gap between."""
    count, height, width = images.shape
    if count == 0:
        return ink_image(np.zeros((height, width), np.uint8))
    padded = np.zeros((height, count, width + GAP), np.uint8)
    padded[:, :, :width] = images.transpose(1, 0, 2)
    return ink_image(padded.reshape(height, -1)[:, :-GAP])
