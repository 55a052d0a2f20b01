"""What the layers of a network give, one under the other: bars, maps, or a table of colours each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.widgets.digit_image import ink_image, signed_image

_NAMES = 132  # width of the words at the left
_GAP, _BETWEEN = 10, 3
_BARS, _TILE, _TABLE = 46, 44, 56  # heights
_WIDEST_BAR, _NARROWEST = 14.0, 1.0


@dataclass(frozen=True, slots=True, eq=False)
class LayerRow:
    """values: (n,) as bars, (n, h, w) as maps, (rows, columns) as a table; is_image: a table that is ink.

    note: one line of words, or two.
    """

    name: str
    note: str
    values: np.ndarray
    is_image: bool = False

    @property
    def form(self) -> tuple[tuple[int, ...], int]:
        """What the height of the row depends on: the shape of the values, and lines of words."""
        return self.values.shape, 2 + self.note.count("\n")


class LayerRows(QWidget):
    """Orange above 0 and blue below it, each layer in full colour at its own strongest value."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[LayerRow, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[LayerRow]) -> None:
        """Show these, from the first layer to the last."""
        is_alike = [row.form for row in rows] == [row.form for row in self.rows]
        self.rows = tuple(rows)
        self.setAccessibleDescription("; ".join(f"{row.name}: {row.note}" for row in rows))
        if not is_alike:
            self._fit()
        self.update()

    def place_of(self, row: int) -> QRectF:
        """Where the values of a layer are drawn."""
        tops = np.cumsum([0, *(self._height(one, self.width()) + _GAP for one in self.rows)])
        return QRectF(_NAMES, tops[row], self.width() - _NAMES, self._height(self.rows[row], self.width()))

    def value_at(self, place: QPointF) -> tuple[int, int, float] | None:
        """The layer, the unit (or map, or the column of a table) and its value under a place."""
        for row, one in enumerate(self.rows):
            room = self.place_of(row)
            if room.contains(place):
                return self._value_in(row, one, room, place)
        return None

    def sizeHint(self) -> QSize:
        return QSize(560, self.height_for(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NAMES + 120, 60)

    def height_for(self, width: int) -> int:
        """What it takes where it is so wide."""
        return sum(self._height(one, width) + _GAP for one in self.rows)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.value_at(QPointF(event.pos()))
            text = ""
            if found is not None:
                row, unit, value = found
                text = self.tr("{layer}, unit {unit}: {value:.3g}").format(
                    layer=self.rows[row].name, unit=unit + 1, value=value
                )
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), tokens_of(self.palette())
        height = self.fontMetrics().height()
        for place, row in enumerate(self.rows):
            room = self.place_of(place)
            if not room.intersects(QRectF(event.rect()).adjusted(0, 0, _NAMES, 0)):
                continue
            words = QRectF(0, room.top(), _NAMES - _GAP, height)
            painter.setPen(QColor(tokens.text))
            painter.drawText(words, row.name)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(words.adjusted(0, height, 0, 2 * height), row.note)
            self._paint_values(painter, row, room)

    def _fit(self) -> None:
        self.setFixedHeight(self.height_for(self.width()))

    # --- one layer ----------------------------------------------------------------------------------------

    def _height(self, row: LayerRow, width: int) -> int:
        words = row.form[1] * self.fontMetrics().height()
        if row.values.ndim == 1:
            return max(words, _BARS)
        if row.values.ndim == 2:
            return max(words, 58 if row.is_image else _TABLE)
        lines = -(-len(row.values) // self._columns(width - _NAMES))
        return max(words, lines * (_TILE + _BETWEEN) - _BETWEEN)

    def _columns(self, width: float) -> int:
        return max(1, int((width + _BETWEEN) // (_TILE + _BETWEEN)))

    def _paint_values(self, painter: QPainter, row: LayerRow, room: QRectF) -> None:
        limit = max(float(np.nanmax(np.abs(row.values), initial=0.0)), 1e-12)
        match row.values.ndim:
            case 1:
                self._paint_bars(painter, row.values, room, limit)
            case 2 if row.is_image:
                side = room.height()
                square = QRectF(
                    room.left(), room.top(), side * row.values.shape[1] / row.values.shape[0], side
                )
                painter.drawImage(square, ink_image(row.values))
            case 2:
                painter.drawImage(self._table(row.values, room), signed_image(row.values, limit))
            case _:
                for place, one in enumerate(row.values):
                    painter.drawImage(self._tile(place, room), signed_image(one, limit))

    def _paint_bars(self, painter: QPainter, values: np.ndarray, room: QRectF, limit: float) -> None:
        tokens = tokens_of(self.palette())
        width = self._bar_width(len(values), room)
        low = min(0.0, float(np.nanmin(values, initial=0.0)))
        high = max(0.0, float(np.nanmax(values, initial=0.0)))
        zero = room.top() + room.height() * (high / max(high - low, 1e-12))
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawLine(QPointF(room.left(), zero), QPointF(room.left() + width * len(values), zero))
        scale = room.height() / max(high - low, 1e-12)
        above, below = QColor(tokens.validation), QColor(tokens.accent)
        gap = 1.0 if width >= 4 else 0.0
        for unit, value in enumerate(np.nan_to_num(values).tolist()):
            bar = QRectF(room.left() + unit * width, zero, max(width - gap, 0.8), -value * scale).normalized()
            painter.fillRect(bar, above if value > 0 else below)

    def _bar_width(self, count: int, room: QRectF) -> float:
        return max(min(_WIDEST_BAR, room.width() / count), min(_NARROWEST, room.width() / count))

    def _table(self, values: np.ndarray, room: QRectF) -> QRectF:
        return QRectF(room.left(), room.top(), min(room.width(), 8.0 * values.shape[1]), room.height())

    def _tile(self, place: int, room: QRectF) -> QRectF:
        line, column = divmod(place, self._columns(room.width()))
        step = _TILE + _BETWEEN
        return QRectF(room.left() + column * step, room.top() + line * step, _TILE, _TILE)

    def _value_in(
        self, row: int, one: LayerRow, room: QRectF, place: QPointF
    ) -> tuple[int, int, float] | None:
        values = one.values
        if values.ndim == 1:
            unit = int((place.x() - room.left()) / self._bar_width(len(values), room))
            return (row, unit, float(values[unit])) if 0 <= unit < len(values) else None
        if values.ndim == 2:
            table = self._table(values, room)
            line = int((place.y() - table.top()) / table.height() * values.shape[0])
            column = int((place.x() - table.left()) / table.width() * values.shape[1])
            is_there = not one.is_image and 0 <= column < values.shape[1] and 0 <= line < values.shape[0]
            return (row, column, float(values[line, column])) if is_there else None
        hit = (n for n in range(len(values)) if self._tile(n, room).contains(place))
        unit = next(hit, -1)
        return (row, unit, float(values[unit].mean())) if unit >= 0 else None
