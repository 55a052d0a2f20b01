"""The tools of a drawing pad in one row: brush or eraser, how wide, and one step back or forth."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.widgets.drawing_pad import LEAST_WIDTH, MOST_WIDTH, USUAL_WIDTH, DrawingPad
from latentlab.gui.widgets.fields import CalmSlider
from latentlab.gui.widgets.segments import Segments

_ICON = QSize(18, 18)
_STEP = 3  # in which keys make the brush wider


class PadTools(QWidget):
    """Sets a pad's tools, and follows its keys."""

    def __init__(self, pad: DrawingPad, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pad = pad
        self._pair = Segments()
        self.brush = self._pair.add("brush", self.tr("Draw"), self.tr("Draw"), "brush")
        text = self.tr("Erase (E, or the right mouse button)")
        self.eraser = self._pair.add("eraser", text, text, "eraser")
        self.width_slider = CalmSlider(MOST_WIDTH)
        self.width_slider.setMinimum(LEAST_WIDTH)
        self.width_slider.setValue(USUAL_WIDTH)
        text = self.tr("How wide brush and eraser are ([ and ])")
        self.width_slider.setToolTip(text)
        self.width_slider.setAccessibleName(text)
        self.undo = self._tool("undo", self.tr("Take the last stroke back (Ctrl+Z on the pad)"))
        self.redo = self._tool("redo", self.tr("Draw it again (Ctrl+Shift+Z on the pad)"))
        self.clear = self._tool("trash-can-outline", self.tr("Wipe the pad (Del on the pad)"))
        self._lay_out()
        self._connect()

    def _tool(self, glyph: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(glyph))
        button.setIconSize(_ICON)
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._pair)
        row.addSpacing(4)
        row.addWidget(self.width_slider, 1)
        row.addSpacing(4)
        for button in (self.undo, self.redo, self.clear):
            row.addWidget(button)
        self._show_history(False, False)

    def _connect(self) -> None:
        self.eraser.toggled.connect(self._choose_eraser)
        self.width_slider.valueChanged.connect(self._choose_width)
        self.undo.clicked.connect(self._pad.undo)
        self.redo.clicked.connect(self._pad.redo)
        self.clear.clicked.connect(self._pad.clear)
        self._pad.history_changed.connect(self._show_history)
        self._pad.eraser_toggled.connect(self._show_eraser)
        self._pad.width_stepped.connect(
            lambda step: self.width_slider.setValue(self.width_slider.value() + _STEP * step)
        )

    def _choose_eraser(self, erases: bool) -> None:
        self._pad.erases = erases
        self._pad.update()

    def _choose_width(self, width: int) -> None:
        self._pad.brush_width = width
        self._pad.update()

    def _show_eraser(self, erases: bool) -> None:
        (self.eraser if erases else self.brush).setChecked(True)

    def _show_history(self, can_undo: bool, can_redo: bool) -> None:
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)
        self.clear.setEnabled(not self._pad.sheet.drawn.is_empty)
