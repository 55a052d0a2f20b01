"""Tells which points, or which place, of the map the mouse means."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, QPointF, Signal

from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.nearest import nearest_point
from latentlab.gui.widgets.scatter.outline import Outline
from latentlab.latent.group import How

REACH = 12.0  # the canvas's pixels from the mouse to a point that is meant


class MapPointer(QObject):
    """Listens to a canvas's mouse; what is hidden cannot be meant."""

    point_hovered = Signal(int)  # −1 where no point is near any more
    point_clicked = Signal(int)  # to look at, be it selected alone or with others
    ground_clicked = Signal(object)  # np.ndarray (2,)
    points_chosen = Signal(object, object, str)  # rows (n,), How they join, "click", "box" or "lasso"
    place_held = Signal(object)  # np.ndarray (2,) under the mouse while places are meant, None without one
    place_shifted = Signal(object)  # np.ndarray (2,): another one has come under the mouse, as the view moved

    def __init__(self, canvas: MapCanvas, row_at: Callable[[QPointF], int] = lambda _: -1) -> None:
        """row_at: tells whose image is drawn at a pixel of the canvas, −1 where none is."""
        super().__init__(canvas)
        self._canvas = canvas
        self._row_at = row_at
        self._points = np.zeros((2, 0), np.float32)
        self._shown: np.ndarray | None = None
        self.hovered = -1
        self.means_places = False  # and not points
        self._pixel: QPointF | None = None  # where the mouse is
        canvas.mouse_moved.connect(self._mouse_moved)
        canvas.clicked.connect(self._clicked)
        canvas.outlined.connect(self._outlined)
        canvas.box.sigRangeChanged.connect(self._view_moved)

    def look_at(self, points: np.ndarray, shown: np.ndarray | None) -> None:
        """Take points (2, N), of which those of `shown` (N,) bool can be pointed at, or all."""
        self._points, self._shown = points, shown
        if self.hovered >= points.shape[1] or (
            self.hovered >= 0 and shown is not None and not shown[self.hovered]
        ):
            self._hover(-1)

    def point_near(self, pixel: QPointF) -> int:
        """Index of the visible point whose image is at a pixel of the canvas or that is nearest, else −1."""
        row = self._row_at(pixel)
        if row >= 0:
            return row
        reach = REACH * self._canvas.units_per_pixel
        return nearest_point(self._points, self._canvas.place_of(pixel), reach, self._shown)

    def mean_places(self, on: bool) -> None:
        """Let the mouse mean the place that it is at, be there a point or not."""
        if on == self.means_places:
            return
        self.means_places = on
        self._canvas.show_aiming(on)
        if not on:
            self.place_held.emit(None)
        self._mouse_moved(self._pixel)

    def _mouse_moved(self, pixel: QPointF | None) -> None:
        self._pixel = pixel
        if self.means_places:
            self._hover(-1)
            self.place_held.emit(None if pixel is None or self._is_empty() else self._canvas.place_of(pixel))
        else:
            self._hover(-1 if pixel is None else self.point_near(pixel))

    def _view_moved(self) -> None:
        """Another place has come under the mouse."""
        if self.means_places and self._pixel is not None and not self._is_empty():
            self.place_shifted.emit(self._canvas.place_of(self._pixel))

    def _clicked(self, pixel: QPointF, how: How) -> None:
        index = -1 if self.means_places else self.point_near(pixel)
        if index >= 0:
            if how is not How.REMOVE:
                self.point_clicked.emit(index)
            self.points_chosen.emit(np.array([index]), how, "click")
        elif not self._is_empty() and how is How.REPLACE:
            self.ground_clicked.emit(self._canvas.place_of(pixel))

    def _outlined(self, outline: Outline, how: How) -> None:
        inside = outline.inside(self._points)
        if self._shown is not None:
            inside &= self._shown
        self.points_chosen.emit(np.flatnonzero(inside), how, "box" if outline.is_box else "lasso")

    def _is_empty(self) -> bool:
        return self._points.shape[1] == 0

    def _hover(self, index: int) -> None:
        if index != self.hovered:
            self.hovered = index
            self.point_hovered.emit(index)
