"""What a digit is compared with: an original or the nearest real image, the difference, and a figure."""

import math

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QWidget

from latentlab.gui.widgets.digit_image import as_unit
from latentlab.gui.widgets.digit_view import DigitView
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.trust_gauge import TrustGauge
from latentlab.latent.inverse.located import Located

_SPACING = 4
_Places = tuple[tuple[int, int, int, int], ...]  # row, column, rows, columns in the grid, as below
_STACKED: _Places = ((0, 0, 1, 1), (1, 0, 1, 1), (2, 0, 1, 1), (3, 0, 1, 1), (5, 0, 1, 1))
_ABREAST: _Places = ((0, 0, 1, 1), (1, 0, 1, 1), (0, 1, 1, 1), (1, 1, 1, 1), (5, 0, 1, 2))


class Tile(DigitView):
    """A small image that is clicked to see it large."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class ComparisonColumn(QWidget):
    """Keeps its room while there is nothing to compare with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_abreast = False
        self.reference, self.difference = Tile(self), Tile(self)
        self.reference_name, self.difference_name = _caption(), _caption(self.tr("difference"))
        self.error = _caption()
        self.error.setProperty("role", "")
        self.error.setToolTip(self.tr("Mean squared error a pixel between original and reconstruction."))
        self.gauge = TrustGauge()
        self._figure = QStackedWidget()
        self._figure.addWidget(self.error)
        self._figure.addWidget(self.gauge)
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """There is nothing to compare with, yet."""
        self.show_reference(None, "", None)
        self.error.show_text("")
        self._figure.setCurrentWidget(self.error)

    def show_reference(
        self, reference: np.ndarray | None, name: str, image: np.ndarray | None, short: str = ""
    ) -> None:
        """Compare `image` (h, w) with `reference` (h, w), uint8 or float in [0, 1]; None: missing.

        short: its name where there is no room for all of it.
        """
        self.reference.show_image(reference)
        self.reference_name.show_text(name, short)
        self.reference.setAccessibleName(name)
        if reference is None or image is None or image.shape != reference.shape:
            self.difference.show_image(None)
        else:
            self.difference.show_signed(as_unit(image) - as_unit(reference))

    def show_error(self, error: float | None) -> None:
        """The mean squared error a pixel to an original, None where it is not known."""
        text = "" if error is None else self.tr("Error {error}").format(error=_error_text(error))
        self.error.show_text(text)
        self._figure.setCurrentWidget(self.error)

    def show_located(self, located: Located) -> None:
        """There is no original, but a measure of how far to trust the code."""
        self.gauge.show_located(located)
        self._figure.setCurrentWidget(self.gauge)

    def arrange(self, side: int, is_abreast: bool) -> None:
        """Draw the images so large, one below the other, or abreast where height is short."""
        for tile in (self.reference, self.difference):
            tile.setFixedSize(side, side)
        words = (self.difference_name.whole_text, self.tr("Error {error}").format(error="0.000"))
        widest = max(self.fontMetrics().horizontalAdvance(text) for text in words)
        widest = max(widest + 2, self.gauge.words_width)
        self.setFixedWidth(max(2 * side + _SPACING if is_abreast else side, widest))
        if is_abreast != self._is_abreast:
            self._is_abreast = is_abreast
            self._place(_ABREAST if is_abreast else _STACKED)

    def height_of(self, side: int, is_abreast: bool) -> int:
        """What it takes with images so large."""
        lines = (side + self.reference_name.sizeHint().height()) * (1 if is_abreast else 2)
        return lines + _SPACING + self.gauge.sizeHint().height()

    def _lay_out(self) -> None:
        self.difference.setAccessibleName(self.tr("difference"))
        self.difference.show_hint(
            self.tr(
                "The decoded image less the other: orange where it has too much ink, blue where it has too"
                " little, white where both agree."
            )
        )
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_SPACING)
        self._grid.setVerticalSpacing(0)
        self._grid.setRowMinimumHeight(4, _SPACING)
        self._grid.setRowStretch(6, 1)
        self._figure.setFixedHeight(self.gauge.sizeHint().height())
        self._place(_STACKED)

    def _place(self, places: _Places) -> None:
        parts = (self.reference, self.reference_name, self.difference, self.difference_name, self._figure)
        for part, place in zip(parts, places, strict=True):
            self._grid.removeWidget(part)
            centred = isinstance(part, Tile)
            flags = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag(0)
            self._grid.addWidget(part, *place, flags)


def _caption(text: str = "") -> ElidedLabel:
    label = ElidedLabel()
    label.setProperty("role", "muted")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.show_text(text)
    return label


def _error_text(error: float) -> str:
    if not math.isfinite(error):
        return "nan"
    return f"{error:.3f}" if error >= 0.001 or error == 0 else f"{error:.1e}"
