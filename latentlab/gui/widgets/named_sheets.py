"""Sheets of small images under each other, each with a line that says whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from latentlab.gui.widgets.image_sheet import ImageSheet
from latentlab.gui.widgets.section import note


@dataclass(frozen=True, slots=True, eq=False)
class NamedSheet:
    """Images, what the mouse is told of each, and the line over them."""

    name: str
    images: Sequence[QImage]
    labels: Sequence[str]


class NamedSheets(QWidget):
    """As many sheets as there are to show, all of images of one size."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheets: list[ImageSheet] = []
        self._shown: list[QWidget] = []
        self._side = side
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_sheets(self, shown: Sequence[NamedSheet]) -> None:
        """Show these, and none that were there before."""
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown.clear()
        self.sheets = [self._add(one) for one in shown]

    def _add(self, one: NamedSheet) -> ImageSheet:
        sheet = ImageSheet(one.name, self._side)
        sheet.show_images(one.images, one.labels)
        for widget in (note(one.name), sheet):
            self._column.addWidget(widget)
            self._shown.append(widget)
        return sheet
