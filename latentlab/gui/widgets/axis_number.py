"""A field for one axis of the codes, written as its slider is named."""

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QWidget

from latentlab.errors import LatentLabError
from latentlab.gui.widgets.code_text import axis_name
from latentlab.gui.widgets.fields import WholeNumber
from latentlab.latent.axis_search import found_axes
from latentlab.latent.code_axes import AxisKind


class AxisNumber(WholeNumber):
    """An axis counted from 1, shown as z₂ or PC₂; 2, z2 and z₂ may be typed."""

    def __init__(self, value: int, parent: QWidget | None = None) -> None:
        self._kind: AxisKind = "dimensions"
        super().__init__(1, value, value, parent)

    def show_axis(self, axis: int, axes: int, kind: AxisKind) -> None:
        """Show an axis counted from 0, one of so many, as that kind of axes is named; emits nothing."""
        was_blocked = self.blockSignals(True)
        self._kind = kind
        self.setRange(1, axes)
        self.setValue(axis + 1)
        self.lineEdit().setText(self.textFromValue(axis + 1))  # the same number may have another name
        self.blockSignals(was_blocked)

    def textFromValue(self, value: int) -> str:
        return axis_name(value - 1, self._kind)

    def valueFromText(self, text: str) -> int:
        named = self._named(text)
        return self.value() if named is None else named

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        state = QValidator.State.Intermediate if self._named(text) is None else QValidator.State.Acceptable
        return state, text, place

    def fixup(self, text: str) -> str:
        return text  # Qt's own would take the comma out of "1,2", and find the twelfth

    def _named(self, text: str) -> int | None:
        """The number that a text gives, where it is one within the range."""
        try:
            axes = found_axes(text, self.maximum())
        except LatentLabError:
            return None
        return int(axes[0]) + 1 if len(axes) == 1 else None
