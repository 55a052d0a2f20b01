"""Tells the backdrop what the map's panel shows, and the panel what the backdrop made."""

from PySide6.QtCore import QObject

from latentlab.gui.panels.latent_map import LatentMapPanel
from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.workspace.backdrop import View
from latentlab.gui.workspace.workspace import Workspace

_FLAT = 2  # dimensions


class BackdropDisplay(QObject):
    """Between the workspace's backdrop and the map's panel."""

    def __init__(self, workspace: Workspace, panel: LatentMapPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._backdrop = workspace.backdrop
        self._map, self._drawing = workspace.map, panel.drawing
        self._canvas = panel.scatter.canvas
        panel.scatter.view_changed.connect(self.show_view)
        panel.drawing.drawing_changed.connect(self.show_drawing)
        self._backdrop.changed.connect(panel.show_survey)

    def show_drawing(self, choices: DrawingChoices) -> None:
        """Make what is chosen to lie behind the points."""
        self.show_view()
        self._backdrop.show_kind(choices.background)

    def show_manifold(self, is_wanted: bool) -> None:
        """Show what a network of two dimensions decodes at each place of a map that is its latent space."""
        live = self._map
        is_itself = live.method == "axes" or (live.method == "pca" and not live.is_of_pixels)
        if is_wanted and not (is_itself and live.settings.dimensions == _FLAT):
            live.choose_dimensions(_FLAT)
            live.choose("axes", (0, 1))
        self._drawing.choose_background("digits" if is_wanted else "none")

    def show_view(self) -> None:
        """Follow the part of the map in view."""
        view, unit = self._canvas.view, self._canvas.units_per_pixel
        self._backdrop.follow_view(View(view.left, view.bottom, view.right, view.top, unit))
