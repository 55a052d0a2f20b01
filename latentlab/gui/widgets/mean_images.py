"""The mean image of some points beside the mean of their reconstructions."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from latentlab.gui.widgets.digit_view import DigitView

_SIDE = 86


class MeanImages(QWidget):
    """Two images with a word below each, and the mean error beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.original, self.rebuilt = DigitView(side=_SIDE), DigitView(side=_SIDE)
        self.error = QLabel()
        self.error.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        names = (self.tr("originals"), self.tr("reconstructions"))
        for column, (view, name) in enumerate(zip((self.original, self.rebuilt), names, strict=True)):
            view.setFixedSize(_SIDE, _SIDE)
            view.setAccessibleName(name)
            label = QLabel(name)
            label.setProperty("role", "muted")
            grid.addWidget(view, 0, column)
            grid.addWidget(label, 1, column, Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(self.error, 0, 2)
        grid.setColumnStretch(2, 1)
        self.error.setProperty("role", "muted")

    def show_means(
        self, original: np.ndarray | None, rebuilt: np.ndarray | None, error: float | None
    ) -> None:
        """Show two images (h, w) in [0, 1] and the mean squared error a pixel; None for what is not there."""
        self.original.show_image(original)
        self.rebuilt.show_image(rebuilt)
        text = self.tr("Mean error of a reconstruction: {error:.4f}")
        self.error.setText("" if error is None else text.format(error=error))
