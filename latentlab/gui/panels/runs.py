"""The panel of runs: all of this window, and the numbers of two beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from latentlab.gui.widgets.comparison_table import Compared, ComparisonTable
from latentlab.gui.widgets.run_row import RunRow
from latentlab.gui.widgets.scrolled import scrolled
from latentlab.gui.widgets.section import note, section_header

_MARGIN, _SPACING = 12, 8


@dataclass(frozen=True, slots=True)
class RunLine:
    """What the list says of a run; why_not: why it cannot stand beside the present one."""

    number: int
    name: str
    details: str
    is_present: bool
    is_pinned: bool
    why_not: str = ""


class RunsPanel(QWidget):
    """Lists the runs, newest first; it knows nothing but what it is shown."""

    run_chosen = Signal(int)
    run_pinned = Signal(object)  # the number of the run that is wanted beside the present one, or None
    run_renamed = Signal(int, str)
    run_removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[int, RunRow] = {}
        self.empty = note(
            self.tr(
                "Train a network, and it is kept here when another takes its place. Click a run to go back "
                "to it, or put it beside the present one to see what one change did."
            )
        )
        self.table = ComparisonTable()
        self._build()
        self.show_compared((), [])

    def show_runs(self, lines: Sequence[RunLine]) -> None:
        """List these runs, in this order."""
        for number in self.rows.keys() - {line.number for line in lines}:
            self.rows.pop(number).deleteLater()
        for place, line in enumerate(lines):
            row = self.rows.get(line.number) or self._new_row(line.number)
            row.show_run(line.name, line.details, line.is_present, line.is_pinned, line.why_not)
            if self._list.indexOf(row) != place:
                self._list.insertWidget(place, row)
        self.empty.setVisible(not lines)

    def show_compared(self, names: tuple[str, ...], compared: Sequence[Compared]) -> None:
        """Show the numbers of two runs and how far they differ; nothing where none is pinned."""
        self._comparison.setVisible(bool(compared))
        if compared:
            self.table.show_compared((names[0], names[1]), compared)

    def sizeHint(self) -> QSize:
        return QSize(340, 820)

    def _build(self) -> None:
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._comparison = QWidget()
        inner = QVBoxLayout(self._comparison)
        inner.setContentsMargins(0, _SPACING, 0, 0)
        inner.setSpacing(_SPACING)
        inner.addWidget(section_header(self.tr("Side by side")))
        inner.addWidget(self.table)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(_SPACING)
        column.addWidget(self.empty)
        column.addLayout(self._list)
        column.addWidget(self._comparison)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(page))

    def _new_row(self, number: int) -> RunRow:
        row = self.rows[number] = RunRow(number)
        row.shown.connect(self.run_chosen)
        row.pinned.connect(self._pinned)
        row.renamed.connect(self.run_renamed)
        row.removed.connect(self.run_removed)
        return row

    def _pinned(self, number: int, wanted: bool) -> None:
        self.run_pinned.emit(number if wanted else None)
