"""What every dialog for files does between the student and the exporter."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from latentlab.errors import LatentLabError
from latentlab.export.steps import Making, Preview
from latentlab.gui.messages import show_error, text_of
from latentlab.gui.settings import Settings
from latentlab.gui.workspace.exporter import Exporter, Written
from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:
    from latentlab.gui.dialogs.file_dialog import FileDialog
    from latentlab.gui.main_window import MainWindow

_TOLD_MS = 4_000

Source = TypeVar("Source")
Wish = TypeVar("Wish")
Dialog = TypeVar("Dialog", bound="FileDialog")


class FileExporting(QObject, Generic[Source, Wish, Dialog]):
    """One dialog of a window; what it exports is the source as it was when the dialog was opened."""

    exported = Signal(object)  # Written

    def __init__(self, exporter: Exporter, settings: Settings, window: MainWindow) -> None:
        super().__init__(window)
        self._exporter, self._settings, self._window = exporter, settings, window
        self._source: Source | None = None
        self.dialog: Dialog | None = None

    def open(self) -> None:
        """Show the dialog for what is on the screen."""
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.raise_()
            return
        self._source = self._gather()
        if self._source is None:
            self._window.statusBar().showMessage(self._why_none(), _TOLD_MS)
            return
        if self.dialog is None:
            self.dialog = self._new_dialog()
            self._connect(self.dialog)
        self._show_source(self.dialog, self._source)
        self.dialog.show_progress(None)
        self.dialog.look_again()
        self.dialog.open()

    # What differs from one dialog to the other

    def _gather(self) -> Source | None:
        """All that the files are made of, None where there is nothing."""
        raise NotImplementedError

    def _why_none(self) -> str:
        """Why there is nothing to export."""
        raise NotImplementedError

    def _new_dialog(self) -> Dialog:
        """The dialog, made when it is wanted first: it is not needed for the first paint."""
        raise NotImplementedError

    def _show_source(self, dialog: Dialog, source: Source) -> None:
        """Propose titles and the like."""
        raise NotImplementedError

    def _look(self, source: Source, wish: Wish) -> Generator[Preparing | Preview, None, None]:
        """The preview of a file."""
        raise NotImplementedError

    def _making(self, source: Source, wish: Wish) -> Making:
        """The file itself."""
        raise NotImplementedError

    def _name(self, source: Source, wish: Wish) -> tuple[str, str]:
        """What the file is called unless the student says otherwise, and its ending (".png")."""
        raise NotImplementedError

    # What is the same

    def _connect(self, dialog: Dialog) -> None:
        exporter = self._exporter
        dialog.preview_wanted.connect(self._preview)
        dialog.save_requested.connect(self._choose_file)
        dialog.cancelled.connect(self._cancel)
        exporter.previewed.connect(dialog.show_preview)
        exporter.preview_failed.connect(self._show_failure)
        exporter.progressed.connect(self._show_progress)
        exporter.written.connect(self._on_written)
        exporter.failed.connect(self._show_failure)

    def _preview(self, wish: Wish) -> None:
        if self._source is not None:
            self._exporter.preview(self._look(self._source, wish))

    def _choose_file(self, wish: Wish) -> None:
        if self._source is None or self.dialog is None:
            return
        path = self._ask_for_file(*self._name(self._source, wish))
        if path is not None:
            self._settings.folder = path.parent
            self.dialog.show_progress(Preparing("drawing", 0, 1))
            self._exporter.write(path, self._making(self._source, wish))

    def _ask_for_file(self, name: str, suffix: str) -> Path | None:
        start = self._settings.folder / f"{name}{suffix}"
        kind = suffix.removeprefix(".").upper()
        files = self.tr("{kind} files (*{suffix})").format(kind=kind, suffix=suffix)
        chosen, _ = QFileDialog.getSaveFileName(self.dialog, self.tr("Export"), str(start), files)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

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
