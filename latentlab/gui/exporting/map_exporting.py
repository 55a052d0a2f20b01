"""The dialog for files of the map, its points and its film."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

from latentlab.data.sources import title_of
from latentlab.export.picture import Legend
from latentlab.export.steps import Making, Preview
from latentlab.gui.exporting.file_exporting import FileExporting
from latentlab.gui.progress import epoch_text
from latentlab.gui.settings import Settings
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:
    from latentlab.export.source import Source, Wish
    from latentlab.gui.dialogs.export import ExportDialog
    from latentlab.gui.main_window import MainWindow


class MapExporting(FileExporting["Source", "Wish", "ExportDialog"]):
    """Exports the map on the screen."""

    def __init__(self, workspace: Workspace, settings: Settings, window: MainWindow) -> None:
        super().__init__(workspace.exporter, settings, window)
        self._workspace = workspace

    def _why_none(self) -> str:
        return self.tr("There is no map to export yet.")

    def _new_dialog(self) -> ExportDialog:
        from latentlab.gui.dialogs.export import ExportDialog

        return ExportDialog(self._window)

    def _show_source(self, dialog: ExportDialog, source: Source) -> None:
        dialog.options.show_titles(*self._titles(source))
        dialog.options.show_point_size(self._window.map.drawing.choices.size)
        dialog.options.show_lines(bool(source.lines))
        dialog.show_reasons(self._reasons(source))

    def _look(self, source: Source, wish: Wish) -> Generator[Preparing | Preview, None, None]:
        from latentlab.export.preview import preview

        return preview(source, wish)

    def _making(self, source: Source, wish: Wish) -> Making:
        from latentlab.export.source import make

        return make(source, wish)

    def _name(self, source: Source, wish: Wish) -> tuple[str, str]:
        about = source.table.about
        is_film = wish.subject == "film"
        method, film = (source.film.method, "-film") if is_film else (about["method"], "")
        return f"{about['data']}-{method}{film}", wish.suffix

    def _gather(self) -> Source | None:
        from latentlab.gui.workspace.export_source import gather

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
        epoch = epoch_text(source.table.about["epoch"])
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


def _method_name(method: str) -> str:
    names = {"pca": "PCA", "tsne": "t-SNE", "umap": "UMAP", "kernel-pca": "Kernel PCA"}
    return names.get(method, method.capitalize())
