"""The verdict's panel, from top to bottom."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from latentlab.gui.panels.verdict.comparisons import VerdictComparisons
from latentlab.gui.panels.verdict.measures import VerdictMeasures
from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.scrolled import scrolled
from latentlab.gui.widgets.section import note, section_header

_MARGIN, _SPACING = 12, 10


class VerdictPanel(QWidget):
    """Says which images were asked and when; below come the measures, and the comparisons on demand."""

    pace_chosen = Signal(int)  # epochs between two verdicts, 0 for at the end only
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.basis = note()
        self.pace = Choice()
        self.copy = QPushButton(self.tr("Copy"))
        self.measures = VerdictMeasures()
        self.comparisons = VerdictComparisons()
        self._build()
        self._offer_paces()
        self.pace.activated.connect(lambda _index: self.pace_chosen.emit(self.pace.currentData()))
        self.copy.clicked.connect(self.copy_asked)

    def show_basis(self, text: str) -> None:
        """Say what was asked of whom and when, or why nothing was."""
        self.basis.setText(text)

    def show_has_numbers(self, has_numbers: bool) -> None:
        """Whether there is anything to copy."""
        self.copy.setEnabled(has_numbers)

    def sizeHint(self) -> QSize:
        return QSize(340, 820)

    def _offer_paces(self) -> None:
        self.pace.addItem(self.tr("When the run is over"), 0)
        self.pace.addItem(self.tr("Every epoch"), 1)
        for epochs in (5, 20):
            self.pace.addItem(self.tr("Every {count} epochs").format(count=epochs), epochs)
        self.pace.choose(1)
        name = self.tr("When the verdict is computed")
        self.pace.setAccessibleName(name)
        self.pace.setToolTip(
            self.tr(
                "How often the verdict is computed while a network trains. Training goes first: the verdict "
                "takes a few hundredths of the time at most, and comes later where that is not enough. "
                "Default: every epoch"
            )
        )
        self.copy.setToolTip(
            self.tr("Copies every number shown here as a table of two columns, for a spreadsheet or a report")
        )

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self.pace, 1)
        head.addWidget(self.copy)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(_SPACING)
        column.addLayout(head)
        column.addWidget(self.basis)
        column.addWidget(self.measures)
        column.addWidget(section_header(self.tr("Comparisons")))
        column.addWidget(self.comparisons)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(page))
