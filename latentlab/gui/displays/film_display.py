"""Shows on the map what is looked back on: trails of chosen points, and how far a frame moved them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.displacement import displacement
from latentlab.latent.maps.layout import Layout

if TYPE_CHECKING:
    from latentlab.gui.panels.latent_map import LatentMapPanel

_NO_ROWS = np.zeros(0, np.int64)
_NO_PLACES = np.zeros((0, 0, 2), np.float32)


class FilmDisplay(QObject):
    """Passes on to the map's panel what the film knows, where it is asked for."""

    def __init__(self, workspace: Workspace, panel: LatentMapPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._panel = panel
        self._choices = DrawingChoices()
        self._hovered = -1
        self._before: np.ndarray | None = None  # the layout (N, 2) that was shown last

    def show_drawing(self, choices: DrawingChoices) -> None:
        """Draw what is wanted."""
        old, self._choices = self._choices, choices
        if choices.trails != old.trails:
            self.show_trails()
        if choices.displacement != old.displacement:
            self._before = None
            self._panel.show_displacement(choices.displacement, None)

    def show_hovered(self, row: int) -> None:
        """Draw the trail of the point under the mouse, too."""
        if self._choices.trails and row != self._hovered:
            self._hovered = row
            self.show_trails()
        self._hovered = row

    def show_trails(self) -> None:
        """Draw the trails of the points that are chosen now, as far as they are known now."""
        if not self._choices.trails:
            self._panel.show_trails(_NO_ROWS, _NO_PLACES, "")
            return
        film, rows = self._workspace.film, self._rows()
        if not film.is_current or not len(rows):
            self._panel.show_trails(_NO_ROWS, _NO_PLACES, self._reason(film.is_current))
            return
        self._panel.show_trails(rows, film.film.trails(rows), "")

    def show_layout(self, layout: Layout, _glide_ms: int, rescaled: bool) -> None:
        """Measure how far the points moved since the layout before."""
        if not self._choices.displacement:
            return
        before, self._before = self._before, layout.points
        comparable = before is not None and not rescaled and before.shape[1] == layout.dimensions == 2
        moved = displacement(before, layout.points) if before is not None and comparable else None
        if moved is not None or not comparable:
            self._panel.show_displacement(True, moved)

    def _rows(self) -> np.ndarray:
        """The selected points, the one in the decoder, and the one under the mouse."""
        selection = self._workspace.selector.selection
        loaded = selection.row if selection is not None and selection.row is not None else -1
        group = self._workspace.group.rows
        rows = np.unique(np.concatenate([group, [self._hovered, -1 if len(group) > 1 else loaded]]))
        chosen: np.ndarray = rows[rows >= 0].astype(np.int64)
        return chosen

    def _reason(self, has_film: bool) -> str:
        """Why there are no trails."""
        if not has_film:
            return self.tr("Train, and trails appear.")
        return self.tr("Click a point, or select some: their trails appear.")
