"""Sends events of the mouse to a widget, as the window system would."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

_NONE, _LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton


def move(widget: QWidget, place: QPointF) -> None:
    """The mouse without a button held."""
    send(widget, QEvent.Type.MouseMove, place)


def send(widget: QWidget, kind: QEvent.Type, place: QPointF, held: Qt.MouseButton = _NONE) -> None:
    """A press, move or release; held: the button that is down afterwards, beside a pressed one."""
    # Not QTest.mouseMove: that moves the real pointer, whose own event says that no button is down.
    button = _NONE if kind == QEvent.Type.MouseMove else _LEFT
    down = _LEFT if kind == QEvent.Type.MouseButtonPress else held
    far = QPointF(widget.mapToGlobal(place.toPoint()))
    event = QMouseEvent(kind, place, far, button, down, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
