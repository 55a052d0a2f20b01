"""A sheet to draw on with mouse, pen or finger."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from latentlab.data.brush import Touch
from latentlab.data.sheet import Sheet
from latentlab.gui.widgets.digit_image import ink_image

LEAST_WIDTH, USUAL_WIDTH, MOST_WIDTH = 6, 28, 60  # of the brush, in pixels; 28 gives as much ink as MNIST has
_SIDE = 280  # of the sheet's longer side, about
_LIGHTEST = 0.3  # of its width has a brush that hardly touches
_CORNER = 4.0
_UNDO, _REDO, _CLEAR = ("Ctrl+Z",), ("Ctrl+Shift+Z", "Ctrl+Y"), ("Del", "Backspace")
_ERASER, _THINNER, _THICKER = "E", "[", "]"
_OWN_KEYS = {*_UNDO, *_REDO, *_CLEAR, _ERASER, _THINNER, _THICKER}
_PAPER, _HINT = QColor(0, 0, 0), QColor(150, 154, 164)  # in light and dark: images are white on black
_TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


class DrawingPad(QWidget):
    """White ink on black; tells of every change at most once a pass of the event loop."""

    drawn = Signal(object)  # Drawn, also while a stroke is under way
    history_changed = Signal(bool, bool)  # whether there is something to undo, to redo
    eraser_toggled = Signal(bool)  # by key
    width_stepped = Signal(int)  # by key: one up or down
    _due = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet((_SIDE, _SIDE))
        self.brush_width = USUAL_WIDTH
        self.erases = False
        self._hint = ""
        self._is_told = True
        self._pointer: QPointF | None = None  # where the brush hovers
        self._is_target = False  # something is dragged over it
        # Queued, not a timer: the image is encoded and shown in the very repaint that shows the stroke.
        self._due.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Drawing pad"))

    # --- what is shown ------------------------------------------------------------------------------------

    def show_shape(self, shape: tuple[int, int]) -> None:
        """Take a new sheet for images (h, w), in their proportions."""
        height, width = shape
        scale = max(1, _SIDE // max(height, width))
        self.sheet = Sheet((height * scale, width * scale))
        self._changed()

    def show_hint(self, hint: str) -> None:
        """Say this on an empty sheet."""
        self._hint = hint
        self.update()

    def show_target(self, is_target: bool) -> None:
        """Show that what is dragged here can be dropped."""
        self._is_target = is_target
        self.update()

    # --- what a student can intend ------------------------------------------------------------------------

    def put(self, ink: np.ndarray, picture: str = "") -> None:
        """Replace all ink by (H, W) uint8 of the sheet's shape."""
        self.sheet.put(ink, picture)
        self._changed()

    def clear(self) -> None:
        """Take all ink away."""
        self.sheet.clear()
        self._changed()

    def undo(self) -> None:
        """Take the last stroke back."""
        self.sheet.undo()
        self._changed()

    def redo(self) -> None:
        """Draw again what was taken back."""
        self.sheet.redo()
        self._changed()

    # --- hands --------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            erases = self.erases or event.button() == Qt.MouseButton.RightButton
            self._begin(event.position(), 1.0, erases)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._lead(event.position(), 1.0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen draws as thick as it presses; its other end erases."""
        place, pressure = event.position(), event.pressure()
        match event.type():
            case QEvent.Type.TabletPress:
                is_eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self._begin(place, pressure, self.erases or is_eraser)
            case QEvent.Type.TabletMove:
                self._lead(place, pressure)
            case QEvent.Type.TabletRelease:
                self._end()
        event.accept()  # else it would come again as the mouse

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.type() in _TOUCHES:
            self._touch(event)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(_keys(event) in _OWN_KEYS)  # the window has other uses for some of them
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = _keys(event)
        if keys in _UNDO:
            self.undo()
        elif keys in _REDO:
            self.redo()
        elif keys == _ERASER:
            self.eraser_toggled.emit(not self.erases)
        elif keys in (_THINNER, _THICKER):
            self.width_stepped.emit(1 if keys == _THICKER else -1)
        elif keys in _CLEAR:
            self.clear()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    # --- drawing ------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(200, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 80)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame, drawn = self._frame(), self.sheet.drawn
        edge = QPainterPath()
        edge.addRoundedRect(frame, _CORNER, _CORNER)
        painter.save()
        painter.setClipPath(edge)
        painter.fillRect(frame, _PAPER)
        if not drawn.is_empty:
            painter.drawImage(frame, ink_image(drawn.ink))
        self._paint_brush(painter)
        painter.restore()
        if drawn.is_empty:
            painter.setPen(_HINT)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(frame.adjusted(12, 12, -12, -12), flags, self._hint)
        is_lit = self._is_target or self.hasFocus()
        colour = self.palette().color(QPalette.ColorRole.Highlight if is_lit else QPalette.ColorRole.Dark)
        painter.setPen(QPen(colour, 2 if is_lit else 1))
        painter.drawPath(edge)

    def _paint_brush(self, painter: QPainter) -> None:
        """A ring as large as the brush, where it would draw; grey shows on ink and paper alike."""
        if self._pointer is None:
            return
        radius = self.brush_width / 2 * self._scale()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_HINT, 1.2, Qt.PenStyle.DashLine if self.erases else Qt.PenStyle.SolidLine))
        painter.drawEllipse(self._pointer, radius, radius)

    # --- inside -------------------------------------------------------------------------------------------

    def _frame(self) -> QRectF:
        """Where the sheet is on this widget, in its proportions."""
        height, width = self.sheet.shape
        scale = min((self.width() - 2) / width, (self.height() - 2) / height)
        place = QRectF(0, 0, scale * width, scale * height)
        place.moveCenter(QRectF(self.rect()).center())
        return place

    def _scale(self) -> float:
        """Pixels of this widget for one of the sheet."""
        return self._frame().width() / self.sheet.shape[1]

    def _touch_at(self, place: QPointF, pressure: float) -> Touch:
        inside = (place - self._frame().topLeft()) / self._scale()
        share = _LIGHTEST + (1 - _LIGHTEST) * min(1.0, max(0.0, pressure))
        return Touch(inside.x(), inside.y(), share * self.brush_width / 2)

    def _begin(self, place: QPointF, pressure: float, erases: bool) -> None:
        self.sheet.begin(self._touch_at(place, pressure), erases)
        self._hover(place)
        self._changed()

    def _lead(self, place: QPointF, pressure: float) -> None:
        self._hover(place)
        if self.sheet.is_in_stroke:
            self.sheet.lead(self._touch_at(place, pressure))
            self._changed()

    def _end(self) -> None:
        if self.sheet.is_in_stroke:
            self.sheet.end()
            self._changed()

    def _touch(self, event: QTouchEvent) -> None:
        """The first finger draws; others are taken to be the resting hand."""
        match event.type():
            case QEvent.Type.TouchBegin:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self._begin(event.point(0).position(), 1.0, self.erases)
            case QEvent.Type.TouchUpdate:
                self._lead(event.point(0).position(), 1.0)
            case _:
                self._end()
        event.accept()

    def _hover(self, place: QPointF | None) -> None:
        self._pointer = place
        self.update()

    def _changed(self) -> None:
        self.history_changed.emit(self.sheet.can_undo, self.sheet.can_redo)
        self.update()
        if self._is_told:
            self._is_told = False
            self._due.emit()

    def _tell(self) -> None:
        if not self._is_told:
            self._is_told = True
            self.drawn.emit(self.sheet.drawn)


def _keys(event: QKeyEvent) -> str:
    return QKeySequence(event.keyCombination()).toString()
