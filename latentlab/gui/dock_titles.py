"""Shows the title of a dock once: where it is a tab already, its bar goes away."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget


class DockTitles(QObject):
    """Looks after all docks of a window, those that come later too; View opens and closes them as before."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._known: list[QDockWidget] = []
        self._soon = QTimer(self)  # docks tell of a change one by one
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show)
        window.tabifiedDockWidgetActivated.connect(lambda _dock: self._soon.start())
        self.look_after()

    def look_after(self) -> None:
        """Take in the docks that are there by now."""
        for dock in self._window.findChildren(QDockWidget):
            if dock in self._known:
                continue
            self._known.append(dock)
            for signal in (dock.dockLocationChanged, dock.topLevelChanged, dock.visibilityChanged):
                signal.connect(lambda *_: self._soon.start())
        self._soon.start()

    def _show(self) -> None:
        for dock in self._known:
            has_bar = dock.titleBarWidget() is None
            if self._is_tab(dock) == has_bar:
                # Qt's own bar comes back by None, which its stubs do not know.
                dock.setTitleBarWidget(QWidget(dock) if has_bar else None)  # type: ignore[arg-type]

    def _is_tab(self, dock: QDockWidget) -> bool:
        beside = self._window.tabifiedDockWidgets(dock)
        return not dock.isFloating() and any(one.toggleViewAction().isChecked() for one in beside)
