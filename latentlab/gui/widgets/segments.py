"""A row of segments of which one is chosen."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from latentlab.gui.icons import icon

_ICON = QSize(18, 18)


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

    def add(self, name: str, text: str, tip: str, glyph: str = "") -> QToolButton:
        """Add a segment, with a picture instead of its text where one is named; the first one is chosen."""
        button = QToolButton()
        button.setText(text)
        if glyph:
            button.setIcon(icon(glyph))
            button.setIconSize(_ICON)
            button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setChecked(not self.buttons)
        button.setProperty("kind", "segment")
        button.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed
        )  # as wide as there is room
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(button)
        self._row.addWidget(button, 1)
        self.buttons[name] = button
        return button

    def choose(self, name: str) -> None:
        """Show that this one is chosen. Raises KeyError where there is none of that name."""
        self.buttons[name].setChecked(True)
