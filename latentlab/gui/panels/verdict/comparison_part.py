"""A comparison that is computed when the student asks for it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from latentlab.gui.widgets.fold import Fold
from latentlab.gui.widgets.section import note


class ComparisonPart(Fold):
    """Says what it will show, computes it on demand, and then shows it with a sentence on what it means."""

    asked = Signal()
    cancelled = Signal()

    def __init__(
        self,
        title: str,
        promise: str,
        content: Sequence[QWidget],
        choices: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, is_open=False, parent=parent)
        self.promise = note(promise)
        self.sentence = note()
        self.button = QPushButton()
        self.progress = QProgressBar()
        self._content = tuple(content)
        self._is_under_way = self._is_found = False
        self._build(choices)
        self.button.clicked.connect(self._clicked)
        self._show_state()

    def show_possible(self, is_possible: bool) -> None:
        """Whether there is a network, with its images, to compute it of."""
        self.button.setEnabled(is_possible or self._is_under_way)

    def show_under_way(self, is_under_way: bool) -> None:
        """It was begun, or has come to an end."""
        self._is_under_way = is_under_way
        self.progress.setRange(0, 0 if is_under_way else 1)
        self._show_state()

    def show_progress(self, done: int, total: int) -> None:
        """So much of it is done."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def show_found(self, figure: str, sentence: str) -> None:
        """Show what is drawn by now, and what it means."""
        self._is_found = True
        self.show_figure(figure)
        self.sentence.setText(sentence)
        self._show_state()

    def show_nothing(self, reason: str = "") -> None:
        """Nothing is found, or no more; reason: why there is nothing to show."""
        self._is_found = False
        self.show_figure("")
        self.sentence.setText(reason)
        self._show_state()

    def _build(self, choices: QWidget | None) -> None:
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self.progress, 1)
        row.addStretch(0)
        self.column.addWidget(self.promise)
        if choices is not None:
            self.column.addWidget(choices)
        self.column.addLayout(row)
        for widget in self._content:
            self.column.addWidget(widget)
        self.column.addWidget(self.sentence)

    def _clicked(self) -> None:
        if self._is_under_way:
            self.cancelled.emit()
        else:
            self.asked.emit()

    def _show_state(self) -> None:
        if self._is_under_way:
            self.button.setText(self.tr("Cancel"))
        else:
            self.button.setText(self.tr("Compute again") if self._is_found else self.tr("Compute"))
        self.progress.setVisible(self._is_under_way)
        self.promise.setVisible(not self._is_found)
        for widget in self._content:
            widget.setVisible(self._is_found)
        self.sentence.setVisible(bool(self.sentence.text()))
