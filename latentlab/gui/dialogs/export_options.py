"""The choices for a file that is exported; each format shows those that it has."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from latentlab.export.look import LEAST_SIDE, MOST_SIDE, Look
from latentlab.export.source import Subject, Wish
from latentlab.gui.dialogs.file_options import FileOptions
from latentlab.gui.widgets.fields import WholeNumber

_FILM_SIDES, _MAP_SIDES = (720, 600), (1_800, 1_500)


class ExportOptions(FileOptions):
    """Fields for size, ground, title and the like; it knows which of them a format has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject = "map"
        self._suffix = ".png"
        self._titles = {"map": "", "film": ""}
        self._build_fields()
        self._build_rows()

    def show_titles(self, of_map: str, of_film: str) -> None:
        """Propose titles for pictures of the map and for the film."""
        self._titles = {"map": of_map, "film": of_film}
        self._show_title(self._titles.get(self._subject, ""))

    def show_point_size(self, scale: float) -> None:
        """Draw points so many times larger than usual, as on the screen."""
        self._point_scale = scale

    def show_lines(self, there: bool) -> None:
        """Offer the lines that lie over the points, where there are any."""
        self._has_lines = there
        self._show_row(self.lines, self._subject == "map" and there)

    def show_format(self, subject: Subject, suffix: str) -> None:
        """Offer what this format has."""
        is_other = subject != self._subject
        self._subject, self._suffix = subject, suffix
        if is_other and subject != "points":
            self._show_sides(*(_FILM_SIDES if subject == "film" else _MAP_SIDES))
            self._show_title(self._titles.get(self._subject, ""))
        is_picture = suffix in (".png", ".svg", ".pdf", ".gif", ".webp")
        for widget in (self.size_row, self.ground, self.title, self.legend):
            self._show_row(widget, is_picture)
        self._show_row(self.in_view, subject == "map")
        self._show_row(self.lines, subject == "map" and self._has_lines)
        self._show_row(self.as_image, suffix in (".svg", ".pdf"))
        self._show_row(self.seconds, suffix in (".gif", ".webp"))
        self.told.setText(self._explanation())
        self._offer_grounds(transparent=suffix != ".gif")

    def wish(self) -> Wish:
        """The file that is asked for. Raises ConfigError for a picture that cannot be."""
        look = Look(
            self.width_.value(),
            self.height_.value(),
            self.ground.currentData() or "light",
            self.legend.isChecked(),
            self.title.text().strip(),
            self._point_scale,
            self.as_image.isChecked() and self._suffix in (".svg", ".pdf"),
        )
        in_view = self.in_view.isChecked() and self._subject == "map"
        lines = self.lines.isChecked()
        return Wish(self._subject, self._suffix, look, in_view, lines, float(self.seconds.value()))

    def _build_fields(self) -> None:
        self._point_scale, self._has_lines = 1.0, False
        self.width_ = WholeNumber(LEAST_SIDE, MOST_SIDE, _MAP_SIDES[0])  # `width` is Qt's own
        self.height_ = WholeNumber(LEAST_SIDE, MOST_SIDE, _MAP_SIDES[1])
        self.legend = QCheckBox(self.tr("What the colours mean"))
        self.legend.setChecked(True)
        self.in_view = QCheckBox(self.tr("Only the part in view"))
        self.lines = QCheckBox(self.tr("Density lines and trails as shown"))
        self.lines.setChecked(True)
        self.as_image = QCheckBox(self.tr("All points as one image"))
        self.as_image.setToolTip(
            self.tr("Quick to open with many points, but points cannot be edited; text stays text")
        )
        self._offer_grounds(transparent=True)

    def _build_rows(self) -> None:
        self.size_row = QWidget()
        sides = QHBoxLayout(self.size_row)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(6)
        for widget in (self.width_, QLabel("×"), self.height_, QLabel(self.tr("pixels"))):
            sides.addWidget(widget)
        sides.addStretch(1)
        self._lay_out(
            (
                (self.tr("Size"), self.size_row),
                (self.tr("Ground"), self.ground),
                (self.tr("Title"), self.title),
                (self.tr("Length"), self.seconds),
                ("", self.legend),
                ("", self.in_view),
                ("", self.lines),
                ("", self.as_image),
            )
        )
        self.width_.setAccessibleName(self.tr("Width"))
        self.height_.setAccessibleName(self.tr("Height"))
        self._tell_changes(self.width_, self.height_, self.seconds, self.ground, self.title)
        self._tell_changes(self.legend, self.in_view, self.lines, self.as_image)

    def _show_sides(self, width: int, height: int) -> None:
        for field, value in ((self.width_, width), (self.height_, height)):
            was_blocked = field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(was_blocked)

    def _explanation(self) -> str:
        match self._subject, self._suffix:
            case "points", ".csv":
                return self.tr(
                    "A line a point: index of the image in its data set, class, place on the map, code, and "
                    "reconstruction error where the images are at hand. The columns map_… say how far the "
                    "map as a whole can be trusted, the same in each line, where it has been judged."
                )
            case "points", _:
                return self.tr(
                    "Arrays for numpy: places, codes, labels, indices, classes, errors where the images are "
                    "at hand, and how the map was made and judged."
                )
            case "film", ".npz":
                return self.tr(
                    "Arrays for numpy: the places of the points, epochs and losses of every frame."
                )
            case _:
                return ""
