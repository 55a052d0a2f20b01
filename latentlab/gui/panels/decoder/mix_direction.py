"""A direction from two groups of samples, and a slider that goes along it from the selected code."""

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.digit_view import DigitView
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.film_rows import FilmRows, Strip
from latentlab.gui.widgets.section import note

_SIDE = 58


class MixDirection(QWidget):
    """Shows P and Q and what a code becomes between −2 and +2 times the way from one to the other."""

    remembered = Signal(int)  # the selected points shall be P (0) or Q (1)
    swapped = Signal()
    scrubbed = Signal(float)  # from 0, −2 times the direction, to 1, +2 times
    reset = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures = (DigitView(empty_text="P", side=_SIDE), DigitView(empty_text="Q", side=_SIDE))
        self.counts = (ElidedLabel(), ElidedLabel())
        self.buttons = (QPushButton(), QPushButton())
        self.film = FilmRows()
        self.film.setAccessibleName(self.tr("The code along the direction from P to Q"))
        self.hint = note()
        self.meaning = note(
            self.tr(
                "The direction is the difference of two means: all that differs between the groups on "
                "average, wanted or not, and the same step for every code. Far along it codes leave the data."
            )
        )
        self._build()
        self.show_selected(0)
        self.show_film(None)

    def show_selected(self, count: int) -> None:
        """Offer so many selected points as P or Q."""
        text = self.tr("Selected points as {letter}")
        for button, letter in zip(self.buttons, ("P", "Q"), strict=True):
            button.setText(text.format(letter=letter))
            button.setEnabled(count > 0)
        self._is_selected = count > 0
        self._show_hint()

    def show_group(self, number: int, text: str, there: bool) -> None:
        """Say how many samples are P or Q."""
        self.counts[number].show_text(text)
        if not there:
            self.pictures[number].show_image(None)

    def show_mean(self, number: int, image: np.ndarray | None) -> None:
        """Show the mean image (h, w) of P or Q."""
        self.pictures[number].show_image(image)

    def show_film(self, strip: Strip | None) -> None:
        """Show what the code becomes, the code itself in the middle."""
        self.film.show_strips(() if strip is None else (strip,))
        for widget in (self.film, self.meaning):
            widget.setVisible(strip is not None)
        for tool in (self.swap, self.back):
            tool.setEnabled(strip is not None)
        self._show_hint()

    def show_position(self, position: float, figure: str) -> None:
        """Let the handle stand there, and say in figures where that is."""
        self.film.show_position(position)
        self.film.show_figure(0, figure)

    def _show_hint(self) -> None:
        text = self.tr("Select points on the map: drag with Shift held, or S and a line around them.")
        if self._is_selected:
            text = self.tr("Remember what is selected as P; select others, and remember these as Q.")
        self.hint.setText(text)
        self.hint.setVisible(not self.film.strips)

    def _build(self) -> None:
        self._is_selected = False
        self.swap = self._tool("swap-horizontal", self.tr("Swap P and Q: go the other way"))
        self.back = self._tool("restore", self.tr("Back to the code itself"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(6)
        for number in range(2):
            row.addLayout(self._group(number), 1)
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addWidget(self.film)
        tools = QHBoxLayout()
        tools.addStretch(1)
        for tool in (self.back, self.swap):
            tools.addWidget(tool)
        column.addLayout(tools)
        column.addWidget(self.meaning)
        self.film.scrubbed.connect(self.scrubbed)
        self.swap.clicked.connect(lambda: self.swapped.emit())
        self.back.clicked.connect(lambda: self.reset.emit())

    def _group(self, number: int) -> QVBoxLayout:
        picture, count, button = self.pictures[number], self.counts[number], self.buttons[number]
        picture.setFixedSize(_SIDE, _SIDE)
        picture.setAccessibleName(self.tr("Mean image of {letter}").format(letter="PQ"[number]))
        count.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_property(count, "role", "muted")
        button.clicked.connect(lambda: self.remembered.emit(number))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(count)
        column.addWidget(button)
        return column

    def _tool(self, glyph: str, tip: str) -> QToolButton:
        tool = QToolButton()
        tool.setIcon(icon(glyph))
        tool.setToolTip(tip)
        tool.setAccessibleName(tip)
        return tool
