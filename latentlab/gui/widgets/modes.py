"""Pages of which one is seen, and a row of segments to choose it by."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)


class Modes(QWidget):
    """A page is asked to lay itself out only while it is the chosen one."""

    chosen = Signal(str)  # the name of the page that is seen from now on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        self._pages: dict[str, QWidget] = {}
        self._group = QButtonGroup(self)
        self._strip = QFrame()
        self._strip.setProperty("kind", "segments")
        self._row = QHBoxLayout(self._strip)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(0)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._strip)
        column.addWidget(self._stack, 1)
        self._strip.hide()

    @property
    def mode(self) -> str:
        """The name of the page that is seen."""
        return next(name for name, page in self._pages.items() if page is self._stack.currentWidget())

    def add_page(self, name: str, title: str, tip: str, page: QWidget) -> None:
        """Add a page; the first one is seen."""
        button = QToolButton()
        button.setText(title)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setProperty("kind", "segment")
        button.clicked.connect(lambda: self.choose(name))
        self._group.addButton(button)
        self._row.addWidget(button, 1)
        self.buttons[name], self._pages[name] = button, page
        self._stack.addWidget(page)
        button.setChecked(len(self._pages) == 1)
        self._strip.setVisible(len(self._pages) > 1)

    def choose(self, name: str) -> None:
        """Show a page. Raises KeyError where there is none of that name."""
        page = self._pages[name]
        if page is self._stack.currentWidget():
            return
        self._stack.setCurrentWidget(page)
        self.buttons[name].setChecked(True)
        self.chosen.emit(name)

    @property
    def strip_height(self) -> int:
        """What the segments take, with the space below them."""
        return 0 if self._strip.isHidden() else self._strip.sizeHint().height() + 8

    def minimumSizeHint(self) -> QSize:
        """What the page that is seen needs: the others ask for nothing."""
        page = self._stack.currentWidget()
        least = page.minimumSizeHint() if page is not None else QSize()
        return QSize(least.width(), least.height() + self.strip_height)
