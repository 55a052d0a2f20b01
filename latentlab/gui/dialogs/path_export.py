"""The dialog for files of a path between codes, and its choices."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from latentlab.export.path_source import LEAST_FRAMES, MOST_FRAMES, MOST_SCALE, PathFile, PathSubject
from latentlab.gui.dialogs.file_dialog import FileDialog
from latentlab.gui.dialogs.file_options import FileOptions
from latentlab.gui.widgets.fields import WholeNumber

_STRIP, _FILM = 2, 8  # pixels of the file for each of an image


class PathExportDialog(FileDialog):
    """Offers every format that a path has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        options = PathOptions()
        super().__init__(_formats(), options, parent)
        self.options = options


class PathOptions(FileOptions):
    """Size, ground, and for a film its frames."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: PathSubject = "strip"
        self._suffix = ".png"
        self._build_fields()
        self._build_rows()

    def show_path(self, title: str) -> None:
        """Propose a title."""
        self._show_title(title)
        self.show_format(self._subject, self._suffix)

    def show_format(self, subject: PathSubject, suffix: str) -> None:
        if subject != self._subject:
            self._size_again(subject)
        self._subject, self._suffix = subject, suffix
        is_picture, is_film = suffix != ".npz", subject == "film"
        for field in (self.scale, self.ground, self.title, self.words):
            self._show_row(field, is_picture)
        for field in (self.frames, self.seconds, self.comes_back):
            self._show_row(field, is_film)
        self.words.setText(self.tr("How far along it is") if is_film else self.tr("Names and figures"))
        self.told.setText(self._explanation())
        self._offer_grounds(transparent=suffix != ".gif")

    def wish(self) -> PathFile:
        return PathFile(
            self._subject,
            self._suffix,
            self.scale.value(),
            self.ground.currentData() or "light",
            self.words.isChecked(),
            self.title.text().strip(),
            self.frames.value(),
            float(self.seconds.value()),
            self.comes_back.isChecked(),
        )

    def _build_fields(self) -> None:
        self.scale = WholeNumber(1, MOST_SCALE, _STRIP)
        self.scale.setSuffix(self.tr(" × the pixels"))
        self.words, self.comes_back = QCheckBox(), QCheckBox(self.tr("And back again"))
        self.words.setChecked(True)
        self.comes_back.setChecked(True)
        self.frames = WholeNumber(LEAST_FRAMES, MOST_FRAMES, 48)
        self.seconds.setValue(4)

    def _build_rows(self) -> None:
        self._lay_out(
            (
                (self.tr("Size"), self.scale),
                (self.tr("Ground"), self.ground),
                (self.tr("Title"), self.title),
                (self.tr("Frames"), self.frames),
                (self.tr("Length"), self.seconds),
                ("", self.comes_back),
                ("", self.words),
            )
        )
        self._tell_changes(self.scale, self.frames, self.seconds)
        self._tell_changes(self.ground, self.title, self.words, self.comes_back)

    def _size_again(self, subject: PathSubject) -> None:
        """A film is one image and may be large; what was chosen for the other is not for this."""
        was_blocked = self.scale.blockSignals(True)
        self.scale.setValue(_FILM if subject == "film" else _STRIP)
        self.scale.blockSignals(was_blocked)

    def _explanation(self) -> str:
        if self._suffix == ".npz":
            return self.tr(
                "Arrays for numpy: the codes of the chosen way, and the images of every way that is shown, "
                "with their names and what was measured of them."
            )
        if self._subject == "film":
            return self.tr("The decoded image as it goes along the chosen way.")
        return self.tr("The rows of the page: the chosen way first, below it what it is compared with.")


def _formats() -> tuple[tuple[str, str, str], ...]:
    picture, film = _tr("The strips as a picture"), _tr("The path as a film")
    return (
        ("strip", ".png", picture),
        ("strip", ".svg", picture),
        ("film", ".gif", film),
        ("film", ".webp", film),
        ("strip", ".npz", _tr("Codes and images")),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("PathExportDialog", text)
