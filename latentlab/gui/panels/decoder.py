"""The decoder panel: the digit that a code stands for, and a slider for each of the code's dimensions."""

import numpy as np
from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from latentlab.errors import ConfigError
from latentlab.gui.icons import icon
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.code_text import code_from, code_text
from latentlab.gui.widgets.comparison_row import ComparisonRow
from latentlab.gui.widgets.digit_view import DigitView
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.latent_sliders import LatentSliders
from latentlab.latent.inverse.located import Located

_MARGIN, _SPACING = 12, 8
_DIGIT_LEAST, _DIGIT_GOOD, _DIGIT_MOST = 86, 170, 310
_TILE_LEAST, _TILE_MOST = 58, 86
_LOW_PANEL = 620
_REFUSAL_MS = 8_000


class DecoderPanel(QWidget):
    """Shows one selection: the sliders, the digit and, where it is a sample's, its original."""

    moved = Signal(object)  # np.ndarray (k,) float32
    reset_requested = Signal()
    random_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._epoch_text = ""
        self._ready, self._ready_text = True, ""
        self._refusal = ""
        self._refusal_timer = QTimer(self, singleShot=True, interval=_REFUSAL_MS)
        self.title = ElidedLabel(self)
        self.status = ElidedLabel(self)
        self.digit = DigitView(self, empty_text=self.tr("Nothing decoded yet"), side=_DIGIT_MOST)
        self.comparison = ComparisonRow(self)
        self.sliders = LatentSliders(self)
        self._build_buttons()
        self._lay_out()
        self._connect()
        self.title.show_text(self.tr("Decoded from the sliders"))

    def show_dimensions(self, latent: int) -> None:
        """Make `latent` sliders, all at 0."""
        self.sliders.show_dimensions(latent)
        self._share_height()

    def show_ranges(self, low: np.ndarray, high: np.ndarray) -> None:
        """Let the sliders reach from `low` (k,) to `high` (k,), the middle of the measured codes."""
        self._expect(len(low))
        self.sliders.show_ranges(low, high)

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
        self.digit.show_image(image)
        self.digit.repaint()  # at once: the map, which is drawn next, takes several times as long
        self.sliders.show_point(z)
        self.title.show_text(title)
        self._show_status()
        if original is None and located is not None:
            self.comparison.show_located(located)
        elif original is None or (image is not None and original.shape != image.shape):
            self.comparison.show_nothing()
        else:
            self.comparison.show_comparison(original, image, error)

    def show_ready(self, ready: bool, text: str) -> None:
        """Say that the decoder is not there yet ("The decoder is loading…"), or that it is."""
        self._ready, self._ready_text = ready, text
        self.digit.show_empty_text(self.tr("Nothing decoded yet") if ready else text)
        self._show_status()

    def show_epoch(self, text: str) -> None:
        """Say which weights decode: "weights of epoch 12.4"."""
        self._epoch_text = text
        self._show_status()

    def sizeHint(self) -> QSize:
        return QSize(340, 820)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share_height()

    def _build_buttons(self) -> None:
        self._reset = QPushButton(self.tr("Reset"), self)
        self._reset.setToolTip(self.tr("Go to the mean of all codes."))
        self._random = QPushButton(self.tr("Random"), self)
        self._random.setToolTip(self.tr("Draw a code that spreads as the measured codes do."))
        self._copy, self._paste = QToolButton(self), QToolButton(self)
        self._copy.setIcon(icon("content-copy", "muted"))
        self._copy.setToolTip(self.tr("Copy z as text, as “latentlab decode --z” takes it."))
        self._copy.setAccessibleName(self.tr("Copy z"))
        self._paste.setIcon(icon("content-paste", "muted"))
        self._paste.setToolTip(self.tr("Paste z: one number a latent dimension."))
        self._paste.setAccessibleName(self.tr("Paste z"))

    def _lay_out(self) -> None:
        set_property(self.title, "role", "figure")
        set_property(self.status, "role", "muted")
        self.digit.setAccessibleName(self.tr("Decoded digit"))
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self._reset, self._random):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for tool in (self._copy, self._paste):
            buttons.addWidget(tool)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(_SPACING)
        layout.addWidget(self.title)
        layout.addWidget(self.status)
        layout.addWidget(self.digit)
        layout.addWidget(self.comparison)
        layout.addLayout(buttons)
        layout.addWidget(self.sliders, 1)

    def _connect(self) -> None:
        self.sliders.moved.connect(self.moved)
        self.sliders.moved.connect(self._forget_refusal)
        self._refusal_timer.timeout.connect(self._forget_refusal)
        self._reset.clicked.connect(lambda: self.reset_requested.emit())
        self._random.clicked.connect(lambda: self.random_requested.emit())
        self._copy.clicked.connect(self._copy_code)
        self._paste.clicked.connect(self._paste_code)

    def _expect(self, latent: int) -> None:
        if latent != len(self.sliders.point):
            self.show_dimensions(latent)

    def _share_height(self) -> None:
        """Give the digit what the others leave: it shrinks first, then the list of sliders to three rows."""
        low = self.height() < _LOW_PANEL
        self.comparison.show_room(_TILE_LEAST if low else _TILE_MOST)
        rows = min(8, max(3, len(self.sliders.point)))
        left = self.height() - self._height_of_others()
        good = max(_DIGIT_GOOD, left - self.sliders.height_of(rows))
        room = min(good, left - self.sliders.height_of(3), self.width() - 2 * _MARGIN, _DIGIT_MOST)
        self.digit.setMaximumHeight(self.digit.side_in(max(_DIGIT_LEAST, room)))
        self._layout.activate()  # now, not at the next pass of the event loop: no frame with the old shares

    def _height_of_others(self) -> int:
        labels = self.title.sizeHint().height() + self.status.sizeHint().height()
        spacings = 2 * _MARGIN + 5 * _SPACING
        return labels + self.comparison.height() + self._reset.sizeHint().height() + spacings

    def _show_status(self) -> None:
        set_property(self.status, "role", "error" if self._refusal else "muted")
        self.status.show_text(self._refusal or (self._epoch_text if self._ready else self._ready_text))

    def _refuse(self, text: str) -> None:
        """Say why nothing changed, until the student moves on; frames of training do not wipe it."""
        self._refusal = text
        self._refusal_timer.start()
        self._show_status()

    def _forget_refusal(self, *_moved: object) -> None:
        self._refusal = ""
        self._show_status()

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(code_text(self.sliders.point))

    def _paste_code(self) -> None:
        try:
            z = code_from(QGuiApplication.clipboard().text(), len(self.sliders.point))
        except ConfigError as error:
            self._refuse(self.tr(error.template).format(**error.values))
            return
        self._forget_refusal()
        self.sliders.show_point(z)
        self.moved.emit(z)
