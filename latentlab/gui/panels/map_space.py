"""Where the space of three dimensions stands in the map's panel, built when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from latentlab.gui.widgets.space.availability import why_no_space
from latentlab.gui.widgets.space.look import Look
from latentlab.latent.group import How

if TYPE_CHECKING:
    from latentlab.gui.widgets.space.space_view import SpaceView


class MapSpace(QWidget):
    """Empty and hidden until there is a layout of three dimensions; OpenGL is loaded then, not before."""

    point_hovered = Signal(int)
    point_clicked = Signal(int)
    points_chosen = Signal(object, object, str)
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: SpaceView | None = None
        self._is_lasso, self._how = False, How.REPLACE
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def build(self) -> str:
        """Make the view; returns a sentence that says why there is none, or nothing."""
        if self.view is not None:
            return ""
        reason = why_no_space()
        if reason:
            return reason
        try:
            from latentlab.gui.widgets.space.space_view import SpaceView
        except Exception as error:  # PyOpenGL raises what the driver makes it raise
            return self.tr(
                "Three dimensions need OpenGL, which failed: {reason}. The flat map stays."
            ).format(reason=error)
        was_active, focused = self.isActiveWindow(), QApplication.focusWidget()
        self.view = SpaceView(self)
        self.view.point_hovered.connect(self.point_hovered)
        self.view.point_clicked.connect(self.point_clicked)
        self.view.points_chosen.connect(self.points_chosen)
        self.view.turned.connect(self.turned)
        self.view.mouse.how = self._how
        self.view.mouse.set_lasso(self._is_lasso)
        self._column.addWidget(self.view)
        self.setFocusProxy(self.view)
        if was_active:
            self._activate_again(focused)
        return ""

    def _activate_again(self, focused: QWidget | None) -> None:
        # WORKAROUND Qt makes the window anew for its first OpenGL, and no key would reach it afterwards.
        self.window().activateWindow()
        if focused is not None:
            focused.setFocus()

    def show_layout(self, points: np.ndarray, glide_ms: int, look: Look) -> None:
        """Let the points glide to points (N, 3)."""
        if self.view is not None:
            self.view.show_look(look)
            self.view.show_layout(points, glide_ms)

    def show_look(self, look: Look) -> None:
        """Draw the points so."""
        if self.view is not None and self.isVisible():
            self.view.show_look(look)

    def show_cursor(self, place: np.ndarray | None) -> None:
        """Mark the decoder's z at a place (3,)."""
        if self.view is not None:
            self.view.show_cursor(place)

    def show_ghost(self, place: np.ndarray | None) -> None:
        """Mark at a place (3,) where the cursor would be if what is selected were not disturbed."""
        if self.view is not None:
            self.view.show_ghost(place)

    def show_anchors(self, places: np.ndarray, names: tuple[str, ...]) -> None:
        """Mark what the plane goes through at places (M, 3)."""
        if self.view is not None:
            self.view.show_anchors(places, names)

    def show_path(self, places: np.ndarray, names: Sequence[tuple[int, str]], is_exact: bool) -> None:
        """Draw a path over places (M, 3), some of which are ends by name."""
        if self.view is not None:
            self.view.show_path(places, names, is_exact)

    def show_highlight(self, row: int) -> None:
        """Ring a point that is pointed at elsewhere; −1 takes the ring away."""
        if self.view is not None:
            self.view.show_highlight(row)

    def set_lasso(self, on: bool) -> None:
        """Let a drag of the mouse draw a line around points, or turn the space."""
        self._is_lasso = on
        if self.view is not None:
            self.view.mouse.set_lasso(on)

    def set_how(self, how: How) -> None:
        """What a choice without a key held does to what is selected."""
        self._how = how
        if self.view is not None:
            self.view.mouse.how = how

    def cancel_outline(self) -> bool:
        """Draw no further, and select nothing; whether there was something to give up."""
        return self.view is not None and self.view.mouse.cancel_outline()

    def fit(self) -> None:
        """Show the whole space."""
        if self.view is not None:
            self.view.fit()

    def pixel_of_point(self, index: int) -> QPointF:
        """Where a point is on this widget."""
        return QPointF() if self.view is None else self.view.pixel_of_point(index)
