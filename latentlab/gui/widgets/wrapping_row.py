"""Two widgets side by side where there is room, else one above the other."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget


class WrappingRow(QWidget):
    """The second widget takes what the first leaves, as long as that is `least` at least."""

    def __init__(self, first: QWidget, second: QWidget, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._least = first, least
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addWidget(first)
        self._row.addWidget(second, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._wrap()  # the first has become wider or narrower
        return super().event(event)

    def _wrap(self) -> None:
        has_room = self._first.sizeHint().width() + self._row.spacing() + self._least <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if has_room else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)
