"""One end of a path: its picture and name, and the ways to choose another."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.digit_view import DigitView
from latentlab.gui.widgets.elided_label import ElidedLabel

_SIDE = 58  # of the picture: two pixels of the screen for one of a digit's


class PathEnd(QWidget):
    """Says how its end shall be chosen; it knows nothing but what it is shown."""

    pick_toggled = Signal(bool)  # whether the next click on the map is this end
    selection_asked = Signal()
    group_asked = Signal()
    sample_asked = Signal(int)  # of a class
    removed = Signal()
    gone_to = Signal()

    def __init__(self, letter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter = letter
        self.picture = DigitView(self, empty_text=letter, side=_SIDE)
        self.name = ElidedLabel(self)
        self.pick = self._button(
            "crosshairs-gps", self.tr("Pick {letter}: click here, then the map. Esc gives up.")
        )
        self.pick.setCheckable(True)
        self.more = self._button("dots-horizontal", self.tr("Other ways to choose {letter}."))
        self._build_menu()
        self._lay_out()
        self._connect()

    def show_end(self, image: np.ndarray | None, name: str, short: str, there: bool) -> None:
        """Show the picture (h, w) and the name of the end, or that it is yet to be chosen."""
        self.picture.show_image(image)
        named = self.tr("{letter}: {name}")
        self.name.show_text(
            named.format(letter=self.letter, name=name) if there else name,
            named.format(letter=self.letter, name=short) if there and short else "",
        )
        self.remove.setEnabled(there)
        shape = Qt.CursorShape.PointingHandCursor if there else Qt.CursorShape.ArrowCursor
        self.picture.setCursor(shape)

    def show_picking(self, is_picking: bool) -> None:
        """Show whether the next click on the map is this end."""
        was_blocked = self.pick.blockSignals(True)
        self.pick.setChecked(is_picking)
        self.pick.blockSignals(was_blocked)

    def show_group(self, count: int) -> None:
        """Offer the mean of so many selected points."""
        text = self.tr("The mean of the {count} selected points")
        self.group.setText(text.format(count=f"{count:,}") if count else self.tr("The selected points: none"))
        self.group.setEnabled(count > 0)

    def show_classes(self, classes: Sequence[str]) -> None:
        """Offer samples of these classes."""
        self.samples.clear()
        for label, name in enumerate(classes):
            action = self.samples.addAction(self.tr("“{name}”").format(name=name))
            action.triggered.connect(lambda _=False, label=label: self.sample_asked.emit(label))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self.gone_to.emit()
        return super().eventFilter(watched, event)

    def _button(self, glyph: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(glyph))
        text = tip.format(letter=self.letter)
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _build_menu(self) -> None:
        menu = QMenu(self)
        self.take = menu.addAction(self.tr("The z that is selected now"))
        self.samples = menu.addMenu(self.tr("A sample of a class"))
        self.group = menu.addAction("")
        menu.addSeparator()
        self.remove = menu.addAction(icon("close"), self.tr("Remove"))
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.show_group(0)

    def _lay_out(self) -> None:
        self.picture.setFixedSize(_SIDE, _SIDE)
        self.picture.setAccessibleName(self.tr("End {letter}").format(letter=self.letter))
        set_property(self.name, "role", "muted")
        buttons = QVBoxLayout()
        buttons.setSpacing(2)
        for button in (self.pick, self.more):
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(1)
        row.addWidget(self.picture)
        row.addLayout(buttons)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.name)

    def _connect(self) -> None:
        self.picture.installEventFilter(self)
        self.pick.toggled.connect(self.pick_toggled)
        self.take.triggered.connect(lambda: self.selection_asked.emit())
        self.group.triggered.connect(lambda: self.group_asked.emit())
        self.remove.triggered.connect(lambda: self.removed.emit())
