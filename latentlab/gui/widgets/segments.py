"""A row of segments of which one is chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QWidget


class Segments(QFrame):
    """Tells the name of the segment that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self.setProperty("kind", "segments")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(0)

    @property
    def current(self) -> str:
        """The name of the segment that is chosen."""
        return next(name for name, button in self.buttons.items() if button.isChecked())

    def add(self, name: str, text: str, tip: str) -> None:
        """Add a segment; the first one is chosen."""
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setChecked(not self.buttons)
        button.setProperty("kind", "segment")
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(button)
        self._row.addWidget(button, 1)
        self.buttons[name] = button

    def choose(self, name: str) -> None:
        """Show that this one is chosen. Raises KeyError where there is none of that name."""
        self.buttons[name].setChecked(True)
