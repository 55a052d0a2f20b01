"""Keys that the focused widget needs win over the window's single-key shortcuts."""

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QComboBox, QWidget
from shiboken6 import isValid

_NEEDED: dict[type[QWidget], frozenset[str]] = {
    QAbstractSlider: frozenset(("Home",)),
    QAbstractButton: frozenset(("Space",)),
    QComboBox: frozenset(("Home", "Space")),
}


class KeyPrecedence(QObject):
    """Takes a shortcut away while the focus is where its key means something else; text fields see to theirs.

    Not an event filter of the application: every event would then wait for Python, which the training holds.
    """

    def __init__(self, app: QApplication, actions: Iterable[QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._keys = {action: action.shortcut() for action in actions if not action.shortcut().isEmpty()}
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _: QWidget | None, widget: QWidget | None) -> None:
        needed = {key for kind, keys in _NEEDED.items() if isinstance(widget, kind) for key in keys}
        for action, key in self._keys.items():
            wanted = QKeySequence() if key.toString() in needed else key
            # The focus leaves a window that is alive when the application ends after its actions are gone.
            if isValid(action) and action.shortcut() != wanted:
                action.setShortcut(wanted)
