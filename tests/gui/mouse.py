"""A hand on the mouse over a widget: drags with keys held, step by step."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def drag(widget: QWidget, places: Sequence[QPoint], keys: Qt.KeyboardModifier = NO_KEY) -> None:
    """Press at the first place, move along the others and let go at the last."""
    QTest.mousePress(widget, LEFT, keys, places[0])
    for place in places[1:]:
        move(widget, place, keys)
    QTest.mouseRelease(widget, LEFT, keys, places[-1])


def move(widget: QWidget, place: QPoint, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    """Move the mouse with its left button held; QTest's own move knows no keys."""
    far = QPointF(widget.mapToGlobal(place))
    button = Qt.MouseButton.NoButton
    event = QMouseEvent(QMouseEvent.Type.MouseMove, QPointF(place), far, button, LEFT, keys)
    QApplication.sendEvent(widget, event)
