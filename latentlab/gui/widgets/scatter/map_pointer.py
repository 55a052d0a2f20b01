"""Tells which point of the map the mouse means."""

import numpy as np
from PySide6.QtCore import QObject, QPointF, Signal

from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.nearest import nearest_point

REACH = 12.0  # the canvas's pixels from the mouse to a point that is meant


class MapPointer(QObject):
    """Listens to a canvas's mouse."""

    point_hovered = Signal(int)  # −1 where no point is near any more
    point_clicked = Signal(int)
    ground_clicked = Signal(object)  # np.ndarray (2,)

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._points = np.zeros((2, 0), np.float32)
        self._shown: np.ndarray | None = None
        self.hovered = -1
        canvas.mouse_moved.connect(self._mouse_moved)
        canvas.clicked.connect(self._clicked)

    def look_at(self, points: np.ndarray, shown: np.ndarray | None) -> None:
        """Take points (2, N), of which those of `shown` (N,) bool can be pointed at, or all."""
        self._points, self._shown = points, shown
        if self.hovered >= points.shape[1] or (
            self.hovered >= 0 and shown is not None and not shown[self.hovered]
        ):
            self._hover(-1)

    def point_near(self, pixel: QPointF) -> int:
        """Index of the visible point nearest to a pixel of the canvas, −1 where none is near."""
        reach = REACH * self._canvas.units_per_pixel
        return nearest_point(self._points, self._canvas.place_of(pixel), reach, self._shown)

    def _mouse_moved(self, pixel: QPointF | None) -> None:
        self._hover(-1 if pixel is None else self.point_near(pixel))

    def _clicked(self, pixel: QPointF) -> None:
        index = self.point_near(pixel)
        if index >= 0:
            self.point_clicked.emit(index)
        elif self._points.shape[1]:
            self.ground_clicked.emit(self._canvas.place_of(pixel))

    def _hover(self, index: int) -> None:
        if index != self.hovered:
            self.hovered = index
            self.point_hovered.emit(index)
