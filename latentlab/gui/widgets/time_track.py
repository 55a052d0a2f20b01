"""The track of the timeline: a tick for each kept epoch, the validation loss behind them, and a handle."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.tokens import Tokens
from latentlab.gui.widgets.loss_curves import piece_means

_MARGIN = 10  # left and right of the track, for half a handle
_GROOVE = 4
_HANDLE = 7  # radius
_TICK = 5
_FAR = 10  # ticks that Page Up and Page Down pass over
_MOST_LOSSES = 200  # that the line has corners: a smooth one of many takes milliseconds
_NOTCH = 120  # of a mouse wheel, in eighths of a degree


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What lies on the track, all in epochs."""

    ticks: Sequence[float]  # rising
    learnt: float
    total: float
    best: float | None
    losses: Sequence[tuple[float, float]]  # epoch, validation loss
    handle: float
    is_now: bool  # the handle stands where the run is, not where a student travelled to


class TimeTrack(QWidget):
    """Snaps to the ticks; right of the last one is now."""

    moved = Signal(int)  # number of the tick
    now_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = Marks((), 0.0, 1.0, None, (), 0.0, True)
        self._wheel = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Timeline"))

    def show_marks(self, marks: Marks) -> None:
        """Draw another state of the run."""
        self.marks = marks
        self.update()

    def place_of(self, epoch: float) -> float:
        """Where an epoch lies, in pixels from the left."""
        return _MARGIN + (self.width() - 2 * _MARGIN) * epoch / self._right_end()

    def sizeHint(self) -> QSize:
        return QSize(500, 38)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 38)

    # what a student does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position().x())
        elif self.marks.ticks:
            QToolTip.showText(
                event.globalPosition().toPoint(), self._told(self._tick_at(event.position().x())), self
            )

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        self._wheel += delta.y() if delta.y() else -delta.x()
        notches = int(self._wheel / _NOTCH)
        self._wheel -= notches * _NOTCH
        if notches:
            self._step(notches)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Down:
                self._step(-1)
            case Qt.Key.Key_Right | Qt.Key.Key_Up:
                self._step(1)
            case Qt.Key.Key_PageDown:
                self._step(-_FAR)
            case Qt.Key.Key_PageUp:
                self._step(_FAR)
            case Qt.Key.Key_Home:
                self._step(-len(self.marks.ticks))
            case Qt.Key.Key_End:
                self.now_requested.emit()
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Home, Qt.Key.Key_End)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_ours = event.key() in keys and event.modifiers() == Qt.KeyboardModifier.NoModifier
            if is_ours:
                event.accept()  # Home fits the map elsewhere
                return True
        return super().event(event)

    def _go_to(self, x: float) -> None:
        marks = self.marks
        if not marks.ticks:
            return
        beyond = self.place_of(marks.learnt) + _HANDLE
        if x > beyond:
            self.now_requested.emit()
        else:
            self.moved.emit(self._tick_at(x))

    def _step(self, ticks: int) -> None:
        """So many ticks on; past the last one is now, and from there the first way back is the newest."""
        marks = self.marks
        if not marks.ticks:
            return
        if marks.is_now:
            if ticks > 0:
                return
            here = bisect_left(marks.ticks, marks.handle)
        else:
            here = self._nearest(marks.handle)
        there = here + ticks
        if there >= len(marks.ticks):
            self.now_requested.emit()
        else:
            self.moved.emit(max(0, there))

    def _tick_at(self, x: float) -> int:
        return self._nearest((x - _MARGIN) / max(1, self.width() - 2 * _MARGIN) * self._right_end())

    def _nearest(self, epoch: float) -> int:
        ticks = self.marks.ticks
        after = min(bisect_left(ticks, epoch), len(ticks) - 1)
        before = max(0, after - 1)
        return before if epoch - ticks[before] <= ticks[after] - epoch else after

    def _told(self, tick: int) -> str:
        epoch = self.marks.ticks[tick]
        known = [loss for number, loss in self.marks.losses if number <= epoch]
        if not known:
            return self.tr("Epoch {epoch:.1f}").format(epoch=epoch)
        text = self.tr("Epoch {epoch:.1f} · validation {validation:.4f}")
        return text.format(epoch=epoch, validation=known[-1])

    def _middle(self) -> float:
        """Height of the groove: the losses are above it, the ticks below."""
        return round(0.6 * self.height())

    def _right_end(self) -> float:
        """A round number of epochs with room for all that is learnt, so that the ticks seldom move."""
        marks = self.marks
        end = 1.0
        for factor in (2.0, 2.5, 2.0) * 6:  # 1, 2, 5, 10, 20, …
            if end >= marks.learnt:
                break
            end *= factor
        return max(marks.learnt, min(end, marks.total), 1e-9)

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        self._draw_losses(painter, tokens)
        self._draw_groove(painter, tokens)
        self._draw_ticks(painter, tokens)
        self._draw_handle(painter, tokens)
        painter.end()

    def _draw_losses(self, painter: QPainter, tokens: Tokens) -> None:
        losses = np.array(self.marks.losses, float).reshape(-1, 2)
        losses = losses[np.isfinite(losses[:, 1]) & (losses[:, 1] > 0)]
        if len(losses) < 2:
            return
        epochs, means = piece_means(losses[:, 0], losses[:, 1], _MOST_LOSSES)
        heights = np.log(means)
        span = max(float(np.ptp(heights)), 1e-6)
        y = 2 + (self._middle() - _GROOVE - 2) * (heights.max() - heights) / span
        line = QPolygonF([QPointF(self.place_of(x), at) for x, at in zip(epochs, y, strict=True)])
        colour = QColor(tokens.validation)
        colour.setAlpha(110)
        painter.setPen(QPen(colour, 1.25))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(line)

    def _draw_groove(self, painter: QPainter, tokens: Tokens) -> None:
        middle = self._middle()
        left, end = _MARGIN, self.width() - _MARGIN
        painter.setPen(Qt.PenStyle.NoPen)
        for right, colour in ((end, tokens.border), (self.place_of(self.marks.learnt), tokens.control)):
            painter.setBrush(QColor(colour))
            groove = QRectF(left, middle - _GROOVE / 2, max(0.0, right - left), _GROOVE)
            painter.drawRoundedRect(groove, _GROOVE / 2, _GROOVE / 2)

    def _draw_ticks(self, painter: QPainter, tokens: Tokens) -> None:
        middle = self._middle()
        painter.setPen(QPen(QColor(tokens.control), 1))
        for epoch in self.marks.ticks:
            x = round(self.place_of(epoch)) + 0.5
            painter.drawLine(QPointF(x, middle + _GROOVE), QPointF(x, middle + _GROOVE + _TICK))
        if self.marks.best is not None:
            x = self.place_of(self.marks.best)
            painter.setPen(QPen(QColor(tokens.validation), 1.75))
            painter.setBrush(QColor(tokens.surface))
            painter.drawEllipse(QPointF(x, middle), 4, 4)

    def _draw_handle(self, painter: QPainter, tokens: Tokens) -> None:
        centre = QPointF(self.place_of(self.marks.handle), self._middle())
        if self.hasFocus():
            soft = QColor(tokens.accent)
            soft.setAlpha(90)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(soft)
            painter.drawEllipse(centre, _HANDLE + 3, _HANDLE + 3)
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.setBrush(QColor(tokens.raised if self.marks.is_now else tokens.accent))
        painter.drawEllipse(centre, _HANDLE - 1, _HANDLE - 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
