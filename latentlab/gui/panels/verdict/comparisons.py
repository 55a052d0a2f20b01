"""The comparisons that the lecture argues by, each a part that folds."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from latentlab.gui.panels.verdict.comparison_part import ComparisonPart
from latentlab.gui.panels.verdict.measures import offer_noise
from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.image_sheet import ImageSheet
from latentlab.gui.widgets.named_sheets import NamedSheets
from latentlab.gui.widgets.small_plot import SmallPlot
from latentlab.gui.widgets.value_bars import ValueBars

_MAP_SIDE, _WEIGHT_SIDE = 148, 36


class VerdictComparisons(QWidget):
    """One is computed at a time."""

    asked = Signal(str)  # by name
    cancelled = Signal()
    noise_chosen = Signal(str, float)  # kind and level

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by_k = SmallPlot(self.tr("Error by latent size"), self.tr("Latent size k · test error"))
        self.mending = SmallPlot(
            self.tr("PCA's denoising error by k"), self.tr("Dimensions k · error against the clean image")
        )
        self.variance = ImageSheet(self.tr("Variance of each pixel"), _MAP_SIDE)
        self.equal = ValueBars(self.tr("Equal codes"))
        self.seeds = ValueBars(self.tr("Agreement of three seeds"), most=1.0)
        self.weights = ImageSheet(self.tr("Weights of the first layer"), _WEIGHT_SIDE)
        self.weights_beside = NamedSheets(_WEIGHT_SIDE)
        self.noise_kind = Choice()
        self.noise_level = QDoubleSpinBox()
        self.parts = self._build_parts()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for name, part in self.parts.items():
            column.addWidget(part)
            part.asked.connect(partial(self.asked.emit, name))
            part.cancelled.connect(self.cancelled)

    def show_possible(self, is_possible: bool) -> None:
        """Whether there is a network, with its images, to compute anything of."""
        for part in self.parts.values():
            part.show_possible(is_possible)

    def _build_parts(self) -> dict[str, ComparisonPart]:
        return {
            "by k": ComparisonPart(
                self.tr("Error by latent size"),
                self.tr("PCA's error for every k as one curve, and a dot for each run that was tested."),
                [self.by_k],
            ),
            "denoising": ComparisonPart(
                self.tr("PCA as a denoiser"),
                self.tr("How well PCA mends noisy images with k dimensions: too few lose the digit, too "
                        "many let the noise through."),
                [self.mending],
                self._build_noise(),
            ),
            "pixels": ComparisonPart(
                self.tr("Which pixels vary"),
                self.tr("The variance of every pixel over the images that are not kept for the test."),
                [self.variance],
            ),
            "equal codes": ComparisonPart(
                self.tr("Equal codes"),
                self.tr("Encodes every image and counts those whose code is another one's, bit by bit."),
                [self.equal],
            ),
            "seeds": ComparisonPart(
                self.tr("Three seeds"),
                self.tr("Trains this network twice more, from other initial weights and for as many epochs, "
                        "and compares the spaces and the axes that come out."),
                [self.seeds],
            ),
            "weights": ComparisonPart(
                self.tr("Weights of the first layer"),
                self.tr("What each unit of the first layer looks for: its weights as an image."),
                [self.weights, self.weights_beside],
            ),
        }  # fmt: skip

    def _build_noise(self) -> QWidget:
        choices = QWidget()
        row = QHBoxLayout(choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.noise_kind, 1)
        row.addWidget(self.noise_level)
        offer_noise(self.noise_kind)
        self.noise_kind.setAccessibleName(self.tr("Noise that PCA is to mend"))
        self.noise_level.setAccessibleName(self.tr("Level of the noise"))
        self.noise_level.setRange(0.05, 1.0)
        self.noise_level.setSingleStep(0.1)
        self.noise_level.setValue(0.5)
        self.noise_kind.activated.connect(self._noise_changed)
        self.noise_level.valueChanged.connect(self._noise_changed)
        return choices

    def _noise_changed(self) -> None:
        self.noise_chosen.emit(self.noise_kind.currentData(), self.noise_level.value())
