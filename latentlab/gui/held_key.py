"""A key that means something as long as it is held."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication


class HeldKey(QObject):
    """Is told the keys that no widget of the window wanted for itself, as a text field does."""

    changed = Signal(bool)  # whether it is held

    def __init__(self, key: Qt.Key, parent: QObject) -> None:
        super().__init__(parent)
        self._key = key
        self.is_held = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self.let_go)  # its release will be heard elsewhere

    def take(self, event: QKeyEvent, is_down: bool) -> bool:
        """Whether the event was of this key; without Ctrl or Alt, which make it another."""
        others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.key() != self._key or (is_down and event.modifiers() & others):
            return False
        if not event.isAutoRepeat():
            self._set(is_down)
        return True

    def let_go(self, *_focus: object) -> None:
        """The key is not held any more, or nobody can tell."""
        self._set(False)

    def _set(self, is_held: bool) -> None:
        if is_held != self.is_held:
            self.is_held = is_held
            self.changed.emit(is_held)
