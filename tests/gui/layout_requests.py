"""Counts what asks for a new layout: from one widget it goes up to the window, which lays out all docks."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class LayoutRequests(QObject):
    """Remembers by class which widgets, of one and all in it, were asked to lay out what is in them."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.of: list[str] = []
        for one in (widget, *widget.findChildren(QWidget)):
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.of.append(type(watched).__name__)
        return False
