"""Opens the dialog for files of the traversal sheet and wires it to its exporter."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from latentlab.data.sources import title_of
from latentlab.errors import LatentLabError
from latentlab.export.sheet_files import make_sheet, preview_sheet
from latentlab.export.sheet_source import SheetFile, SheetSource
from latentlab.gui.messages import show_error, text_of
from latentlab.gui.settings import Settings
from latentlab.gui.workspace.exporter import Written
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:
    from latentlab.gui.dialogs.sheet_export import SheetExportDialog
    from latentlab.gui.main_window import MainWindow

_TOLD_MS = 4_000


class SheetExporting(QObject):
    """What it exports is the sheet as it was when the dialog was opened."""

    exported = Signal(object)  # Written

    def __init__(self, workspace: Workspace, settings: Settings, window: MainWindow) -> None:
        super().__init__(window)
        self._workspace, self._settings, self._window = workspace, settings, window
        self._exporter = workspace.decoding.sheet.exporter
        self._source: SheetSource | None = None
        self.dialog: SheetExportDialog | None = None

    def open(self) -> None:
        """Show the dialog for the sheet on the screen."""
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.raise_()
            return
        self._source = self._gather()
        if self._source is None:
            self._window.statusBar().showMessage(self.tr("There is no sheet to export yet."), _TOLD_MS)
            return
        self.dialog = self.dialog or self._build()
        wish, count = self._source.wish, len(self._source.axes)
        taken = (wish.across, wish.up) if wish.form == "grid" else ()
        third = next((axis for axis in range(count) if axis not in taken), wish.across)
        names = [self._source.name(axis) for axis in range(count)]
        self.dialog.options.show_sheet(self._title(), names, third, wish.form == "rows")
        self.dialog.show_progress(None)
        self.dialog.look_again()
        self.dialog.open()

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

    def _title(self) -> str:
        assert self._source is not None
        about = self._source.about
        epoch = f"{about['epoch']:.1f}".removesuffix(".0")
        text = self.tr("Decoder of {data}, epoch {epoch}")
        return text.format(data=title_of(str(about["data"])), epoch=epoch)

    def _build(self) -> SheetExportDialog:
        from latentlab.gui.dialogs.sheet_export import SheetExportDialog  # not needed for the first paint

        dialog, exporter = SheetExportDialog(self._window), self._exporter
        dialog.preview_wanted.connect(self._preview)
        dialog.save_requested.connect(self._choose_file)
        dialog.cancelled.connect(self._cancel)
        exporter.previewed.connect(dialog.show_preview)
        exporter.preview_failed.connect(self._show_failure)
        exporter.progressed.connect(self._show_progress)
        exporter.written.connect(self._on_written)
        exporter.failed.connect(self._show_failure)
        return dialog

    def _preview(self, file: SheetFile) -> None:
        if self._source is not None:
            self._exporter.preview(preview_sheet(self._source, file))

    def _choose_file(self, file: SheetFile) -> None:
        path = self._ask_for_file(file)
        if path is not None and self._source is not None and self.dialog is not None:
            self._settings.folder = path.parent
            self.dialog.show_progress(Preparing("drawing", 0, 1))
            self._exporter.write(path, make_sheet(self._source, file))

    def _ask_for_file(self, file: SheetFile) -> Path | None:
        assert self._source is not None
        kind = file.suffix.removeprefix(".")
        film = "-film" if file.subject == "film" else ""
        start = self._settings.folder / f"{self._source.about['data']}-sheet{film}{file.suffix}"
        files = self.tr("{kind} files (*{suffix})").format(kind=kind.upper(), suffix=file.suffix)
        name, _ = QFileDialog.getSaveFileName(self.dialog, self.tr("Export"), str(start), files)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.lower() == file.suffix else path.with_name(path.name + file.suffix)

    def _cancel(self) -> None:
        self._exporter.cancel()
        if self.dialog is not None:
            self.dialog.show_progress(None)

    def _show_progress(self, progress: Preparing) -> None:
        if self.dialog is not None and self._exporter.is_writing:
            self.dialog.show_progress(progress)

    def _on_written(self, written: Written) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(None)
            self.dialog.accept()
        self.exported.emit(written)

    def _show_failure(self, error: BaseException) -> None:
        if self.dialog is None:
            return
        self.dialog.show_progress(None)
        if isinstance(error, LatentLabError):
            self.dialog.show_error(text_of(error))
        else:
            show_error(self._window, error)
