"""The decoder's page of sliders: one for each dimension of the code, and what sets all of them at once."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from latentlab.errors import ConfigError
from latentlab.gui.icons import icon
from latentlab.gui.widgets.code_text import code_from, code_text
from latentlab.gui.widgets.latent_sliders import LatentSliders
from latentlab.gui.widgets.watched import Watched

_SPACING = 8


class CodePage(Watched):
    """Shows a code as sliders; tells of another, chosen by them, by chance or from the clipboard."""

    moved = Signal(object)  # np.ndarray (k,) float32
    reset_requested = Signal()
    random_requested = Signal()
    refused = Signal(str)  # why nothing changed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sliders = LatentSliders(self)
        self._build_buttons()
        self._lay_out()
        self._connect()

    def height_of(self, rows: int) -> int:
        """What the page takes with so many sliders in view."""
        return self._reset.sizeHint().height() + _SPACING + self.sliders.height_of(rows)

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
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self._reset, self._random):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for tool in (self._copy, self._paste):
            buttons.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_SPACING)
        column.addLayout(buttons)
        column.addWidget(self.sliders, 1)

    def _connect(self) -> None:
        self.sliders.moved.connect(self.moved)
        self._reset.clicked.connect(lambda: self.reset_requested.emit())
        self._random.clicked.connect(lambda: self.random_requested.emit())
        self._copy.clicked.connect(self._copy_code)
        self._paste.clicked.connect(self._paste_code)

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(code_text(self.sliders.point))

    def _paste_code(self) -> None:
        try:
            z = code_from(QGuiApplication.clipboard().text(), len(self.sliders.point))
        except ConfigError as error:
            self.refused.emit(self.tr(error.template).format(**error.values))
            return
        self.sliders.show_point(z)
        self.moved.emit(np.asarray(z, np.float32))
