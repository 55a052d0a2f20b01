"""What the mouse does on the map, for the list under F1."""

from PySide6.QtCore import QCoreApplication


def map_gestures() -> list[tuple[str, str]]:
    """Every gesture with what it does."""
    return [
        (
            _tr("Click on a point"),
            _tr("Load it and select it alone; one of several stays with them"),
        ),
        (_tr("Ctrl + click"), _tr("Load a point and add it to those selected")),
        (_tr("Alt + click"), _tr("Take a point from those selected")),
        (_tr("Shift + drag"), _tr("Select the points in a box")),
        (_tr("S, then drag"), _tr("Select the points in a freehand line")),
        (_tr("Ctrl with box or lasso"), _tr("Add its points to those selected")),
        (
            _tr("Alt with box or lasso"),
            _tr("Take its points away; Ctrl+Alt where a desktop wants Alt"),
        ),
        (_tr("Drag, or arrows"), _tr("Move the map")),
        (_tr("Wheel, or + and −"), _tr("Zoom")),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Gestures", text)
