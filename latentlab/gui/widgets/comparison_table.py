"""The numbers of two runs in two columns, and how far they differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from latentlab.gui.theme import set_property
from latentlab.gui.widgets.elided_label import ElidedLabel


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of two runs in words; better: −1 where the first is, 1 where the second is, else 0."""

    name: str
    first: str
    second: str
    difference: str = ""
    better: int = 0
    tip: str = ""


class ComparisonTable(QWidget):
    """A row for each measure; the better number of the two is strong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._heads = (ElidedLabel(), ElidedLabel())
        for column, head in enumerate(self._heads, start=1):
            set_property(head, "role", "muted")
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnMinimumWidth(column, 52)
        self._grid.addWidget(self._label(self.tr("Change"), "muted"), 0, 3)
        self._rows: list[tuple[QLabel, ...]] = []

    def show_compared(self, names: tuple[str, str], compared: Sequence[Compared]) -> None:
        """Fill in the names of the two runs and their measures."""
        for head, name in zip(self._heads, names, strict=True):
            head.show_text(name)
        while len(self._rows) < len(compared):
            self._add_row()
        for number, labels in enumerate(self._rows):
            for label in labels:
                label.setVisible(number < len(compared))
            if number < len(compared):
                self._fill(labels, compared[number])

    def _fill(self, labels: tuple[QLabel, ...], row: Compared) -> None:
        name, *values = labels
        assert isinstance(name, ElidedLabel)
        name.show_text(row.name)
        for label, text in zip(values, (row.first, row.second, row.difference), strict=True):
            label.setText(text)
        for label in labels if row.tip else ():
            label.setToolTip(row.tip)
        set_property(labels[1], "role", "strong" if row.better < 0 else "")
        set_property(labels[2], "role", "strong" if row.better > 0 else "")

    def _add_row(self) -> None:
        name = ElidedLabel()
        name.setProperty("role", "muted")
        labels = (name, self._label(), self._label(), self._label("", "muted"))
        place = len(self._rows) + 1
        for column, label in enumerate(labels):
            self._grid.addWidget(label, place, column)
        self._rows.append(labels)

    def _label(self, text: str = "", role: str = "") -> QLabel:
        label = QLabel(text)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return label
