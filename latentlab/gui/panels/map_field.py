"""Where the points of the map stand: on the flat map with its twin, or in a space in their place."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from latentlab.gui.panels.map_controls import grouped
from latentlab.gui.panels.map_pair import MapPair
from latentlab.gui.panels.map_space import MapSpace
from latentlab.gui.widgets.scatter.ghost_mark import GhostMark
from latentlab.gui.widgets.scatter.latent_scatter import LatentScatter
from latentlab.gui.widgets.scatter.path_layer import PathLayer
from latentlab.latent.group import How
from latentlab.latent.maps.layout import Anchors, Layout


class MapField(QWidget):
    """The flat map follows a space unseen, so that everything that asks it for points is answered."""

    space_shown = Signal(bool)  # or the flat map again
    end_picked = Signal(str)  # the letter of the end that the next click is, nothing where it is none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scatter = LatentScatter()
        self.ghost = GhostMark(self.scatter.canvas, lambda: self.scatter.cursor_place)
        self.pair = MapPair(self.scatter)
        self.space = MapSpace()
        self.path = PathLayer(self.scatter.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pair)
        column.addWidget(self.space)
        self.scatter.setMinimumHeight(200)
        self.setFocusProxy(self.scatter)
        self.scatter.look_changed.connect(self._look_changed)

    @property
    def is_space(self) -> bool:
        """Whether the points are shown in three dimensions."""
        return not self.space.isHidden()

    def show_layout(self, layout: Layout, glide_ms: int, rescaled: bool, classes: tuple[str, ...]) -> None:
        """Let the points glide to a layout, on the flat map or in the space."""
        in_space = layout.dimensions == 3 and self.space.view is not None
        self._show_in_space(in_space)
        self.scatter.show_layout(layout.points[:, :2], glide_ms, rescaled)
        if in_space:
            self.space.show_layout(layout.points, glide_ms, self.scatter.look)
        self._show_anchors(layout.anchors, classes)

    def show_cursor(self, place: np.ndarray | tuple[float, float] | None, at_once: bool) -> None:
        """Mark the decoder's z at (x, y) or at (x, y, z)."""
        self.scatter.show_cursor(None if place is None else place[:2], at_once)
        self.space.show_cursor(np.asarray(place) if place is not None and len(place) == 3 else None)

    def show_ghost(self, place: np.ndarray | None) -> None:
        """Mark where the cursor would be, at (x, y) or (x, y, z), if what is selected were not disturbed."""
        self.ghost.show_ghost(place)
        self.space.show_ghost(place if place is not None and len(place) == 3 else None)

    def pixel_of_point(self, index: int) -> QPointF:
        """Where a point is on this widget."""
        shown = self.space if self.is_space else self.scatter
        return shown.mapTo(self, shown.pixel_of_point(index))

    def show_path(self, places: np.ndarray, names: Sequence[tuple[int, str]], is_exact: bool) -> None:
        """Draw a path over places (M, d), some of which are ends by name; none where M is 0."""
        self.path.show_path(places[:, :2], names, is_exact)
        self.space.show_path(places if places.shape[1] == 3 else np.zeros((0, 3)), names, is_exact)

    def show_picked_end(self, letter: str) -> None:
        """Let the mouse say that a click is the end of a path by this letter; nothing where none is."""
        self.scatter.canvas.show_aiming(bool(letter))
        self.end_picked.emit(letter)

    def show_highlight(self, row: int) -> None:
        """Ring a point that is pointed at elsewhere; −1 takes the ring away."""
        self.scatter.show_highlight(row if row >= 0 else None)
        self.space.show_highlight(row)

    def set_lasso(self, on: bool) -> None:
        """Let a drag of the mouse draw a line around points, or move the map."""
        self.scatter.canvas.set_lasso(on)
        self.space.set_lasso(on)

    def set_how(self, how: How) -> None:
        """What a choice without a key held does to what is selected."""
        self.scatter.canvas.set_how(how)
        self.space.set_how(how)

    def cancel_outline(self) -> bool:
        """Draw no further, and select nothing; whether there was something to give up."""
        return self.scatter.canvas.cancel_outline() or self.space.cancel_outline()

    def fit(self) -> None:
        """Show the whole map, and follow it as it grows."""
        if self.is_space:
            self.space.fit()
        else:
            self.scatter.fit()

    def _show_in_space(self, in_space: bool) -> None:
        if self.is_space == in_space:
            return
        self.pair.setVisible(not in_space)
        self.space.setVisible(in_space)
        self.setFocusProxy(self.space if in_space else self.scatter)
        self.space_shown.emit(in_space)

    def _show_anchors(self, anchors: Anchors | None, classes: tuple[str, ...]) -> None:
        places, names = np.zeros((0, 3)), list[str]()
        if anchors is not None:
            places = anchors.places
            for number in anchors.numbers:
                is_class = anchors.by == "classes" and number < len(classes)
                names.append(classes[number] if is_class else self._number_text(number))
        self.scatter.anchors.show_anchors(places[:, :2], tuple(names))
        self.space.show_anchors(places, tuple(names))

    def _number_text(self, number: int) -> str:
        return self.tr("No. {index}").format(index=grouped(self.locale(), number))

    def _look_changed(self) -> None:
        if self.is_space:
            self.space.show_look(self.scatter.look)
