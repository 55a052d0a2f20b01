"""A titled part of a panel that folds away."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from latentlab.gui.icons import icon


class Fold(QWidget):
    """A header to click, with a figure at its right end, and a body that it shows or hides."""

    toggled = Signal(bool)  # whether it is open

    def __init__(self, title: str, is_open: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = QToolButton()
        self.header.setText(title)
        self.header.setAccessibleName(title)
        self.header.setCheckable(True)
        self.header.setAutoRaise(True)
        self.header.setProperty("kind", "fold")
        self.header.setIconSize(QSize(14, 14))
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.header.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.figure = QLabel()
        self.figure.setProperty("role", "strong")
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(5)
        self._lay_out()
        self.header.toggled.connect(self._show_open)
        self.header.setChecked(is_open)
        self._show_open(is_open)

    @property
    def is_open(self) -> bool:
        """Whether the body is seen."""
        return self.header.isChecked()

    def show_figure(self, text: str) -> None:
        """What is said even while it is folded away."""
        self.figure.setText(text)

    def take_in(self, widget: QWidget) -> None:
        """Let a widget stand in place of the title, as wide as there is room."""
        self._head.insertWidget(1, widget, 1)
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def let_go(self, widget: QWidget) -> None:
        """Leave it to another layout, and bring the title back."""
        self._head.removeWidget(widget)
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def _lay_out(self) -> None:
        self._head = head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(6)
        head.addWidget(self.header)
        head.addStretch()  # beside what takes all the room there is
        head.addWidget(self.figure)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addWidget(self.body)

    def _show_open(self, is_open: bool) -> None:
        self.body.setVisible(is_open)
        self.header.setIcon(icon("chevron-down" if is_open else "chevron-right", "muted"))
        self.toggled.emit(is_open)
