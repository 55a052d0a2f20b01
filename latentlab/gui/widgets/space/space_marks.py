"""What is painted over the points of a space: names, anchors, rings, the cursor and a line being drawn."""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QPen

from latentlab.gui.widgets.scatter.anchor_marks import paint_anchor
from latentlab.gui.widgets.scatter.class_names import ClassNames, class_centres, class_samples
from latentlab.gui.widgets.scatter.ghost_mark import paint_ghost
from latentlab.gui.widgets.scatter.map_marks import paint_cursor
from latentlab.gui.widgets.scatter.outline import Outline
from latentlab.gui.widgets.scatter.outline_mark import paint_outline
from latentlab.gui.widgets.scatter.path_layer import paint_path
from latentlab.gui.widgets.space.look import Look

_RING = 6.5  # radius
_RING_PENS = ((QPalette.ColorRole.Base, 5.0), (QPalette.ColorRole.Text, 2.0))


class SpaceMarks:
    """Knows places of the layout; where these are on the screen it is told when it paints."""

    def __init__(self) -> None:
        self.cursor: np.ndarray | None = None  # (3,)
        self.ghost: np.ndarray | None = None  # (3,)
        self.anchors = np.zeros((0, 3))
        self.path = np.zeros((0, 3))
        self.path_names: Sequence[tuple[int, str]] = ()
        self.path_is_exact = True
        self.anchor_names: tuple[str, ...] = ()
        self._look: Look | None = None
        self._names = ClassNames()
        self._samples = np.zeros((0, 0), int)  # (C, some): indices of points

    def show_look(self, look: Look) -> None:
        """Name the classes that the points look like."""
        self._look = look
        labels = look.labels if look.labels is not None else np.zeros(0, np.uint8)
        self._samples = class_samples(labels, len(look.names))
        self._names.show_names(look.names)

    def paint_names(self, painter: QPainter, palette: QPalette, font: QFont, pixels: np.ndarray) -> None:
        """Write each class's name amid its points at pixels (N, 2)."""
        look = self._look
        if look is None or not look.names or len(pixels) == 0:
            return
        if len(self._samples) == 0 or self._samples.max(initial=-1) >= len(pixels):
            return
        centres = class_centres(np.ascontiguousarray(pixels.T), self._samples)
        if look.shown is not None and look.labels is not None:
            hidden = np.setdiff1d(np.arange(len(look.names)), look.labels[look.shown])
            centres[hidden] = np.nan
        self._names.paint(painter, centres, palette, font)

    def paint_places(
        self, painter: QPainter, palette: QPalette, pixel_of: Callable[[np.ndarray], QPointF]
    ) -> None:
        """Draw path, anchors and cursor; pixel_of: where a place (3,) of the layout is on the screen."""
        paint_path(painter, palette, self.path, self.path_names, self.path_is_exact, pixel_of)
        for place, name in zip(self.anchors, self.anchor_names, strict=False):
            paint_anchor(painter, palette, pixel_of(place), name)
        if self.ghost is not None:
            to = pixel_of(self.cursor) if self.cursor is not None else None
            paint_ghost(painter, palette, pixel_of(self.ghost), to)
        if self.cursor is not None:
            paint_cursor(painter, palette, pixel_of(self.cursor))


def paint_ring(painter: QPainter, palette: QPalette, at: QPointF) -> None:
    """Ring a point that is pointed at."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for role, width in _RING_PENS:
        painter.setPen(QPen(palette.color(role), width))
        painter.drawEllipse(at, _RING, _RING)


def paint_drawn(painter: QPainter, palette: QPalette, outline: Outline) -> None:
    """A line that is being drawn, its places pixels."""
    corners = [QPointF(x, y) for x, y in outline.places.tolist()]
    paint_outline(painter, palette, corners, outline.is_box)
