"""The dialog for files of the traversal sheet."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING

from latentlab.data.sources import title_of
from latentlab.export.sheet_source import SheetFile, SheetSource
from latentlab.export.steps import Making, Preview
from latentlab.gui.exporting.file_exporting import FileExporting
from latentlab.gui.progress import epoch_text
from latentlab.gui.settings import Settings
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:
    from latentlab.gui.dialogs.sheet_export import SheetExportDialog
    from latentlab.gui.main_window import MainWindow


class SheetExporting(FileExporting["SheetSource", "SheetFile", "SheetExportDialog"]):
    """Exports the sheet on the screen."""

    def __init__(self, workspace: Workspace, settings: Settings, window: MainWindow) -> None:
        super().__init__(workspace.decoding.sheet.exporter, settings, window)
        self._workspace = workspace

    def _why_none(self) -> str:
        return self.tr("There is no sheet to export yet.")

    def _new_dialog(self) -> SheetExportDialog:
        from latentlab.gui.dialogs.sheet_export import SheetExportDialog

        return SheetExportDialog(self._window)

    def _show_source(self, dialog: SheetExportDialog, source: SheetSource) -> None:
        wish, count = source.wish, len(source.axes)
        taken = (wish.across, wish.up) if wish.form == "grid" else ()
        third = next((axis for axis in range(count) if axis not in taken), wish.across)
        names = [source.name(axis) for axis in range(count)]
        dialog.options.show_sheet(self._title(source), names, third, wish.form == "rows")

    def _look(self, source: SheetSource, wish: SheetFile) -> Generator[Preparing | Preview, None, None]:
        from latentlab.export.sheet_files import preview_sheet

        return preview_sheet(source, wish)

    def _making(self, source: SheetSource, wish: SheetFile) -> Making:
        from latentlab.export.sheet_files import make_sheet

        return make_sheet(source, wish)

    def _name(self, source: SheetSource, wish: SheetFile) -> tuple[str, str]:
        film = "-film" if wish.subject == "film" else ""
        return f"{source.about['data']}-sheet{film}", wish.suffix

    def _gather(self) -> SheetSource | None:
        workspace = self._workspace
        made, frame, subject = workspace.decoding.sheet.traversal, workspace.travel.shown, workspace.subject
        selection = workspace.selector.selection
        if made is None or frame is None or frame.model is None or subject is None or selection is None:
            return None
        if len(made.axes) != frame.latents.shape[1] or len(selection.z) != len(made.axes):
            return None
        from latentlab.models.coding import decode_codes

        about = {"data": subject.name, "epoch": frame.epoch, "network_seed": workspace.run.config.seed}
        decode = partial(decode_codes, frame.model)
        return SheetSource(made.axes, made.wish, selection.z.copy(), decode, subject.shape, about)

    def _title(self, source: SheetSource) -> str:
        about = source.about
        epoch = epoch_text(about["epoch"])
        text = self.tr("Decoder of {data}, epoch {epoch}")
        return text.format(data=title_of(str(about["data"])), epoch=epoch)
