"""Small images in rows, as many in a row as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

_GAP = 3


class ImageSheet(QWidget):
    """Images of one size, unsmoothed; the mouse is told what each is."""

    def __init__(self, name: str, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.images: tuple[QImage, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._side = side
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_images(self, images: Sequence[QImage], labels: Sequence[str]) -> None:
        """Show these, in this order."""
        self.images, self._labels = tuple(images), tuple(labels)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._side, self._side if self.images else 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        columns = self._columns(width)
        rows = -(-len(self.images) // columns)
        return max(0, rows * (self._side + _GAP) - _GAP)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = (n for n in range(len(self.images)) if self._place(n).contains(event.pos()))
            number = next(hit, None)
            QToolTip.showText(event.globalPos(), "" if number is None else self._labels[number], self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, image in enumerate(self.images):
            painter.drawImage(self._place(number), image)

    def _place(self, number: int) -> QRect:
        row, column = divmod(number, self._columns(self.width()))
        size = self.images[number].size().scaled(self._side, self._side, Qt.AspectRatioMode.KeepAspectRatio)
        step = self._side + _GAP
        return QRect(column * step, row * step, size.width(), size.height())

    def _columns(self, width: int) -> int:
        return max(1, (width + _GAP) // (self._side + _GAP))
