"""An original image beside its reconstruction, or how far to trust a code that has no original."""

import math

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QStackedWidget, QWidget

from latentlab.gui.widgets.digit_image import as_unit
from latentlab.gui.widgets.digit_view import DigitView
from latentlab.gui.widgets.trust_gauge import TrustGauge
from latentlab.latent.inverse.located import Located

_GAP = 6


class ComparisonRow(QStackedWidget):
    """Keeps its room while there is nothing to compare, and says how to get something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = _label(
            self.tr(
                "Click a point on the map to compare it with its original. Hold D over the map to decode any"
                " place."
            )
        )
        self._hint.setWordWrap(True)
        self._error = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._error.setToolTip(self.tr("Mean squared error a pixel between original and reconstruction."))
        self._tiles = [DigitView(side=58) for _ in range(3)]
        self._side_most = 86
        self.addWidget(self._hint)
        self._page = self._build_page()
        self.addWidget(self._page)
        self.gauge = TrustGauge()
        self.addWidget(self.gauge)

    def show_nothing(self) -> None:
        """There is no original."""
        self.setCurrentIndex(0)

    def show_comparison(self, original: np.ndarray, image: np.ndarray | None, error: float | None) -> None:
        """Compare `original` (h, w) with `image` (h, w), each uint8 or float in [0, 1].

        `error` is the mean squared error a pixel; `image` may be still to come.
        """
        first, second, third = self._tiles
        first.show_image(original)
        second.show_image(image)
        if image is None:
            third.show_image(None)
        else:
            third.show_signed(as_unit(image) - as_unit(original))
        self._error.setText(
            "" if error is None else self.tr("Error {error}").format(error=_error_text(error))
        )
        self.setCurrentIndex(1)

    def show_located(self, located: Located) -> None:
        """There is no original, but a measure of how far to trust the code."""
        self.gauge.show_located(located)
        self.setCurrentIndex(2)

    def show_room(self, side: int) -> None:
        """Draw the images at most so large."""
        self._side_most = side
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = min(self._side_most, (self.width() - 2 * _GAP) // 3)
        side = self._tiles[0].side_in(room)
        for tile in self._tiles:
            tile.setFixedHeight(side)
        self.setFixedHeight(self._page.sizeHint().height())

    def _build_page(self) -> QWidget:
        page = QWidget()
        layout = QGridLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(_GAP)
        layout.setVerticalSpacing(2)
        for column, (tile, (name, hint)) in enumerate(zip(self._tiles, self._captions(), strict=True)):
            tile.setAccessibleName(name)
            tile.show_hint(hint)
            layout.addWidget(tile, 0, column)
            layout.addWidget(_label(name), 1, column)
            layout.setColumnStretch(column, 1)
        layout.addWidget(self._error, 2, 0, 1, 3)
        return page

    def _captions(self) -> list[tuple[str, str]]:
        return [
            (self.tr("original"), self.tr("The image as it is in the data.")),
            (self.tr("reconstruction"), self.tr("The same image, encoded and decoded again.")),
            (
                self.tr("difference"),
                self.tr(
                    "Reconstruction less original: orange where it has too much ink, blue where it has too"
                    " little, white where both agree."
                ),
            ),
        ]


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _error_text(error: float) -> str:
    if not math.isfinite(error):
        return "nan"
    return f"{error:.3f}" if error >= 0.001 or error == 0 else f"{error:.1e}"
