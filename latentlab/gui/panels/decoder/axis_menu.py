"""What can be done with one slider."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from latentlab.gui.panels.decoder.span_words import span_texts
from latentlab.gui.widgets.choice_menu import ChoiceMenu

_SAME = "same"


class AxisMenu(ChoiceMenu):
    """Locks it, sets it to 0, lets it reach further than the others."""

    lock_asked = Signal()
    zero_asked = Signal()
    span_chosen = Signal(str)  # empty: as far as all

    def __init__(self, name: str, is_locked: bool, span: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lock = self.addAction(
            (self.tr("Unlock {name}") if is_locked else self.tr("Lock {name}")).format(name=name)
        )
        self.lock.triggered.connect(lambda _checked: self.lock_asked.emit())
        self.zero = self.addAction(self.tr("Set {name} to 0").format(name=name))
        self.zero.triggered.connect(lambda _checked: self.zero_asked.emit())
        self.zero.setEnabled(not is_locked)
        texts = {_SAME: (self.tr("As all sliders"), "")} | span_texts()
        title = self.tr("Reach of this slider")
        self.spans = self.add_choices(title, texts, self._tell_span)
        self.spans[span or _SAME].setChecked(True)

    def _tell_span(self, span: str) -> None:
        self.span_chosen.emit("" if span == _SAME else span)
