"""Opens the export dialog and wires it to the exporter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from latentlab.data.sources import title_of
from latentlab.errors import LatentLabError
from latentlab.export.picture import Legend
from latentlab.export.preview import Preview, preview
from latentlab.export.source import Source, Wish, make
from latentlab.gui.messages import show_error, text_of
from latentlab.gui.settings import Settings
from latentlab.gui.workspace.export_source import gather
from latentlab.gui.workspace.exporter import Written
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:
    from latentlab.gui.dialogs.export import ExportDialog
    from latentlab.gui.main_window import MainWindow


class Exporting(QObject):
    """The one export dialog of a window; what it exports is the map as it was when it was opened."""

    exported = Signal(object)  # Written

    def __init__(self, workspace: Workspace, settings: Settings, window: MainWindow) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._settings = settings
        self._window = window
        self._source: Source | None = None
        self.dialog: ExportDialog | None = None

    def open(self) -> None:
        """Show the dialog for the map on the screen."""
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.raise_()
            return
        self._source = self._gather()
        if self._source is None:
            self._window.statusBar().showMessage(self.tr("There is no map to export yet."), 4_000)
            return
        self.dialog = self.dialog or self._build()
        map_title, film_title = self._titles(self._source)
        self.dialog.options.show_titles(map_title, film_title)
        self.dialog.options.show_point_size(self._window.map.drawing.choices.size)
        self.dialog.options.show_lines(bool(self._source.lines))
        self.dialog.show_progress(None)
        self.dialog.show_reasons(self._reasons(self._source))
        self.dialog.look_again()
        self.dialog.open()

    def _gather(self) -> Source | None:
        scatter = self._window.map.scatter
        tones, shown, view = scatter.tones, scatter.shown, scatter.canvas.view
        count = len(scatter.points)
        colours = (tones.of_first(count), tones.light, tones.dark)
        light, dark = (palette[colours[0]] for palette in colours[1:])
        return gather(
            self._workspace,
            colours,
            self._legend(),
            shown,
            (view.left, view.bottom, view.right, view.top),
            (*scatter.contours.export(), *scatter.trails.export(light, dark)),
        )

    def _legend(self) -> Legend:
        colours, subject = self._window.map.colours, self._workspace.subject
        names = tuple(enumerate(subject.classes if subject is not None else ()))
        if colours.tones is None:
            visible = self._window.map.legend.visible_classes
            return Legend(tuple(one for one in names if one[0] >= len(visible) or visible[one[0]]))
        if colours.are_of_classes:
            return Legend(names, heading=colours.heading)  # hidden classes may be what others are taken for
        return Legend(tuple(enumerate(colours.group_names)), colours.bar_ends, colours.heading)

    def _titles(self, source: Source) -> tuple[str, str]:
        name = str(source.table.about["data"])
        data = title_of(name)
        epoch = f"{source.table.about['epoch']:.1f}".removesuffix(".0")
        text = self.tr("{method} of {data}, epoch {epoch}")
        of_map = text.format(method=_method_name(self._workspace.map.method), data=data, epoch=epoch)
        of_film = self.tr("{method} of {data}").format(method=_method_name(source.film.method), data=data)
        return of_map, of_film

    def _reasons(self, source: Source) -> dict[str, str]:
        is_flat = source.table.points.shape[1] == 2
        return {
            "map": "" if is_flat else self.tr("Needs a map of 2 dimensions"),
            "points": "",
            "film": "" if len(source.film.frames) > 1 else self.tr("No film yet: train first"),
        }

    def _build(self) -> ExportDialog:
        from latentlab.gui.dialogs.export import ExportDialog  # not needed for the first paint

        dialog, exporter = ExportDialog(self._window), self._workspace.exporter
        dialog.preview_wanted.connect(self._preview)
        dialog.save_requested.connect(self._choose_file)
        dialog.cancelled.connect(self._cancel)
        exporter.previewed.connect(self._show_preview)
        exporter.preview_failed.connect(self._show_failure)
        exporter.progressed.connect(self._show_progress)
        exporter.written.connect(self._on_written)
        exporter.failed.connect(self._show_failure)
        return dialog

    def _preview(self, wish: Wish) -> None:
        if self._source is not None:
            self._workspace.exporter.preview(preview(self._source, wish))

    def _choose_file(self, wish: Wish) -> None:
        path = self._ask_for_file(wish)
        if path is not None and self._source is not None and self.dialog is not None:
            self._settings.folder = path.parent
            self.dialog.show_progress(Preparing("drawing", 0, 1))
            self._workspace.exporter.write(path, make(self._source, wish))

    def _ask_for_file(self, wish: Wish) -> Path | None:
        source, kind = self._source, wish.suffix.removeprefix(".")
        assert source is not None
        about = source.table.about
        method = source.film.method if wish.subject == "film" else about["method"]
        film = "-film" if wish.subject == "film" else ""
        start = self._settings.folder / f"{about['data']}-{method}{film}{wish.suffix}"
        files = self.tr("{kind} files (*{suffix})").format(kind=kind.upper(), suffix=wish.suffix)
        name, _ = QFileDialog.getSaveFileName(self.dialog, self.tr("Export"), str(start), files)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix.lower() == wish.suffix else path.with_name(path.name + wish.suffix)

    def _cancel(self) -> None:
        self._workspace.exporter.cancel()
        if self.dialog is not None:
            self.dialog.show_progress(None)

    def _show_preview(self, made: Preview) -> None:
        if self.dialog is not None:
            self.dialog.show_preview(made)

    def _show_progress(self, progress: Preparing) -> None:
        if self.dialog is not None and self._workspace.exporter.is_writing:
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


def _method_name(method: str) -> str:
    names = {"pca": "PCA", "tsne": "t-SNE", "umap": "UMAP", "kernel-pca": "Kernel PCA"}
    return names.get(method, method.capitalize())
