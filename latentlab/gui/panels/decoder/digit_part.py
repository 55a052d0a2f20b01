"""The digit, large, and beside it what it is compared with."""

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from latentlab.gui.panels.decoder.view_choice import View, ViewChoice
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.comparison_column import ComparisonColumn
from latentlab.gui.widgets.digit_image import as_unit
from latentlab.gui.widgets.digit_view import DigitView
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.scale_strip import ScaleStrip, round_limit
from latentlab.gui.widgets.watched import Watched
from latentlab.latent.inverse.located import Located

_GAP, _SPACING = 4, 6
_TILE_LEAST, _TILE_MOST = 58, 86
_WIDE = 300
_DIGIT_LEAST = 86


class DigitPart(Watched):
    """What is seen large is painted at once; what is compared with it comes when it may."""

    view_chosen = Signal(str)  # View
    smooth_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_low = False
        self._image: np.ndarray | None = None  # (h, w)
        self._original: np.ndarray | None = None
        self._nearest: tuple[np.ndarray | None, str] = (None, "")
        self._heat: np.ndarray | None = None  # (h, w), of the view that is seen
        self.title, self.status = ElidedLabel(self), ElidedLabel(self)
        self.view = ViewChoice(self)
        self.digit = DigitView(self, empty_text=self.tr("Nothing decoded yet"), is_on_surface=True)
        self.comparison = ComparisonColumn(self)
        self.scale = ScaleStrip(self)
        self._lay_out()
        self._connect()

    # --- what is shown ------------------------------------------------------------------------------------

    def show_digit(self, image: np.ndarray | None) -> None:
        """Paint the image (h, w) of a code at once, before what else is to be told of it is known."""
        if image is self._image:
            return
        self._image = image
        if self.view.view == "digit":
            self.digit.show_image(image)
            self.digit.repaint()  # now: the map, which is drawn next, takes several times as long

    def show_selection(
        self,
        image: np.ndarray | None,
        original: np.ndarray | None,
        error: float | None,
        located: Located | None,
    ) -> None:
        """Show what z decodes to (h, w), beside the original that it is the code of, where it is one's.

        `located` tells how far to trust a z that is not, None while nobody knows.
        """
        self.show_digit(image)
        self._original = original
        if self.view.view != "digit":
            self._show_large()
        self._show_reference()
        if original is None and located is not None:
            self.comparison.show_located(located)
        else:
            self.comparison.show_error(error)

    def show_nearest(self, image: np.ndarray | None, name: str) -> None:
        """The real image (h, w) nearest to z, which stands in where z has no original."""
        self._nearest = image, name
        if self._original is None:
            self._show_reference()
            if self.view.view in ("reference", "difference"):
                self._show_large()

    def show_heat(self, values: np.ndarray) -> None:
        """How much each pixel (h, w) wavers, or how steep it is, as the view asks for."""
        self._heat = values
        self._show_large()

    def show_smooth(self, smooth: bool) -> None:
        """Blend pixels, or draw them as squares."""
        self.digit.show_smooth(smooth)
        self.view.show_smooth(smooth)

    def show_side(self, room: int, width: int) -> None:
        """Let the digit be at most so high, and as wide as the tiles leave of the whole width."""
        room_of_tiles = room - self._status_height if self._is_low else room
        tile, is_abreast = self._tiles_in(room_of_tiles, width)
        self.comparison.arrange(tile, is_abreast)
        side = min(room, width - self.comparison.width() - _GAP)
        side = self.digit.side_in(max(_DIGIT_LEAST, side))
        self.digit.setFixedSize(side, side)
        beside = self.comparison.height_of(tile, is_abreast) + (self._status_height if self._is_low else 0)
        self._row.setFixedHeight(max(side, beside))
        self.updateGeometry()  # now: Qt would tell the panel in a later turn

    def show_low(self, is_low: bool) -> None:
        """Where height is short, let the digit begin right below its title: what was between goes beside."""
        if is_low == self._is_low:
            return
        self._is_low = is_low
        self._line.removeWidget(self.view)
        self._line.removeWidget(self.status)
        self._beside.removeWidget(self.status)
        self._head.removeWidget(self.view)
        if is_low:
            self._head.addWidget(self.view)
            self._beside.insertWidget(0, self.status)
        else:
            self._line.addWidget(self.status, 1)
            self._line.addWidget(self.view)
        for moved in (self.status, self.view):
            moved.show()  # now: another parent hides it until a later turn
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.status.setAlignment(right if is_low else Qt.AlignmentFlag.AlignVCenter)

    @property
    def _status_height(self) -> int:
        return self.status.sizeHint().height() + _SPACING

    def _tiles_in(self, room: int, width: int) -> tuple[int, bool]:
        """How large the tiles are, and whether abreast: no higher than the digit may be, if that can be."""
        for most in (_TILE_MOST, _TILE_LEAST):
            tile = self.comparison.reference.side_in(most)
            if (width >= _WIDE or most == _TILE_LEAST) and room >= self.comparison.height_of(tile, False):
                return tile, False
        return self.comparison.reference.side_in(_TILE_LEAST), True

    def height_around(self) -> int:
        """What is above the digit; the scale below takes from the page, so that the digit stays as it is."""
        title, view = self.title.sizeHint().height(), self.view.sizeHint().height()
        return max(title, view) + _SPACING if self._is_low else title + view + 2 * _SPACING

    def minimumSizeHint(self) -> QSize:
        """The digit is as large as the panel makes it; it does not keep the panel from shrinking."""
        tiles = self.comparison.height_of(_TILE_LEAST, True) + (self._status_height if self._is_low else 0)
        return QSize(2 * _DIGIT_LEAST, self.height_around() + max(_DIGIT_LEAST, tiles))

    # --- building -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        set_property(self.title, "role", "figure")
        set_property(self.status, "role", "muted")
        self.digit.setAccessibleName(self.tr("Decoded digit"))
        self._head, self._line, self._beside = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        self._head.addWidget(self.title, 1)
        self._line.addWidget(self.status, 1)
        self._line.addWidget(self.view)
        self._beside.setSpacing(_SPACING)
        self._beside.addWidget(self.comparison, 0, Qt.AlignmentFlag.AlignRight)
        self._beside.addStretch(1)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.digit, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_SPACING)
        column.addLayout(self._head)
        column.addLayout(self._line)
        column.addWidget(self._row)
        column.addWidget(self.scale)
        self.scale.hide()

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_view)
        self.view.smooth_chosen.connect(self.digit.show_smooth)
        self.view.smooth_chosen.connect(self.smooth_chosen)
        self.comparison.reference.clicked.connect(lambda: self._swap("reference"))
        self.comparison.difference.clicked.connect(lambda: self._swap("difference"))

    def _swap(self, view: View) -> None:
        self.view.choose("digit" if self.view.view == view else view)

    def _on_view(self, view: View) -> None:
        self._heat = None
        self.scale.setVisible(view not in ("digit", "reference"))
        self._show_large()
        self.view_chosen.emit(view)

    # --- what is seen large -------------------------------------------------------------------------------

    @property
    def _reference(self) -> np.ndarray | None:
        return self._original if self._original is not None else self._nearest[0]

    def _show_reference(self) -> None:
        if self._original is not None:
            self.comparison.show_reference(self._original, self.tr("original"), self._image)
        else:
            self.comparison.show_reference(*self._nearest, self._image, self.tr("nearest"))

    def _show_large(self) -> None:
        match self.view.view:
            case "digit":
                self.digit.show_image(self._image)
            case "reference":
                self.digit.show_image(self._reference)
            case "difference":
                self._show_difference()
            case "spread" | "step":
                self._show_heat()

    def _show_difference(self) -> None:
        image, reference = self._image, self._reference
        if image is None or reference is None or image.shape != reference.shape:
            self.digit.show_image(image)
            return
        self.digit.show_signed(as_unit(image) - as_unit(reference))
        self.scale.show_scale("signed", 1.0, self.tr("ink too much"))

    def _show_heat(self) -> None:
        if self._heat is None or self._image is None:
            self.digit.show_image(self._image)
            return
        limit = round_limit(float(np.nanmax(self._heat, initial=0.0)))
        self.digit.show_heat(self._heat, limit)
        is_slope = self.view.view == "step"
        self.scale.show_scale(
            "heat", limit, self.tr("ink a unit of z") if is_slope else self.tr("ink, ±1 s.d.")
        )
