"""A part of the form: fields that write their choices into a draft."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from latentlab.gui.panels.training.draft import Draft
from latentlab.gui.panels.training.mending import Problem
from latentlab.gui.panels.training.words import mend_names
from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.folding_section import FoldingSection
from latentlab.gui.widgets.section import note


class Form(FoldingSection):
    """Shows a draft and says how the student changed it; what is wrong is said at its end."""

    changed = Signal()
    mended = Signal(object)  # Draft: the offered mending is wanted

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.error = note(role="error")
        self.mend = QPushButton()
        self._mended: Draft | None = None
        self.mend.clicked.connect(lambda: self.mended.emit(self._mended))

    def read(self, draft: Draft) -> Draft:
        """The draft with what the fields of this part say."""
        raise NotImplementedError

    def show_draft(self, draft: Draft) -> None:
        """Let the fields say what the draft says, without a signal."""
        raise NotImplementedError

    def show_problem(self, problem: Problem | None, text: str) -> None:
        """Say what is wrong with the choices of this part, and offer to mend it."""
        self.error.setText(text)
        self.error.setVisible(problem is not None)
        self._mended = problem.mended if problem is not None else None
        self.mend.setVisible(self._mended is not None)
        if problem is not None and problem.mend is not None:
            self.mend.setText(mend_names()[problem.mend])
        if problem is not None:
            self.fold(False)

    def add_problem(self) -> None:
        """Leave room for what is wrong."""
        self.add_wide(self.error)
        self.add_wide(self.mend)
        self.show_problem(None, "")


def filled(choice: Choice, names: Mapping[str, str]) -> Choice:
    """The choice with these values, each by its name."""
    for value, name in names.items():
        choice.addItem(name, value)
    return choice


def show_row(label: QLabel, field: QWidget, shown: bool) -> None:
    """Show or hide a label and its field."""
    label.setVisible(shown)
    field.setVisible(shown)


@contextmanager
def quietly(widgets: Iterable[QWidget]) -> Iterator[None]:
    """While widgets are told what to show, they say nothing."""
    before = [(widget, widget.blockSignals(True)) for widget in widgets]
    try:
        yield
    finally:
        for widget, was_blocked in before:
            widget.blockSignals(was_blocked)
