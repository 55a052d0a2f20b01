"""How fast training goes, as one slider from single steps to full speed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from latentlab.gui.pace import FULL_SPEED, PACES, SINGLE_STEPS, WATCH, Pace, nearest_pace
from latentlab.gui.widgets.fields import CalmSlider
from latentlab.gui.widgets.section import section_header


class PaceSlider(QWidget):
    """A slider over `PACES`, with the chosen one in plain words."""

    pace_changed = Signal(object)  # Pace

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = CalmSlider(len(PACES) - 1, self)
        self.slider.setPageStep(1)
        self.slider.setAccessibleName(self.tr("Pace"))
        self._name = QLabel()
        self._name.setProperty("role", "muted")
        self._lay_out()
        self.show_pace(WATCH)
        self.slider.valueChanged.connect(self._move)
        self.setFocusProxy(self.slider)

    @property
    def pace(self) -> Pace:
        """The pace that is chosen."""
        return PACES[self.slider.value()]

    def show_pace(self, pace: Pace) -> None:
        """Show a pace, the nearest one where the slider has no place for it."""
        was_blocked = self.slider.blockSignals(True)
        self.slider.setValue(nearest_pace(pace))
        self.slider.blockSignals(was_blocked)
        self._write()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(section_header(self.tr("Pace")), 1)
        head.addWidget(self._name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.slider)

    def _move(self) -> None:
        self._write()
        self.pace_changed.emit(self.pace)

    def _write(self) -> None:
        name = self._name_of(self.pace)
        self._name.setText(name)
        self.slider.setAccessibleDescription(name)
        for widget in (self, self.slider):
            widget.setToolTip(self._meaning_of(self.pace))

    def _name_of(self, pace: Pace) -> str:
        if pace == SINGLE_STEPS:
            return self.tr("Single steps")
        if pace == WATCH:
            return self.tr("Watch")
        if pace == FULL_SPEED:
            return self.tr("Full speed")
        if pace.steps_per_second == 1.0:
            return self.tr("1 step a second")
        return self.tr("{rate:.0f} steps a second").format(rate=pace.steps_per_second)

    def _meaning_of(self, pace: Pace) -> str:
        if pace == SINGLE_STEPS:
            return self.tr("Trains one batch each time you press Step. Default: watch")
        if pace == WATCH:
            return self.tr("Ten pictures a second or more; training takes the time that is left. The default")
        if pace == FULL_SPEED:
            return self.tr("Trains as fast as it can; pictures come where they cost little. Default: watch")
        return self.tr("Slow motion: each step is one batch of images. Default: watch")
