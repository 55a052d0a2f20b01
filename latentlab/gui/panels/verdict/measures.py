"""The measures that every verdict has, each with its plot."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from latentlab.gui.panels.verdict.part import VerdictPart
from latentlab.gui.widgets.confusion_matrix import ConfusionMatrix
from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.small_plot import SmallPlot
from latentlab.gui.widgets.value_bars import ValueBars

_SPACING = 12


class VerdictMeasures(QWidget):
    """Rebuilt how well, classes told apart, plane, activity, robustness, confusion."""

    noise_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.errors = ValueBars(self.tr("Reconstruction errors"))
        self.accuracies = ValueBars(self.tr("Classes told apart"), most=1.0)
        self.axes = SmallPlot(self.tr("Axes of PCA within the plane"), self.tr("Axis of PCA"))
        self.activity = SmallPlot(
            self.tr("Mean activations of the units"), self.tr("Mean activation of a unit · units")
        )
        self.noise = Choice()
        self.noisy_errors = SmallPlot(
            self.tr("Error by level of noise"), self.tr("Level of noise · error against the clean image")
        )
        self.noisy_probe = SmallPlot(
            self.tr("Probe accuracy by level of noise"), self.tr("Level of noise · classes told apart")
        )
        self.matrix = ConfusionMatrix()
        self._build_parts()
        self._offer_noise()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_SPACING)
        for part in self.parts:
            column.addWidget(part)

    def show_nothing(self) -> None:
        """There is no verdict."""
        for part in self.parts:
            part.hide()

    def _build_parts(self) -> None:
        self.reconstruction = VerdictPart(self.tr("Reconstruction"), [self.errors])
        self.classes = VerdictPart(self.tr("Classes in the code"), [self.accuracies])
        self.plane = VerdictPart(self.tr("PCA's plane"), [self.axes])
        self.units = VerdictPart(self.tr("Activity of the units"), [self.activity])
        self.robustness = VerdictPart(
            self.tr("Robustness"), [self.noise, self.noisy_errors, self.noisy_probe]
        )
        self.confusion = VerdictPart(self.tr("Confusion"), [self.matrix])
        self.parts = (
            self.reconstruction,
            self.classes,
            self.plane,
            self.units,
            self.robustness,
            self.confusion,
        )

    def _offer_noise(self) -> None:
        offer_noise(self.noise)
        self.noise.setAccessibleName(self.tr("Noise that the network is tested with"))
        self.noise.setToolTip(
            self.tr(
                "How the images are spoilt for this test. Gaussian noise has a standard deviation of so much "
                "of white; masking turns so many pixels black, salt and pepper black or white."
            )
        )
        self.noise.activated.connect(lambda _index: self.noise_chosen.emit(self.noise.currentData()))


def offer_noise(choice: Choice) -> None:
    """Fill a choice with the kinds of noise that every installation can make."""
    tr = choice.tr
    choice.addItem(tr("Gaussian noise"), "gaussian")
    choice.addItem(tr("Masking"), "masking")
    choice.addItem(tr("Salt and pepper"), "salt-pepper")
