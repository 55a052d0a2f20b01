"""One slider for each latent dimension, 1 to 1024 of them."""

import time
from typing import Literal

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from latentlab.gui.widgets.code_text import dimension_name
from latentlab.gui.widgets.slider_row import SliderRow

_ROW_PADDING = 4
_ROWS_LEAST = 3
_SCROLL_PAUSE_S = 0.4  # after which a wheel turn begins anew

Part = Literal["slider", "box"]


class LatentSliders(QScrollArea):
    """A list of sliders; rows exist only for those in view and are lent on while it scrolls."""

    moved = Signal(object)  # np.ndarray (k,) float32: the student's, at most once a pass of the event loop
    _due = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._z = np.zeros(0, np.float32)  # (k,)
        self._low = np.zeros(0)  # (k,)
        self._high = np.zeros(0)  # (k,)
        self._rows: dict[int, SliderRow] = {}  # dimension → the row that stands for it
        self._spare: list[SliderRow] = []
        self._chosen: set[int] = set()  # moved by the student, not told yet
        self._last_scroll_s = 0.0
        # Queued, not a timer of 0 ms: that fires after the repaint, and the digit would wait for the next.
        self._due.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._page = QWidget()
        self._page.setProperty("kind", "page")
        self._row_height = 0
        self._build()

    @property
    def point(self) -> np.ndarray:
        """What the sliders say: (k,) float32, a copy."""
        return self._z.copy()

    def show_dimensions(self, latent: int) -> None:
        """Begin anew with this many sliders at 0, in a range of ±3, unless there are as many already."""
        if latent == len(self._z):
            return
        self._chosen.clear()
        self._z = np.zeros(latent, np.float32)
        self._low, self._high = np.full(latent, -3.0), np.full(latent, 3.0)
        for dimension in list(self._rows):
            self._retire(dimension)
        self._fit_page()
        self.verticalScrollBar().setValue(0)
        self._bind_visible()
        self.updateGeometry()

    def show_ranges(self, low: np.ndarray, high: np.ndarray) -> None:
        """Let the sliders reach from `low` (k,) to `high` (k,); one that is held follows on its release."""
        self.show_dimensions(len(low))
        known = np.isfinite(low) & np.isfinite(high)
        low, high = np.where(known, low, self._low), np.where(known, high, self._high)
        low, high = np.minimum(low, high).astype(float), np.maximum(low, high).astype(float)
        # A dead unit's codes are all equal: its slider still needs somewhere to go.
        flat = high - low <= 1e-6 * np.maximum(1, np.abs(high))
        self._low, self._high = np.where(flat, low - 1, low), np.where(flat, high + 1, high)
        for dimension, row in self._rows.items():
            row.show_range(self._low[dimension].item(), self._high[dimension].item())

    def show_point(self, z: np.ndarray) -> None:
        """Show a code (k,), without a signal; moves that were not told yet outlast it."""
        z = np.array(z, np.float32).ravel()  # (k,)
        self.show_dimensions(len(z))
        chosen = list(self._chosen)
        z[chosen] = self._z[chosen]
        self._z = z
        for dimension, row in self._rows.items():
            row.show_number(z[dimension].item())

    def scroll_to(self, dimension: int) -> None:
        """Bring a dimension, counted from 0, into view."""
        bar, top = self.verticalScrollBar(), dimension * self._row_height
        lowest = top + self._row_height - self.viewport().height()
        bar.setValue(min(max(bar.value(), lowest), top))

    def height_of(self, rows: int) -> int:
        """How high the list must be to show so many rows."""
        return rows * self._row_height

    def sizeHint(self) -> QSize:
        return QSize(260, self.height_of(_ROWS_LEAST))  # the panel gives it what is left

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.height_of(_ROWS_LEAST))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._row_height:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_page()
        self._bind_visible()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._bind_visible()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the slider in focus under the pointer, or any under it if nothing scrolls; else scroll.

        A scroll that is under way goes on when a slider in focus comes under the pointer.
        """
        now_s = time.monotonic()
        scrolling = now_s - self._last_scroll_s < _SCROLL_PAUSE_S
        row = self._row_at(event.position().toPoint())
        if row and not scrolling and (row.slider.hasFocus() or not self.verticalScrollBar().maximum()):
            row.slider.turn(event.angleDelta().y())
            event.accept()
        elif not any(lent.slider.isSliderDown() for lent in self._rows.values()):  # else it would slip away
            self._last_scroll_s = now_s
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab enters at the first visible slider, from behind at the last visible value."""
        super().focusInEvent(event)
        if not self._rows:
            return
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self._focus(min(self._rows), "slider")
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._focus(max(self._rows), "box")

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from slider to value to the next slider, whether that one is in view or not."""
        here = self._focused()
        if here is None:
            return super().focusNextPrevChild(forward)
        stop = 2 * here[0] + (here[1] == "box") + (1 if forward else -1)
        if 0 <= stop < 2 * len(self._z):
            self._focus(stop // 2, "box" if stop % 2 else "slider")
            return True
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # on to the list's neighbours, not the row's
        return super().focusNextPrevChild(forward)

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Latent dimensions"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setWidget(self._page)
        self._measure()

    def _measure(self) -> None:
        """Take the row height from a real row, so that any font and theme fits."""
        if not self._rows and not self._spare:
            self._spare.append(self._new_row())
        row = next(iter(self._rows.values()), None) or self._spare[0]
        row.ensurePolished()
        for lent in self._rows.values():
            lent.fit(self._label_width())
        self._row_height = row.sizeHint().height() + _ROW_PADDING
        self.verticalScrollBar().setSingleStep(self._row_height)
        self._fit_page()
        self._bind_visible()
        self.updateGeometry()

    def _fit_page(self) -> None:
        self._page.resize(self.viewport().width(), self.height_of(len(self._z)))

    def _bind_visible(self) -> None:
        """Lend rows to the dimensions in view and take back those that left it."""
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        first = top // self._row_height
        visible = range(first, min(len(self._z), -(-(top + height) // self._row_height)))
        for dimension in [d for d in self._rows if d not in visible]:
            self._retire(dimension)
        for dimension in visible:
            if dimension not in self._rows:
                self._lend(dimension)
            self._rows[dimension].setGeometry(
                0, dimension * self._row_height, self._page.width(), self._row_height
            )

    def _lend(self, dimension: int) -> None:
        row = self._spare.pop() if self._spare else self._new_row()
        row.bind(dimension)
        row.fit(self._label_width())
        row.show_range(self._low[dimension].item(), self._high[dimension].item())
        row.show_number(self._z[dimension].item())
        row.show()
        self._rows[dimension] = row

    def _retire(self, dimension: int) -> None:
        row = self._rows[dimension]
        if row.isAncestorOf(QApplication.focusWidget() or self):
            # Keys must not move what the row stands for next.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        row.hide()
        self._spare.append(self._rows.pop(dimension))

    def _new_row(self) -> SliderRow:
        row = SliderRow(self._page)
        row.hide()
        row.value_chosen.connect(self._choose)
        return row

    def _label_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(dimension_name(len(self._z) - 1)) + 4

    def _row_at(self, place: QPoint) -> SliderRow | None:
        y = place.y() + self.verticalScrollBar().value()
        return self._rows.get(y // self._row_height)

    def _focused(self) -> tuple[int, Part] | None:
        widget = QApplication.focusWidget()
        for dimension, row in self._rows.items():
            if widget is row.slider or widget is row.box:
                return dimension, "box" if widget is row.box else "slider"
        return None

    def _focus(self, dimension: int, part: Part) -> None:
        self.scroll_to(dimension)
        row = self._rows[dimension]
        if part == "slider":
            row.slider.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            row.box.setFocus(Qt.FocusReason.TabFocusReason)  # selects the text

    def _choose(self, dimension: int, value: float) -> None:
        self._z[dimension] = value
        if not self._chosen:
            self._due.emit()
        self._chosen.add(dimension)

    def _tell(self) -> None:
        if self._chosen:
            self._chosen.clear()
            self.moved.emit(self.point)
