"""A sum of mean codes, typed or clicked together, with its terms and what it is decoded to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from latentlab.gui.icons import icon
from latentlab.gui.panels.decoder.mix_term import HEAD, SIDE, MixTerm
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.code_text import MINUS
from latentlab.gui.widgets.digit_view import DigitView
from latentlab.gui.widgets.flow_layout import FlowLayout
from latentlab.gui.widgets.section import note
from latentlab.gui.widgets.segments import Segments


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """A term as the page shows it."""

    weight: float
    name: str


class MixSum(QWidget):
    """Tells how the sum shall be; shows the one there is."""

    typed = Signal(str)
    added = Signal(str, float)  # name, weight
    weighed = Signal(int, float)  # number of the term, weight
    removed = Signal(int)
    cleared = Signal()
    use_asked = Signal()
    other_opened = Signal()  # the menu of other codes: `show_kept` tells what is in it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.terms: list[MixTerm] = []
        self._shown: tuple[ShownTerm, ...] = ()
        self._classes: tuple[str, ...] = ()
        self.line, self.error = QLineEdit(), note(role="error")
        self.hint = note()
        self._build_line()
        self._build_adding()
        self._build_result()
        self._lay_out()
        self.show_error("")
        self.show_sum((), "")

    # --- what is shown ------------------------------------------------------------------------------------

    def show_sum(self, terms: Sequence[ShownTerm], text: str) -> None:
        """Show these terms, and the sum as it can be typed."""
        self.show_error("")
        self.line.setText(text)
        names = [term.name for term in terms]
        if names != [term.name for term in self._shown]:
            self._show_terms(terms)
        for card, term in zip(self.terms, terms, strict=True):
            card.show_weight(term.weight)
        self._shown = tuple(terms)
        self.clear.setEnabled(bool(terms))
        self.hint.setVisible(not terms)
        self._cards.setVisible(bool(terms))

    def show_pictures(self, parts: Sequence[np.ndarray | None], total: np.ndarray | None) -> None:
        """Show what terms and sum are decoded to: (h, w) each."""
        for card, image in zip(self.terms, parts, strict=False):
            card.show_image(image)
        self.show_total(total)

    def show_total(self, image: np.ndarray | None) -> None:
        """Show what the sum is decoded to: (h, w)."""
        self.result.show_image(image)

    def show_held(self, is_held: bool) -> None:
        """Say whether the sum is what the decoder shows."""
        self.use.setText(self.tr("Shown") if is_held else self.tr("Use it"))
        self.use.setEnabled(not is_held)

    def show_classes(self, classes: tuple[str, ...], example: str) -> None:
        """Offer these classes as terms, of which a sum may be such as this."""
        if classes == self._classes:
            return
        self._classes = classes
        self.line.setPlaceholderText(example)
        hint = self.tr("Click classes below, or type a sum such as {example}: mean codes are added.")
        self.hint.setText(hint.format(example=example))
        tip = self.tr("A weight stands before its term: 0.5×{name}. Names with spaces may stand in quotes.")
        self.line.setToolTip(tip.format(name=classes[0] if classes else "3"))
        self._class_flow.clear()
        for name in classes:
            button = QToolButton()
            button.setText(name)
            button.setToolTip(self.tr("The mean code of “{name}”").format(name=name))
            button.clicked.connect(lambda _=False, name=name: self.added.emit(name, self._weight))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            set_property(button, "kind", "chip")
            self._class_flow.addWidget(button)

    def show_kept(self, names: Sequence[str]) -> None:
        """Offer these codes as terms, too."""
        self._kept.clear()
        for name in names:
            self._kept.addAction(name).triggered.connect(
                lambda _=False, name=name: self.added.emit(name, self._weight)
            )

    def show_error(self, text: str) -> None:
        """Say why what was typed is no sum; the one there is stays."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        set_property(self.line, "invalid", bool(text))

    # --- building -----------------------------------------------------------------------------------------

    @property
    def _weight(self) -> float:
        return -1.0 if self.minus.isChecked() else 1.0

    def _build_line(self) -> None:
        self.line.setAccessibleName(self.tr("Sum of classes"))
        self.line.returnPressed.connect(lambda: self.typed.emit(self.line.text()))
        self.clear = QToolButton()
        self.clear.setIcon(icon("close", "muted"))
        self.clear.setToolTip(self.tr("Begin a new sum"))
        self.clear.setAccessibleName(self.clear.toolTip())
        self.clear.clicked.connect(lambda: self.cleared.emit())

    def _build_adding(self) -> None:
        self._signs = Segments()
        self.plus = self._signs.add("plus", "+", self.tr("What is clicked next is added"))
        self.minus = self._signs.add("minus", MINUS, self.tr("What is clicked next is taken away"))
        self._kept = QMenu(self)
        self._kept.aboutToShow.connect(self.other_opened)
        self.other = QToolButton()
        self.other.setText(self.tr("Other codes ▾"))
        self.other.setToolTip(self.tr("The selected z, the selected points, the path’s ends, P and Q"))
        self.other.setMenu(self._kept)
        self.other.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _build_result(self) -> None:
        self.result = DigitView(self, side=SIDE)
        self.result.setFixedSize(SIDE, SIDE)
        self.result.setAccessibleName(self.tr("The sum, decoded"))
        self.use = QPushButton()
        self.use.clicked.connect(lambda: self.use_asked.emit())
        self._equals = QWidget()
        column = QVBoxLayout(self._equals)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        equals = QLabel("=")
        set_property(equals, "role", "strong")
        equals.setFixedHeight(HEAD)
        column.addWidget(equals)
        column.addWidget(self.result)
        column.addWidget(self.use)
        column.addStretch(1)
        self.show_held(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.line, 1)
        line.addWidget(self.clear)
        column.addLayout(line)
        column.addWidget(self.error)
        column.addWidget(self.hint)
        column.addLayout(self._adding_row())
        classes = QWidget()
        self._class_flow = FlowLayout(classes, spacing=3, line_spacing=3)
        column.addWidget(classes)
        self._cards = QWidget()
        self._flow = FlowLayout(self._cards, spacing=5, line_spacing=5)
        self._flow.addWidget(self._equals)
        column.addWidget(self._cards)

    def _adding_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._signs)
        row.addStretch(1)
        row.addWidget(self.other)
        return row

    def _show_terms(self, terms: Sequence[ShownTerm]) -> None:
        self._flow.clear(keep=self._equals)
        self.terms = []
        for number, term in enumerate(terms):
            card = MixTerm(term.name, term.weight)
            card.weighed.connect(lambda weight, number=number: self.weighed.emit(number, weight))
            card.removed.connect(lambda number=number: self.removed.emit(number))
            self.terms.append(card)
            self._flow.addWidget(card)
        self._flow.addWidget(self._equals)
