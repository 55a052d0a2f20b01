"""One slider for each axis of the code, 1 to 1024 of them."""

import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from latentlab.gui.widgets.code_slider import EDGE
from latentlab.gui.widgets.code_text import axis_name
from latentlab.gui.widgets.filmstrip import FILM_HEIGHT
from latentlab.gui.widgets.row_focus import RowFocus
from latentlab.gui.widgets.row_pool import RowPool
from latentlab.gui.widgets.slider_look import SliderLook, plain_look, ranges_in
from latentlab.gui.widgets.slider_row import SliderRow

_ROW_PADDING = 4
_ROWS_LEAST = 3
_FILM_ROOM = FILM_HEIGHT + 1
_SCROLL_PAUSE_S = 0.4  # after which a wheel turn begins anew
_WIDEST_NOTE = "<0.1%"


class LatentSliders(QScrollArea):
    """A list of sliders; rows exist only for those in view and are lent on while it scrolls."""

    moved = Signal(object)  # np.ndarray (k,) float32: the student's, at most once a pass of the event loop
    gripped = Signal(bool)  # whether the mouse holds a handle
    lock_clicked = Signal(int)  # axis
    menu_requested = Signal(int, QPoint)  # axis, place on the screen
    view_changed = Signal()  # other axes are in view, or films have another width
    _due = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._z = np.zeros(0, np.float32)  # (k,)
        self._look = plain_look(0)
        self._shown = np.zeros(0, np.int64)  # axes from top to bottom
        self._locked: frozenset[int] = frozenset()
        self._films: Mapping[int, np.ndarray] = {}  # axis → (h, frames · w) uint8
        self._wants_films = self._is_filming = False
        self._chosen: set[int] = set()  # moved by the student, not told yet
        self._last_scroll_s = 0.0
        # Queued, not a timer of 0 ms: that fires after the repaint, and the digit would wait for the next.
        self._due.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._page = QWidget()
        self._page.setProperty("kind", "page")
        self._rows = RowPool(self._page, self._connect_row)
        self._focus = RowFocus(self._rows, self.scroll_to)
        self._row_height = self._plain_height = self._label_width = 0
        self._build()

    # What it says

    @property
    def point(self) -> np.ndarray:
        """What the sliders say: (k,) float32, a copy."""
        return self._z.copy()

    @property
    def in_view(self) -> tuple[int, ...]:
        """The axes in view, from top to bottom."""
        return tuple(axis for axis in self._shown.tolist() if axis in self._rows.lent)

    @property
    def is_busy(self) -> bool:
        """Whether a hand is at the sliders, under which none should change its place."""
        return self.underMouse() or self._focus.at is not None or self.is_held

    @property
    def is_held(self) -> bool:
        """Whether the mouse holds a handle."""
        return any(row.slider.isSliderDown() for row in self._rows)

    @property
    def film_frames(self) -> int:
        """How many square frames a film has room for; 0 while there are none."""
        if not self._is_filming:
            return 0
        room = self._rows.any.room_for_slider(self._page.width())
        return max(3, int((room - 2 * EDGE) / FILM_HEIGHT))

    # What it shows

    def show_dimensions(self, latent: int) -> None:
        """Begin anew with this many sliders at 0, in a range of ±3, unless there are as many already."""
        if latent == len(self._z):
            return
        self._chosen.clear()
        self._z = np.zeros(latent, np.float32)
        self._look = plain_look(latent)
        self._locked, self._films = frozenset(), {}
        self._arrange(np.arange(latent))
        self._measure()

    def show_look(self, look: SliderLook) -> None:
        """Show what is known of the axes; a handle that is held takes its new range on its release."""
        self.show_dimensions(len(look))
        was = self._look
        self._look = ranges_in(look, was)
        if (look.kind, look.shares is None) != (was.kind, was.shares is None):
            self._measure()
        for axis, row in self._rows.lent.items():
            row.bind(axis, self._look)

    def show_ranges(self, low: np.ndarray, high: np.ndarray) -> None:
        """Let the sliders reach from `low` (k,) to `high` (k,); one that is held follows on its release."""
        self.show_dimensions(len(low))
        self.show_look(replace(self._look, low=low, high=high))

    def show_point(self, z: np.ndarray) -> None:
        """Show values (k,), without a signal; moves that were not told yet outlast it."""
        z = np.array(z, np.float32).ravel()  # (k,)
        self.show_dimensions(len(z))
        chosen = list(self._chosen)
        z[chosen] = self._z[chosen]
        self._z = z
        for axis, row in self._rows.lent.items():
            row.show_number(z[axis].item())

    def show_order(self, shown: np.ndarray) -> None:
        """Show these axes, from top to bottom, and no others."""
        if not np.array_equal(shown, self._shown):
            self._arrange(shown)

    def show_locked(self, locked: frozenset[int]) -> None:
        """Mark the axes that no hand moves."""
        self._locked = locked
        for axis, row in self._rows.lent.items():
            row.show_locked(axis in locked)

    def show_filming(self, filming: bool) -> None:
        """Have a film below each slider where there is room for two such rows, or none."""
        self._wants_films = filming
        self._fit_films()
        self.updateGeometry()

    def show_films(self, films: Mapping[int, np.ndarray]) -> None:
        """Show what axes do, (h, frames · w) uint8 each; nothing of those that are not among them."""
        self._films = films
        for axis, row in self._rows.lent.items():
            row.show_film(films.get(axis))

    def choose(self, axis: int, value: float) -> None:
        """Take a value as the student's own, of an axis in view."""
        if axis in self._rows.lent:
            self._rows.lent[axis].slider.choose(value)

    def scroll_to(self, axis: int) -> None:
        """Bring an axis, counted from 0, into view, if it is shown."""
        places = np.flatnonzero(self._shown == axis)
        if len(places):
            bar, top = self.verticalScrollBar(), int(places[0]) * self._row_height
            lowest = top + self._row_height - self.viewport().height()
            bar.setValue(min(max(bar.value(), lowest), top))

    def height_of(self, rows: int, films: int | None = None) -> int:
        """How high the list must be to show so many rows as they are wanted; films: of the last not all."""
        return rows * self._plain_height + _FILM_ROOM * self._wants_films * (rows if films is None else films)

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(260, self.height_of(_ROWS_LEAST))  # the panel gives it what is left

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _ROWS_LEAST * self._plain_height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._row_height:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_films()
        self._fit_page()
        self._bind_visible()
        self.view_changed.emit()

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
        elif not self.is_held:  # else it would slip away
            self._last_scroll_s = now_s
            super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab enters at the first visible slider, from behind at the last visible value."""
        super().focusInEvent(event)
        visible = self.in_view
        if visible and event.reason() == Qt.FocusReason.TabFocusReason:
            self._focus.go(visible[0], "slider")
        elif visible and event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._focus.go(visible[-1], "box")

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from axis to axis, and at the end to the list's neighbours, not the row's."""
        if self._focus.step(self._shown, forward):
            return True
        if self._focus.at is not None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return super().focusNextPrevChild(forward)

    # How it works

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Latent dimensions"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setWidget(self._page)
        self._measure()

    def _connect_row(self, row: SliderRow) -> None:
        row.show_filming(self._is_filming)
        row.fit(self._label_width)
        row.value_chosen.connect(self._choose)
        row.gripped.connect(self.gripped)
        row.lock_clicked.connect(self.lock_clicked)
        row.menu_requested.connect(self.menu_requested)

    def _measure(self) -> None:
        """Take the row height from a real row, so that any font and theme fits."""
        row = self._rows.any
        row.ensurePolished()
        note = _WIDEST_NOTE if self._look.shares is not None else ""
        self._label_width = row.label.width_of(axis_name(max(0, len(self._z) - 1), self._look.kind), note)
        for one in self._rows.all():
            one.fit(self._label_width)
        self._plain_height = row.plain_height + _ROW_PADDING
        self._row_height = self._plain_height + _FILM_ROOM * self._is_filming
        self.verticalScrollBar().setSingleStep(self._row_height)
        self._fit_page()
        self._bind_visible()
        self.updateGeometry()
        self.view_changed.emit()  # wider names leave less room for films

    def _arrange(self, shown: np.ndarray) -> None:
        """Other axes, or another order: from the top."""
        self._shown = shown
        for axis in list(self._rows.lent):
            self._retire(axis)
        self._fit_page()
        self.verticalScrollBar().setValue(0)
        self._bind_visible()
        self.updateGeometry()

    def _fit_page(self) -> None:
        self._page.resize(self.viewport().width(), len(self._shown) * self._row_height)

    def _fit_films(self) -> None:
        filming = self._wants_films and self.height() >= 2 * (self._plain_height + _FILM_ROOM)
        if filming != self._is_filming:
            self._is_filming = filming
            for row in self._rows.all():
                row.show_filming(filming)
            self._measure()

    def _bind_visible(self) -> None:
        """Lend rows to the axes in view and take back those that left it."""
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        first = top // self._row_height
        visible = self._shown[first : -(-(top + height) // self._row_height)].tolist()
        gone = self._rows.gone(visible)
        for axis in gone:
            self._retire(axis)
        came = [axis for axis in visible if axis not in self._rows.lent]
        for place, axis in enumerate(visible, first):
            row = self._rows.lent.get(axis) or self._lend(axis)
            row.setGeometry(0, place * self._row_height, self._page.width(), self._row_height)
        self._rows.hide_spare()
        if gone or came:
            self.view_changed.emit()

    def _lend(self, axis: int) -> SliderRow:
        row = self._rows.lend(axis)
        row.bind(axis, self._look)
        row.show_locked(axis in self._locked)
        row.show_number(self._z[axis].item())
        row.show_film(self._films.get(axis))
        row.show()
        return row

    def _retire(self, axis: int) -> None:
        if self._rows.lent[axis].isAncestorOf(QApplication.focusWidget() or self):
            # Keys must not move what the row stands for next.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rows.take_back(axis)

    def _row_at(self, place: QPoint) -> SliderRow | None:
        index = (place.y() + self.verticalScrollBar().value()) // self._row_height
        return self._rows.lent.get(int(self._shown[index])) if 0 <= index < len(self._shown) else None

    def _choose(self, axis: int, value: float) -> None:
        self._z[axis] = value
        if not self._chosen:
            self._due.emit()
        self._chosen.add(axis)

    def _tell(self) -> None:
        if self._chosen:
            self._chosen.clear()
            self.moved.emit(self.point)
