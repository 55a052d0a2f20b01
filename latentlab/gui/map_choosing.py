"""What is asked of the live map by menus and keys, as far as the window can draw it."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from latentlab.errors import LatentLabError
from latentlab.gui.displays.display import Display
from latentlab.gui.panels.latent_map import LatentMapPanel
from latentlab.gui.workspace.live_map import LiveMap


class MapChoosing(QObject):
    """Asks for another map, where it can be shown."""

    def __init__(self, live: LiveMap, panel: LatentMapPanel, display: Display, parent: QObject) -> None:
        super().__init__(parent)
        self._live, self._panel, self._display = live, panel, display

    def choose(self, action: QAction) -> None:
        """Show the map that the action names."""
        self._live.choose(action.data())

    def change_dimensions(self) -> None:
        """A space in place of the flat map, or the flat map again."""
        self.choose_dimensions(2 if self._live.settings.dimensions == 3 else 3)

    def choose_dimensions(self, dimensions: int) -> None:
        """A space only where it can be drawn, else a word why not."""
        reason = self._panel.space.build() if dimensions == 3 else ""
        if reason:
            self._display.show_error(LatentLabError("{reason}", reason=reason))
            self._panel.show_settings(self._live.settings)
        else:
            self._live.choose_dimensions(dimensions)
