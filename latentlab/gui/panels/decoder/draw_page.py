"""The decoder's page to draw a digit, to bring one as a picture, and to disturb what is selected."""

import numpy as np
from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from latentlab.gui.dropped_path import dropped_path
from latentlab.gui.icons import icon
from latentlab.gui.panels.decoder.disturbing import DisturbSection
from latentlab.gui.widgets.digit_view import DigitView
from latentlab.gui.widgets.drawing_pad import DrawingPad
from latentlab.gui.widgets.pad_tools import PadTools
from latentlab.gui.widgets.scrolled import scrolled
from latentlab.gui.widgets.section import note
from latentlab.gui.widgets.watched import Watched

_SIDE_LEAST, _SIDE_MOST = 140, 240  # of the pad
_SEEN = 86  # side of the image beside it
_GAP = 10
_EDGE = 4  # to the scroll bar
_BAR = 12  # the scroll bar


class DrawPage(Watched):
    """A pad, beside it what the network sees of it, and below what disturbs any selected image."""

    drawn = Signal(object)  # Drawn
    seen_clicked = Signal()  # the drawing is to be selected again
    boxed_chosen = Signal(bool)  # whether drawings are centred and scaled
    brought = Signal(object)  # QMimeData, pasted or dropped
    selected_wanted = Signal()  # the selected image is to be drawn on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pad = DrawingPad()
        self.tools = PadTools(self.pad)
        self.seen = DigitView(side=_SEEN)
        self.boxed = QCheckBox(self.tr("Centred"))
        self.paste = QPushButton(self.tr("Paste"))
        self.take = QPushButton(self.tr("Take over"))
        self.disturb = DisturbSection()
        self._build()
        self._lay_out()
        self._connect()

    # --- what is shown ------------------------------------------------------------------------------------

    def show_ground(self, shape: tuple[int, int], is_boxed: bool) -> None:
        """Draw images (h, w), centred as MNIST's are or not; other proportions begin a new sheet."""
        height, width = self.pad.sheet.shape
        if height * shape[1] != width * shape[0]:
            self.pad.show_shape(shape)
        self.boxed.setChecked(is_boxed)

    def show_seen(self, image: np.ndarray | None) -> None:
        """Show what the network sees: (h, w) uint8, None where nothing is drawn."""
        self.seen.show_image(image)

    def put(self, ink: np.ndarray, picture: str = "") -> None:
        """Put ink (H, W) uint8 of the sheet's shape on the pad."""
        self.pad.put(ink, picture)

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.pad.show_hint(self.tr("Draw here, or drop a picture"))
        self.seen.show_empty_text(self.tr("Nothing yet"))
        self.seen.setAccessibleName(self.tr("What the network sees"))
        self.seen.show_hint(self.tr("What the network sees of the drawing. Click to select it again."))
        self.seen.installEventFilter(self)
        self.boxed.setToolTip(
            self.tr("Centre and scale the drawing as MNIST’s digits are; else the pad is the whole image.")
        )
        self.boxed.setChecked(True)
        self.paste.setIcon(icon("content-paste"))
        self.paste.setToolTip(self.tr("Paste a picture (Ctrl+V), or drop one on the pad."))
        self.take.setIcon(icon("image-edit-outline"))
        self.take.setToolTip(self.tr("Put the selected image on the pad, to draw on it."))
        self.setAcceptDrops(True)
        self._paste_key = QShortcut(QKeySequence.StandardKey.Paste, self)

    def _lay_out(self) -> None:
        self._beside = beside = QVBoxLayout()
        beside.setSpacing(4)
        self.caption = note(self.tr("What the network sees"))
        self.caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.seen.setFixedHeight(_SEEN)
        for widget in (self.seen, self.caption, self.boxed):
            beside.addWidget(widget)
        beside.addStretch(1)
        for button in (self.take, self.paste):
            beside.addWidget(button)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, _EDGE, 0)
        column.setSpacing(8)
        column.addWidget(self.tools)
        column.addLayout(row)
        column.addWidget(self.disturb)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = scrolled(inner)
        whole.addWidget(self.area)

    def _connect(self) -> None:
        self.pad.drawn.connect(self.drawn)
        self.boxed.toggled.connect(self.boxed_chosen)
        self.paste.clicked.connect(self._paste)
        self._paste_key.activated.connect(self._paste)
        self.take.clicked.connect(lambda: self.selected_wanted.emit())

    # --- pictures -----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_path(event.mimeData()) is not None:
            event.ignore()  # sessions and data sets are the window's to open
            return
        event.acceptProposedAction()
        self.pad.show_target(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.pad.show_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.pad.show_target(False)
        event.acceptProposedAction()
        self.brought.emit(event.mimeData())

    def _paste(self) -> None:
        data: QMimeData = QGuiApplication.clipboard().mimeData()
        self.brought.emit(data)

    # --- Qt's own -----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.seen_clicked.emit()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pad()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_pad()

    def _fit_pad(self) -> None:
        """As large as what stands beside it leaves, and all of it in view where that can be."""
        room = self.width() - self._beside.minimumSize().width() - _GAP - _EDGE - _BAR
        high = self.height() - self.tools.sizeHint().height() - _GAP
        side = max(_SIDE_LEAST, min(_SIDE_MOST, room, high))
        self.pad.setFixedSize(side, side)
