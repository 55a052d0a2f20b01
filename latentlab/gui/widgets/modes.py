"""Pages of which one is seen, and a row of segments to choose it by."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from latentlab.gui.widgets.segments import Segments


class Modes(QWidget):
    """A page is asked to lay itself out only while it is the chosen one."""

    chosen = Signal(str)  # the name of the page that is seen from now on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, QWidget] = {}
        self._strip = Segments()
        self.buttons = self._strip.buttons
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._strip)
        column.addWidget(self._stack, 1)
        self._strip.hide()
        self._strip.chosen.connect(self.choose)

    @property
    def mode(self) -> str:
        """The name of the page that is seen."""
        return next(name for name, page in self._pages.items() if page is self._stack.currentWidget())

    def add_page(self, name: str, title: str, tip: str, page: QWidget) -> None:
        """Add a page; the first one is seen."""
        self._strip.add(name, title, tip)
        self._pages[name] = page
        self._stack.addWidget(page)
        self._strip.setVisible(len(self._pages) > 1)

    def choose(self, name: str) -> None:
        """Show a page. Raises KeyError where there is none of that name."""
        page = self._pages[name]
        if page is self._stack.currentWidget():
            return
        self._leave()
        self._stack.setCurrentWidget(page)
        self._strip.choose(name)
        self.chosen.emit(name)

    def _leave(self) -> None:
        """Qt would pass the focus on to the next button there is, which Space presses instead of playing."""
        held, left = self.focusWidget(), self._stack.currentWidget()
        if held is not None and left is not None and left.isAncestorOf(held):
            held.clearFocus()

    @property
    def strip_height(self) -> int:
        """What the segments take, with the space below them."""
        return 0 if self._strip.isHidden() else self._strip.sizeHint().height() + 8

    def minimumSizeHint(self) -> QSize:
        """What the page that is seen needs: the others ask for nothing."""
        page = self._stack.currentWidget()
        least = page.minimumSizeHint() if page is not None else QSize()
        return QSize(least.width(), least.height() + self.strip_height)
