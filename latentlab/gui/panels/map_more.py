"""The menu of further maps: a plane, kernel PCA, what the map is made of, how many dimensions it has."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

METHODS = ("plane", "kernel-pca")


class MapMore(QToolButton):
    """A segment that opens the menu, and bears the name of the method where it is one of the menu's."""

    method_chosen = Signal(str)
    source_chosen = Signal(str)  # "codes" or "pixels"
    dimensions_chosen = Signal(int)  # 2 or 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._methods: dict[str, QAction] = {}
        self._folded: dict[str, QAction] = {}
        self._sources: dict[str, QAction] = {}
        self._dimensions: dict[int, QAction] = {}
        self._build()
        self.show_method("pca")
        self.show_source("codes")
        self.show_dimensions(2)

    def show_method(self, method: str) -> None:
        """Mark the method that is asked for, be it of this menu or not."""
        chosen = self._methods.get(method)
        for name, action in (self._methods | self._folded).items():
            action.setChecked(name == method)
        self.setChecked(chosen is not None)
        self.setText((self.tr("More") if chosen is None else chosen.text()) + " ▾")

    def add_method(self, method: str, name: str, tip: str) -> None:
        """Take in a method whose own segment may have to make room; it stands before the others."""
        action = QAction(name, self._menu)
        action.setCheckable(True)
        action.setToolTip(tip)
        action.setVisible(False)
        action.triggered.connect(lambda _checked: self.method_chosen.emit(method))
        self._menu.insertAction(self._methods["plane"], action)
        self._folded[method] = action

    def show_folded(self, folded: bool) -> None:
        """Offer the methods that were taken in, or leave them to their segments."""
        for action in self._folded.values():
            action.setVisible(folded)

    def show_source(self, source: str) -> None:
        """Mark what the map is made of."""
        self._sources[source].setChecked(True)

    def show_dimensions(self, dimensions: int) -> None:
        """Mark how many dimensions the map has."""
        self._dimensions[dimensions].setChecked(True)

    def _build(self) -> None:
        tip = self.tr("A plane through three classes, kernel PCA, maps of the pixels, three dimensions")
        self.setToolTip(tip)
        self.setAccessibleName(self.tr("More maps"))
        self.setCheckable(True)
        self.setProperty("kind", "segment")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu)
        self._build_methods()
        self._menu.addSeparator()
        self._build_sources()
        self._menu.addSeparator()
        self._build_dimensions()

    def _build_methods(self) -> None:
        self._methods = {
            "plane": self._add(
                self.tr("Plane"), self.tr("The plane through three class means, or through three points (5)")
            ),
            "kernel-pca": self._add(
                self.tr("Kernel PCA"), self.tr("PCA of bell-shaped kernels around the codes: it can bend (6)")
            ),
        }
        for method, action in self._methods.items():
            action.triggered.connect(lambda _checked, chosen=method: self.method_chosen.emit(chosen))

    def _build_sources(self) -> None:
        self._sources = {
            "codes": self._add(self.tr("Of the codes"), self.tr("What the network makes of the images")),
            "pixels": self._add(
                self.tr("Of the pixels"),
                self.tr("The images themselves: the network plays no part"),
            ),
        }
        group = QActionGroup(self)
        for source, action in self._sources.items():
            action.triggered.connect(lambda _checked, chosen=source: self.source_chosen.emit(chosen))
            group.addAction(action)

    def _build_dimensions(self) -> None:
        self._dimensions = {
            2: self._add(self.tr("Flat map (2-D)"), self.tr("Two dimensions (7)")),
            3: self._add(self.tr("Space (3-D)"), self.tr("Three dimensions, to be turned by the mouse (7)")),
        }
        group = QActionGroup(self)
        for dimensions, action in self._dimensions.items():
            action.triggered.connect(lambda _checked, chosen=dimensions: self.dimensions_chosen.emit(chosen))
            group.addAction(action)

    def _add(self, text: str, tip: str) -> QAction:
        action = self._menu.addAction(text)
        action.setCheckable(True)
        action.setToolTip(tip)
        return action
