"""The decoder panel: the digit that a code stands for, and the pages by which another is chosen."""

import numpy as np
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from latentlab.gui.panels.decoder.around_part import AroundPart
from latentlab.gui.panels.decoder.code_page import CodePage
from latentlab.gui.panels.decoder.digit_part import DigitPart
from latentlab.gui.panels.decoder.draw_page import DrawPage
from latentlab.gui.panels.decoder.mix_page import MixPage
from latentlab.gui.panels.decoder.path_page import PathPage
from latentlab.gui.widgets.modes import Modes
from latentlab.gui.widgets.section import note
from latentlab.latent.inverse.located import Located

_MARGIN, _SPACING = 12, 8
_DIGIT_GOOD, _DIGIT_MOST = 172, 310
_LOW_PANEL, _SHORT_PANEL = 620, 720  # below which what is around z folds; and words go beside the digit
_TALL_PAGE = 430  # what pages of more than sliders want
_REFUSAL_MS = 8_000


class DecoderPanel(QWidget):
    """Shows one selection: the digit, what is known of it, and one page of ways to go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._epoch_text = self._short_epoch_text = ""
        self._ready, self._ready_text = True, ""
        self.refusal = note(role="error")
        self.refusal.hide()
        self._refusal_timer = QTimer(self, singleShot=True, interval=_REFUSAL_MS)
        self.digit_part = DigitPart(self)
        self.title, self.status = self.digit_part.title, self.digit_part.status
        self.digit = self.digit_part.digit
        self.around = AroundPart(self)
        self.code = CodePage()
        self.sliders = self.code.sliders
        self.path, self.mix = PathPage(), MixPage()
        self.draw = DrawPage()
        self.modes = Modes(self)
        self._lay_out()
        self._connect()
        self.title.show_text(self.tr("Decoded from the sliders"))

    def show_dimensions(self, latent: int) -> None:
        """Make `latent` sliders, all at 0."""
        self.code.show_dimensions(latent)
        self._share_height()

    def show_digit(self, image: np.ndarray | None) -> None:
        """Paint the image (h, w) of a code at once, before what else is to be told of it is known."""
        self.digit_part.show_digit(image)

    def show_selection(
        self,
        z: np.ndarray,
        image: np.ndarray | None,
        original: np.ndarray | None,
        error: float | None,
        title: str,
        located: Located | None = None,
    ) -> None:
        """Show a code z (k,) and the image (h, w) that it decodes to, None while there is no decoder.

        `original` (h, w) is the sample's that z is the code of, None where z is no sample's; `located` then
        tells how far to trust it, None while nobody knows.
        """
        self._expect(len(z))
        self.digit_part.show_selection(image, original, error, located)
        self.code.show_point(z)
        self.title.show_text(title)
        self._show_status()

    def show_ready(self, ready: bool, text: str) -> None:
        """Say that the decoder is not there yet ("The decoder is loading…"), or that it is."""
        self._ready, self._ready_text = ready, text
        self.digit.show_empty_text(self.tr("Nothing decoded yet") if ready else text)
        self._show_status()

    def show_epoch(self, text: str, short: str = "") -> None:
        """Say which weights decode: "weights of epoch 12.4", where there is room for it."""
        self._epoch_text, self._short_epoch_text = text, short
        self._show_status()

    def refuse(self, text: str) -> None:
        """Say why nothing changed, until the student moves on; frames of training do not wipe it.

        What may be a long sentence takes its room from the page.
        """
        self.refusal.setText(text)
        self.refusal.show()
        self._refusal_timer.start()

    def sizeHint(self) -> QSize:
        return QSize(340, 820)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_height()

    def _lay_out(self) -> None:
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(_SPACING)
        layout.addWidget(self.digit_part)
        layout.addWidget(self.around)
        layout.addWidget(self.refusal)
        layout.addWidget(self.modes, 1)
        self.modes.add_page(
            "code", self.tr("Sliders"), self.tr("Move through the latent dimensions one by one"), self.code
        )
        self.modes.add_page(
            "path", self.tr("Path"), self.tr("Go from code to code, and see what lies between"), self.path
        )
        self.modes.add_page("mix", self.tr("Mix"), self.tr("Add and subtract codes"), self.mix)
        self.modes.add_page(
            "draw", self.tr("Draw"), self.tr("Draw a digit, or disturb the selected image"), self.draw
        )

    def _connect(self) -> None:
        self.code.moved.connect(self._forget_refusal)
        self.code.pasted.connect(self._forget_refusal)
        self.code.refused.connect(self.refuse)
        self.code.resized.connect(self._share_height)
        self.around.resized.connect(self._share_height)
        self.modes.chosen.connect(self._share_height)
        self.draw.drawn.connect(self._forget_refusal)
        self._refusal_timer.timeout.connect(self._forget_refusal)

    def _expect(self, latent: int) -> None:
        if latent != len(self.code.point):
            self.show_dimensions(latent)

    def _share_height(self, *_changed: object) -> None:
        """Give the digit what the others leave: it shrinks first, then the list of sliders to three rows."""
        rows, is_short = min(8, max(3, len(self.sliders.point))), self.height() < _SHORT_PANEL
        self.around.show_low(self.height() < _LOW_PANEL)
        self.digit_part.show_low(is_short)
        left = self.height() - self._height_of_others()
        page = self.code.height_of(rows) if self.modes.mode == "code" else _TALL_PAGE
        good = max(_DIGIT_GOOD, left - page)
        least = self.code.height_of(3, films=2 if is_short else 3)
        room = min(good, left - least, _DIGIT_MOST)
        self.digit_part.show_side(room, self.width() - 2 * _MARGIN)
        self._layout.activate()  # now, not at the next pass of the event loop: no frame with the old shares

    def _height_of_others(self) -> int:
        spacings = 2 * _MARGIN + 3 * _SPACING
        around = self.around.sizeHint().height()
        return self.digit_part.height_around() + around + self.modes.strip_height + spacings

    def _show_status(self) -> None:
        if self._ready:
            self.status.show_text(self._epoch_text, self._short_epoch_text)
        else:
            self.status.show_text(self._ready_text)

    def _forget_refusal(self, *_moved: object) -> None:
        self.refusal.hide()
