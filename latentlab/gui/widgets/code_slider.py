"""One latent value as a handle on a line, filled from zero."""

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSlider, QWidget

_POSITIONS = 10_000  # of the handle along the line
_RADIUS = 7.0
EDGE = 10.0  # room for the handle's ring at both ends
_BARS = 9.0  # height of the highest bar above the line
_NOTCH = 120  # what a wheel turns by one click


class CodeSlider(QSlider):
    """A slider over real numbers that never rounds a value it is shown.

    The value may lie outside the range: the handle waits at that end. A click jumps to the place, a double
    click (or Delete) zeroes. While the handle is held the mouse is right: new ranges and values wait for its
    release.
    """

    value_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._number = 0.0
        self._low, self._high = -1.0, 1.0
        self._next_range: tuple[float, float] | None = None  # came while the handle was held
        self._grip = 0.0  # from the mouse to the middle of the handle, while held
        self._turned = 0  # wheel angle short of a click
        self._bars: list[float] = []  # heights up to 1
        self._bar_rects: tuple[float, list[QRectF]] = (0.0, [])  # the same, on a line of this length
        self._is_locked = False
        self.setRange(0, _POSITIONS)
        self.setSingleStep(_POSITIONS // 200)
        self.setPageStep(_POSITIONS // 10)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a number line, in every language
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.valueChanged.connect(self._position_changed)
        self.sliderReleased.connect(self._settle)
        self._place()

    @property
    def number(self) -> float:
        """The value that is shown."""
        return self._number

    def show_number(self, number: float) -> None:
        """Move the handle to a value, without a signal."""
        if number != self._number:
            self._number = number
            self._place()

    def show_range(self, low: float, high: float) -> None:
        """Let the line reach from `low` to `high`; the value stays."""
        if self.isSliderDown():
            self._next_range = (low, high)
            return
        self._low, self._high = low, high
        self._place()

    def show_bars(self, bars: np.ndarray | None) -> None:
        """Draw a histogram (bins,) of heights up to 1 above the line, None for none."""
        self._bars = bars.tolist() if bars is not None else []
        self._bar_rects = 0.0, []
        self.update()

    def show_locked(self, locked: bool) -> None:
        """Let mouse, wheel and keys move nothing, or again."""
        if locked != self._is_locked:
            self._is_locked = locked
            self.setSliderDown(False)
            self.update()

    def choose_share(self, share: float) -> None:
        """Take the value at a share of the way from the low end to the high one as the student's own."""
        self.choose(self._low + share * (self._high - self._low))

    def choose(self, number: float) -> None:
        """Take a value as the student's own."""
        if self._is_locked:
            return
        self.show_number(number)
        self.value_chosen.emit(number)

    def step(self, steps: int) -> None:
        """Go some fine steps, as an arrow key does."""
        if not self._is_locked:
            self.setValue(self.value() + steps * self.singleStep())

    def turn(self, angle: int) -> None:
        """Go as many fine steps as a wheel turned by `angle` eighths of a degree asks for."""
        if angle * self._turned < 0:
            self._turned = 0
        clicks = int((self._turned + angle) / _NOTCH)
        self._turned += angle - clicks * _NOTCH
        if clicks and not self.isSliderDown():
            self.step(clicks)

    def sizeHint(self) -> QSize:
        return QSize(120, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 24)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._is_locked:
            event.ignore()
            return
        away = self._handle_x() - event.position().x()
        on_handle = abs(away) <= _RADIUS + 1
        self._grip = away if on_handle else 0.0
        self.setSliderDown(True)
        if not on_handle:
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.choose(0.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.choose(0.0)
        elif self._is_locked:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the list knows whether it is being scrolled: it calls `turn`

    def hideEvent(self, event: QHideEvent) -> None:
        self.setSliderDown(False)
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bars(painter)
        self._paint_line(painter)
        self._paint_handle(painter)

    def _paint_bars(self, painter: QPainter) -> None:
        """Upright rectangles without smoothed edges: a path of the same takes fifty times as long."""
        run = self._run()
        if self._bars and self._bar_rects[0] != run:
            base, step = self.height() / 2 - 1.5, run / len(self._bars)
            self._bar_rects = (
                run,
                [
                    QRectF(EDGE + place * step, base - _BARS * height, step, _BARS * height)
                    for place, height in enumerate(self._bars)
                    if height
                ],
            )
        if self._bars:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(QPalette.ColorRole.PlaceholderText, 95))
            painter.drawRects(self._bar_rects[1])
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_line(self, painter: QPainter) -> None:
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour(QPalette.ColorRole.Dark, 130))
        painter.drawRoundedRect(QRectF(EDGE - 2, middle - 1.5, self._run() + 4, 3), 1.5, 1.5)
        painter.setBrush(self._accent())
        zero, handle = self._x_of(0.0), self._handle_x()
        painter.drawRoundedRect(QRectF(min(zero, handle), middle - 1.5, abs(handle - zero), 3), 1.5, 1.5)
        if self._low <= 0 <= self._high:
            painter.setBrush(self._colour(QPalette.ColorRole.Dark, 255))
            painter.drawRect(QRectF(round(zero) - 0.5, middle - 6, 1, 12))

    def _paint_handle(self, painter: QPainter) -> None:
        centre = QPointF(self._handle_x(), self.height() / 2)
        if self.hasFocus() or self.underMouse() or self.isSliderDown():
            painter.setBrush(self._colour(QPalette.ColorRole.Highlight, 90 if self.hasFocus() else 50))
            painter.drawEllipse(centre, _RADIUS + 3, _RADIUS + 3)
        painter.setPen(QPen(self._accent(), 1.5))
        pressed = self.isSliderDown()
        # Not Button: a style sheet's background changes that role.
        painter.setBrush(self._accent() if pressed else self.palette().color(QPalette.ColorRole.Light))
        painter.drawEllipse(centre, _RADIUS - 0.75, _RADIUS - 0.75)
        beyond = (self._number > self._high) - (self._number < self._low)
        if beyond:
            self._paint_beyond(painter, centre, beyond)

    def _paint_beyond(self, painter: QPainter, centre: QPointF, side: int) -> None:
        """An arrow head in the handle: the true value lies further out."""
        tip, back = centre + QPointF(2 * side, 0), centre - QPointF(1.5 * side, 0)
        painter.drawPolyline([back + QPointF(0, -3), tip, back + QPointF(0, 3)])

    def _colour(self, role: QPalette.ColorRole, alpha: int) -> QColor:
        colour = self.palette().color(role)
        colour.setAlpha(alpha)
        return colour

    def _accent(self) -> QColor:
        is_live = self.isEnabled() and not self._is_locked
        role = QPalette.ColorRole.Highlight if is_live else QPalette.ColorRole.Dark
        return self.palette().color(role)

    def _place(self) -> None:
        """Put the handle where the number is, unless the mouse holds it."""
        if not self.isSliderDown():
            with QSignalBlocker(self):
                self.setValue(self._position_of(self._number))
        self.update()

    def _settle(self) -> None:
        if self._next_range is not None:
            self._low, self._high = self._next_range
            self._next_range = None
        self._place()

    def _position_changed(self, position: int) -> None:
        """Keys, the mouse and assistive tools move the handle: the number follows."""
        self._number = self._low + position / _POSITIONS * (self._high - self._low)
        self.value_chosen.emit(self._number)

    def _position_of(self, number: float) -> int:
        if math.isnan(number):
            return 0
        share = (number - self._low) / (self._high - self._low)
        return round(min(1.0, max(0.0, share)) * _POSITIONS)

    def _follow(self, event: QMouseEvent) -> None:
        share = (event.position().x() + self._grip - EDGE) / self._run()
        self.setValue(round(min(1.0, max(0.0, share)) * _POSITIONS))

    def _run(self) -> float:
        return max(1.0, self.width() - 2 * EDGE)

    def _handle_x(self) -> float:
        return EDGE + self.value() / _POSITIONS * self._run()

    def _x_of(self, number: float) -> float:
        return EDGE + self._position_of(number) / _POSITIONS * self._run()
