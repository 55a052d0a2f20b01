"""Opens the data browser and wires it to the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from latentlab.errors import LatentLabError
from latentlab.gui.lab import why_locked, why_no_downloads
from latentlab.gui.messages import show_error, text_of
from latentlab.gui.settings import Settings
from latentlab.gui.workspace.library import Library, Preview
from latentlab.gui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from latentlab.gui.dialogs.data_browser import DataBrowser


class Browsing(QObject):
    """The one data browser of a window."""

    data_chosen = Signal(str)

    def __init__(self, workspace: Workspace, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._settings = settings
        self._window = window
        self.dialog: DataBrowser | None = None

    def open(self) -> None:
        """Show the browser with what is in the data folder now."""
        if self.dialog is None:
            self.dialog = self._build(self._workspace.library)
            self._find_hindrance(self.dialog)
        self._show_sets()
        self.dialog.show()
        self.dialog.raise_()

    def _build(self, library: Library) -> DataBrowser:
        from latentlab.gui.dialogs.data_browser import DataBrowser  # not needed for the first paint

        dialog = DataBrowser(self._window)
        dialog.set_selected.connect(library.preview)
        dialog.open_requested.connect(self._choose)
        dialog.download_requested.connect(library.download)
        dialog.download_cancelled.connect(library.cancel_download)
        dialog.data_root_chosen.connect(self._choose_root)
        dialog.own_chosen.connect(self._choose_own)
        library.sets_changed.connect(self._show_sets)
        library.previewed.connect(self._show_preview)
        library.download_changed.connect(dialog.show_download)
        library.failed.connect(self._show_error)
        if self._settings.lab.locks("data_root"):
            dialog.lock_folder(why_locked(self._settings.lab))
        return dialog

    def _find_hindrance(self, dialog: DataBrowser) -> None:
        lab, library = self._settings.lab, self._workspace.library
        if lab.downloads_are_forbidden:
            dialog.show_hindrance(why_no_downloads(lab))
            return
        library.hindrance_found.connect(dialog.show_hindrance)
        library.find_hindrance()

    def _show_sets(self) -> None:
        if self.dialog is not None:
            library, subject = self._workspace.library, self._workspace.subject
            self.dialog.show_sets(library.sets, library.data_root, subject.name if subject else "")

    def _show_preview(self, preview: Preview) -> None:
        if self.dialog is not None:
            self.dialog.show_images(preview.images, preview.sizes)

    def _show_error(self, error: BaseException) -> None:
        if self.dialog is not None and isinstance(error, LatentLabError):
            self.dialog.show_error(text_of(error))
        else:
            show_error(self._window, error)

    def _choose(self, name: str) -> None:
        if self.dialog is not None:
            self.dialog.hide()
        self.data_chosen.emit(name)

    def _choose_own(self, path: Path) -> None:
        self._choose(str(path))

    def _choose_root(self, folder: Path) -> None:
        self._settings.data_root = folder
        self._workspace.library.data_root = folder
