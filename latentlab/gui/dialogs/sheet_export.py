"""The dialog for files of a traversal sheet, and its choices."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from latentlab.export.sheet_source import (
    LEAST_FRAMES,
    MOST_FRAMES,
    MOST_ROWS,
    MOST_SCALE,
    SheetFile,
    SheetSubject,
)
from latentlab.gui.dialogs.file_dialog import FileDialog
from latentlab.gui.dialogs.file_options import FileOptions
from latentlab.gui.widgets.fields import Choice, WholeNumber


class SheetExportDialog(FileDialog):
    """Offers every format that a sheet has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        options = SheetOptions()
        super().__init__(_formats(), options, parent)
        self.options = options


class SheetOptions(FileOptions):
    """Size, ground, and for a film the axis that it goes along."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: SheetSubject = "sheet"
        self._suffix, self._has_rows = ".png", False
        self._build_fields()
        self._build_rows()

    def show_sheet(self, title: str, axes: Sequence[str], film_axis: int, has_rows: bool) -> None:
        """Propose a title and a film's axis; has_rows: each row is an axis, and there may be many."""
        self._show_title(title)
        self._has_rows = has_rows
        self.rows.setRange(1, min(len(axes), MOST_ROWS))
        self.rows.setValue(min(len(axes), 32))
        self.film_axis.clear()
        for number, name in enumerate(axes):
            self.film_axis.addItem(name, number)
        self.film_axis.choose(film_axis)
        self.show_format(self._subject, self._suffix)

    def show_format(self, subject: SheetSubject, suffix: str) -> None:
        self._subject, self._suffix = subject, suffix
        is_picture = suffix != ".npz"
        for field in (self.scale, self.ground, self.title, self.values):
            self._show_row(field, is_picture)
        self._show_row(self.rows, self._has_rows)
        for field in (self.film_axis, self.frames):
            self._show_row(field, subject == "film")
        self._show_row(self.seconds, subject == "film" and is_picture)
        self.told.setText(self._explanation())
        self._offer_grounds(transparent=suffix != ".gif")

    def wish(self) -> SheetFile:
        return SheetFile(
            self._subject,
            self._suffix,
            self.scale.value(),
            self.ground.currentData() or "light",
            self.values.isChecked(),
            self.title.text().strip(),
            self.rows.value(),
            self.film_axis.currentData() or 0,
            self.frames.value(),
            float(self.seconds.value()),
        )

    def _build_fields(self) -> None:
        self.scale = WholeNumber(1, MOST_SCALE, 2)
        self.scale.setSuffix(self.tr(" × the pixels"))
        self.film_axis = Choice()
        self.values = QCheckBox(self.tr("Values at the edges"))
        self.values.setChecked(True)
        self.rows = WholeNumber(1, MOST_ROWS, 32)
        self.frames = WholeNumber(LEAST_FRAMES, MOST_FRAMES, 24)
        self.seconds.setValue(4)

    def _build_rows(self) -> None:
        self._lay_out(
            (
                (self.tr("Size"), self.scale),
                (self.tr("Ground"), self.ground),
                (self.tr("Title"), self.title),
                (self.tr("Rows"), self.rows),
                (self.tr("Along"), self.film_axis),
                (self.tr("Frames"), self.frames),
                (self.tr("Length"), self.seconds),
                ("", self.values),
            )
        )
        self._tell_changes(self.scale, self.rows, self.frames, self.seconds)
        self._tell_changes(self.ground, self.film_axis, self.title, self.values)

    def _explanation(self) -> str:
        if self._suffix == ".npz":
            return self.tr(
                "Arrays for numpy: the images, their codes, and the axes with their origin and ends, so that "
                "the sheet can be made again."
            )
        if self._subject == "film":
            return self.tr(
                "The sheet while one more axis goes from low to high and back. Along an axis of the grid "
                "itself the film shows the one column, or row, that the grid has there."
            )
        return ""


def _formats() -> tuple[tuple[str, str, str], ...]:
    picture, film = _tr("The sheet as a picture"), _tr("A film along one more axis")
    return (
        ("sheet", ".png", picture),
        ("sheet", ".svg", picture),
        ("sheet", ".npz", _tr("Images, codes and axes")),
        ("film", ".gif", film),
        ("film", ".webp", film),
        ("film", ".npz", _tr("The film as arrays")),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("SheetExportDialog", text)
