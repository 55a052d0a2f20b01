"""What widgets of many small pictures share: the way of an arrow key, and a tip for each picture."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QToolTip, QWidget

_WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
}


def arrow_way(event: QKeyEvent) -> tuple[int, int] | None:
    """How far an arrow key goes down and to the right; None for any other key."""
    return _WAYS.get(event.key())


def arrow_step(event: QKeyEvent, columns: int) -> int | None:
    """How far an arrow key goes among pictures that fill rows of so many columns; None for any other key."""
    way = arrow_way(event)
    return None if way is None else way[0] * columns + way[1]


def showed_tip(event: QEvent, tip_at: Callable[[QPoint], str], widget: QWidget) -> bool:
    """Show the tip of what the mouse rests on, where the event asks for one."""
    if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
        return False
    QToolTip.showText(event.globalPos(), tip_at(event.pos()), widget)
    return True
