"""The dock with what is inside the network: its weights as tiles, or what its layers give."""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from latentlab.gui.widgets.choices_fold import ChoicesFold
from latentlab.gui.widgets.digit_view import DigitView
from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.layer_rows import LayerRow, LayerRows
from latentlab.gui.widgets.scrolled import scrolled
from latentlab.gui.widgets.section import note
from latentlab.gui.widgets.segments import Segments
from latentlab.gui.widgets.tile_sheet import TileSheet
from latentlab.gui.widgets.watched import Watched

_CHOICES, _LARGE = 236, 142
_ROOMY = 580  # width of the whole that has room for choices, tiles and one of them large
_LINES = 4  # that the numbers of a tile take
WEIGHTS, OUTPUTS = "weights", "outputs"


class InsidePanel(Watched):
    """Shows one of the two; tells which is seen, so that the other is not computed."""

    seen_changed = Signal(str)  # WEIGHTS, OUTPUTS, or "" where the dock is not seen
    wish_changed = Signal()  # another layer, order or scale of the tiles

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modes = Segments()
        self.modes.add(WEIGHTS, self.tr("Weights"), self.tr("What the units look for, and what they paint."))
        self.modes.add(
            OUTPUTS, self.tr("Activations"), self.tr("What each layer gives for this image and z.")
        )
        self.layer, self.order, self.scale = Choice(), Choice(), Choice()
        self.tiles = TileSheet(self.tr("Weights, a tile for each unit"))
        self.rows = LayerRows(self.tr("What the layers give"))
        self.meaning, self.numbers, self.source = note(), note(role=""), note()
        self.large = DigitView()
        self._has_chosen = False
        self._fill_choices()
        self._lay_out()
        self._connect()
        self._show_mode()

    # --- what is shown ------------------------------------------------------------------------------------

    def show_layers(self, layers: Sequence[tuple[str, str]]) -> None:
        """Offer the weights of these layers, (name, title) each; the one that is seen stays if it can."""
        if layers == [(self.layer.itemData(i), self.layer.itemText(i)) for i in range(self.layer.count())]:
            return
        seen = self.layer.currentData()
        self.layer.clear()
        for name, title in layers:
            self.layer.addItem(title, name)
        self.layer.setCurrentIndex(max(0, self.layer.findData(seen)))

    def show_tiles(
        self, tiles: np.ndarray, limits: np.ndarray, side: int, tip: Callable[[int], str], meaning: str
    ) -> None:
        """Show the weights (n, h, w) of the layer; see `TileSheet`. meaning: what a tile says."""
        self.tiles.show_tiles(tiles, limits, side, tip)
        self.meaning.setText(meaning)

    def show_chosen(self, weights: np.ndarray | None, limit: float, numbers: str) -> None:
        """Show one tile (h, w) large, with its numbers; None where none is chosen."""
        self._has_chosen = weights is not None
        self._show_detail()
        if weights is not None:
            self.large.show_signed(weights, max(limit, 1e-12))
        self.numbers.setText(numbers)

    def show_outputs(self, rows: Sequence[LayerRow], source: str) -> None:
        """Show what the layers give; source: for which image and code."""
        self.rows.show_rows(rows)
        self.source.setText(source)

    # --- building -----------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(720, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 150)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold.show_room(self.width() >= _ROOMY)
        room = self.height() - _LINES * self.fontMetrics().height()
        side = self.large.side_in(max(_LARGE // 2, min(_LARGE, room)))
        self.large.setFixedSize(side, side)
        self._show_detail()

    def _fill_choices(self) -> None:
        self.layer.setAccessibleName(self.tr("Layer"))
        self.layer.setToolTip(self.tr("Whose weights are shown."))
        self.order.addItem(self.tr("Strongest first"), "strength")
        self.order.addItem(self.tr("By number"), "number")
        self.order.setAccessibleName(self.tr("Order"))
        self.order.setToolTip(self.tr("Strength is the length of a unit's weights (their norm)."))
        self.scale.addItem(self.tr("Each on its own scale"), "own")
        self.scale.addItem(self.tr("All on one scale"), "one")
        self.scale.setAccessibleName(self.tr("Colours"))
        self.scale.setToolTip(self.tr("Full colour: the largest weight of the tile, or of all tiles."))

    def _lay_out(self) -> None:
        self._of_weights, self._of_outputs, self._detail = QWidget(), QWidget(), QWidget()
        self.large.setFixedSize(_LARGE, _LARGE)
        self.large.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        _stack(self._of_weights, self.layer, self.order, self.scale, self.meaning)
        _stack(self._of_outputs, self.source)
        _stack(self._detail, self.large, self.numbers)
        self._detail.setFixedWidth(_LARGE)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 8, 6, 8)
        column.setSpacing(6)
        for widget in (self.modes, self._of_weights, self._of_outputs):
            column.addWidget(widget)
        column.addStretch(1)
        choices = scrolled(page)
        choices.setFixedWidth(_CHOICES + 12)
        self.fold = ChoicesFold(choices)
        self._pictures = QStackedWidget()
        for picture in (self.tiles, self.rows):
            self._pictures.addWidget(_page_of(picture))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 8, 4)
        whole.setSpacing(8)
        whole.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(choices)
        whole.addWidget(self._pictures, 1)
        whole.addWidget(self._detail, 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self.modes.chosen.connect(self._show_mode)
        self.watched.connect(self._tell_seen)
        self.fold.toggled.connect(self._show_detail)
        for choice in (self.layer, self.order, self.scale):
            choice.activated.connect(lambda: self.wish_changed.emit())

    def _show_mode(self) -> None:
        is_weights = self.modes.current == WEIGHTS
        self._of_weights.setVisible(is_weights)
        self._of_outputs.setVisible(not is_weights)
        self._show_detail()
        self._pictures.setCurrentIndex(0 if is_weights else 1)
        self._tell_seen(self.is_seen)

    def _show_detail(self) -> None:
        has_room = self.width() >= _ROOMY or not self.fold.isChecked()
        self._detail.setVisible(has_room and self._has_chosen and self.modes.current == WEIGHTS)

    def _tell_seen(self, is_seen: bool) -> None:
        self.seen_changed.emit(self.modes.current if is_seen else "")


def _stack(host: QWidget, *widgets: QWidget) -> None:
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(6)
    for widget in widgets:
        column.addWidget(widget)


def _page_of(picture: QWidget) -> QScrollArea:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 8, 4, 4)
    column.addWidget(picture)
    column.addStretch(1)
    area = scrolled(page)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else tiles would jump
    return area
