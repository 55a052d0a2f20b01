"""One small greyscale image, drawn large and crisp."""

import math

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.widgets.digit_image import (
    count_not_numbers,
    heat_image,
    ink_image,
    share_outside,
    signed_image,
)

_FRAME = 1  # device pixels around the image
_USUAL_PIXELS = 28  # a side, until an image is known


class DigitView(QWidget):
    """An image whose pixels cover whole device pixels, white ink on black as MNIST is, in light and dark."""

    def __init__(
        self,
        parent: QWidget | None = None,
        empty_text: str = "",
        side: int = 300,
        is_on_surface: bool = False,
    ) -> None:
        """is_on_surface: it stands on the plain ground of a dock; nothing below is then painted with it."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, is_on_surface)
        self._image: QImage | None = None
        self._empty_text = empty_text
        self._side = side
        self._smooth = False
        self._hint = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: np.ndarray | None) -> None:
        """Show an image (h, w), uint8 or float in [0, 1], or the empty text for None."""
        if image is None or image.size == 0:
            self._take(None, "")
        else:
            self._take(ink_image(image), self._note(image))

    def show_signed(self, difference: np.ndarray, limit: float = 1.0) -> None:
        """Show a signed difference (h, w): blue below 0, white at 0, orange above, full colour at ±limit."""
        strange = count_not_numbers(difference)
        self._take(signed_image(difference, limit), self._strange_note(strange) if strange else "")

    def show_heat(self, values: np.ndarray, limit: float) -> None:
        """Show values (h, w) that are not negative: black at 0, brightest at `limit`."""
        strange = count_not_numbers(values)
        self._take(heat_image(values, limit), self._strange_note(strange) if strange else "")

    def show_empty_text(self, text: str) -> None:
        """Say this where no image is shown."""
        self._empty_text = text
        self.update()

    def show_smooth(self, smooth: bool) -> None:
        """Blend neighbouring pixels instead of drawing squares."""
        self._smooth = smooth
        self.update()

    def show_hint(self, hint: str) -> None:
        """A tooltip of what is shown, to which notes about this very image are added."""
        self._hint = hint
        self._show_note("")

    def side_in(self, room: float) -> int:
        """The side that image and frame really take in a square of that many device-independent pixels."""
        ratio = self.devicePixelRatioF()
        pixels = max(self._image.width(), self._image.height()) if self._image else _USUAL_PIXELS
        scale = int((room * ratio - 2 * _FRAME) / pixels)
        return math.ceil((scale * pixels + 2 * _FRAME) / ratio) if scale >= 1 else int(room)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return QSize(30, 30)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
            painter.fillRect(self.rect(), QColor(tokens_of(self.palette()).window))
        if self._image is None:
            self._paint_empty(painter)
            return
        frame, place = self._places(painter, self._image.size())
        painter.fillRect(frame, _hairline(self.palette()))
        if self._smooth:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)

    def _places(self, painter: QPainter, size: QSize) -> tuple[QRectF, QRectF]:
        """Where frame and image go, in this widget's coordinates, on whole device pixels."""
        to_device = painter.deviceTransform()
        room = to_device.mapRect(QRectF(self.rect()))
        most = min((room.width() - 2 * _FRAME) / size.width(), (room.height() - 2 * _FRAME) / size.height())
        scale = int(most) if most >= 1 and not self._smooth else most
        width, height = round(size.width() * scale), round(size.height() * scale)
        left = round(room.center().x() - width / 2)
        top = round(room.center().y() - height / 2)
        back = to_device.inverted()[0]
        place = QRectF(left, top, width, height)
        frame = place.adjusted(-_FRAME, -_FRAME, _FRAME, _FRAME)
        return back.mapRect(frame), back.mapRect(place)

    def _paint_empty(self, painter: QPainter) -> None:
        side = min(self.width(), self.height()) - 2
        room = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(_hairline(self.palette()), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(room, 4, 4)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room.adjusted(8, 8, -8, -8), wrapped, self._empty_text)

    def _take(self, image: QImage | None, note: str) -> None:
        # As the screen has it: other formats take several times as long to be drawn large.
        self._image = None if image is None else image.convertToFormat(QImage.Format.Format_RGB32)
        self._show_note(note)
        self.update()

    def _show_note(self, note: str) -> None:
        text = f"{self._hint}\n{note}".strip()
        if text != self.toolTip():  # setting a tooltip sends events: not at every frame
            self.setToolTip(text)
            self.setAccessibleDescription(text)

    def _note(self, image: np.ndarray) -> str:
        strange = count_not_numbers(image)
        if strange:
            return self._strange_note(strange)
        share = share_outside(image)
        if share == 0:
            return ""
        shown = "< 1%" if share < 0.01 else f"{share:.0%}"
        text = self.tr("{share} of the pixels lie outside 0 to 1 and are drawn as plain black or white.")
        return text.format(share=shown)

    def _strange_note(self, strange: int) -> str:
        return self.tr("Pixels that are not numbers, drawn in pink: {count}.").format(count=strange)


def _hairline(palette: QPalette) -> QColor:
    return palette.color(QPalette.ColorRole.Mid)
