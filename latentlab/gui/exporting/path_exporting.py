"""The dialog for files of the path between codes."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING

from latentlab.data.sources import title_of
from latentlab.export.path_source import PathFile, PathRow, PathSource
from latentlab.export.steps import Making, Preview
from latentlab.gui.exporting.file_exporting import FileExporting
from latentlab.gui.progress import epoch_text
from latentlab.gui.settings import Settings
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:
    from latentlab.gui.dialogs.path_export import PathExportDialog
    from latentlab.gui.main_window import MainWindow


class PathExporting(FileExporting["PathSource", "PathFile", "PathExportDialog"]):
    """Exports the path on the screen."""

    def __init__(self, workspace: Workspace, settings: Settings, window: MainWindow) -> None:
        super().__init__(workspace.decoding.path.exporter, settings, window)
        self._workspace = workspace

    def _why_none(self) -> str:
        return self.tr("There is no path to export yet.")

    def _new_dialog(self) -> PathExportDialog:
        from latentlab.gui.dialogs.path_export import PathExportDialog

        return PathExportDialog(self._window)

    def _show_source(self, dialog: PathExportDialog, source: PathSource) -> None:
        about = source.about
        epoch = epoch_text(about["epoch"])
        text = self.tr("Path of {data}, epoch {epoch}")
        dialog.options.show_path(text.format(data=title_of(str(about["data"])), epoch=epoch))

    def _look(self, source: PathSource, wish: PathFile) -> Generator[Preparing | Preview, None, None]:
        from latentlab.export.path_files import preview_path

        return preview_path(source, wish)

    def _making(self, source: PathSource, wish: PathFile) -> Making:
        from latentlab.export.path_files import make_path

        return make_path(source, wish)

    def _name(self, source: PathSource, wish: PathFile) -> tuple[str, str]:
        film = "-film" if wish.subject == "film" else ""
        return f"{source.about['data']}-path{film}", wish.suffix

    def _gather(self) -> PathSource | None:
        workspace, page = self._workspace, self._window.decoder.path
        path, frame, subject = workspace.decoding.path, workspace.travel.shown, workspace.subject
        if path.codes is None or frame is None or frame.model is None or subject is None:
            return None
        if not page.film.strips or path.codes.shape[1] != frame.model.latent:
            return None
        from latentlab.models.coding import decode_codes

        about = {
            "data": subject.name,
            "epoch": frame.epoch,
            "network_seed": workspace.run.config.seed,
            "way": path.way,
            "ends": [
                page.ends[slot].name.whole_text for slot, end in enumerate(path.ends) if end is not None
            ],
        }
        rows = tuple(PathRow(strip.name, strip.figure, strip.images) for strip in page.film.strips)
        decode = partial(decode_codes, frame.model)
        return PathSource(rows, path.codes.copy(), decode, subject.shape, about)
