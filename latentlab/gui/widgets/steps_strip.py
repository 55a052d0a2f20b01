"""The six steps of a training, and the test that follows them, as a strip that one sees advance."""

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.tokens import Tokens

STEPS = ("split", "data", "model", "loss", "optimizer", "loop", "test")
LOOP, TEST = STEPS.index("loop"), STEPS.index("test")
_DISC = 15.0
_GAP = 3.0  # between a disc and the line to the next
_SMALLER = 0.86  # of the font
_ADVANCE_MS = 110  # the eye follows from one step to the next


class StepState(Enum):
    """How far a step is."""

    WAITING = "waiting"
    CURRENT = "current"
    DONE = "done"


class StepsStrip(QWidget):
    """One sign a step, with its name below; what a step did is said when the mouse rests on it."""

    step_clicked = Signal(str)  # one of STEPS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = 0  # steps that are shown as done
        self._wanted = 0
        self._clock = QTimer(self)
        self._clock.setInterval(_ADVANCE_MS)
        self._clock.timeout.connect(self._advance)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The six steps"))
        self.signs = [_Sign(name, title, self) for name, title in self._titles().items()]
        for sign in self.signs:
            sign.clicked.connect(lambda _=False, name=sign.name: self.step_clicked.emit(name))
        self._show_states()

    def _titles(self) -> dict[str, str]:
        return {
            "split": self.tr("Split"),
            "data": self.tr("Data"),
            "model": self.tr("Model"),
            "loss": self.tr("Loss"),
            "optimizer": self.tr("Optimizer"),
            "loop": self.tr("Loop"),
            "test": self.tr("Test"),
        }

    # values in

    def show_done(self, count: int) -> None:
        """So many steps are done, and the next one is under way; all seven after the test.

        Forwards the strip goes step by step, as the eye can follow; backwards at once.
        """
        self._wanted = count
        if count == self._shown:
            self._clock.stop()
        elif count < self._shown or not self.isVisible():
            self._clock.stop()
            self._shown = count
            self._show_states()
        elif not self._clock.isActive():
            self._clock.start()

    def show_loop(self, share: float) -> None:
        """Say how much of the loop is over, from 0 to 1."""
        self.signs[LOOP].show_share(share)

    def show_stories(self, stories: Mapping[str, str]) -> None:
        """What each step did, in a sentence or two, by the step's name."""
        for sign in self.signs:
            sign.show_story(stories.get(sign.name, ""))

    # what it is made of

    @property
    def states(self) -> dict[str, StepState]:
        """How far each step is shown to be."""
        return {sign.name: sign.state for sign in self.signs}

    def sizeHint(self) -> QSize:
        least = sum(sign.least_width for sign in self.signs)
        return QSize(least + 40, self.signs[0].sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(sign.least_width for sign in self.signs), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is left of the width goes between the names in equal shares."""
        spare = max(0.0, self.width() - sum(sign.least_width for sign in self.signs))
        left = 0.0
        for sign in self.signs:
            width = sign.least_width + spare / len(self.signs)
            sign.setGeometry(QRectF(left, 0, width, self.height()).toRect())
            left += width

    def paintEvent(self, event: QPaintEvent) -> None:
        """The way from sign to sign: in the accent's colour as far as it is gone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        for number, (sign, after) in enumerate(zip(self.signs, self.signs[1:], strict=False)):
            start, end = sign.centre_in_strip, after.centre_in_strip
            gap = QPointF(_DISC / 2 + _GAP, 0)
            is_gone = number < self._shown
            painter.setPen(QPen(QColor(tokens.accent if is_gone else tokens.border), 1.5))
            painter.drawLine(start + gap, end - gap)
            if number == LOOP:
                self._paint_tip(painter, end - gap)

    def _paint_tip(self, painter: QPainter, tip: QPointF) -> None:
        """The test is no step of the training: an arrow leads out of it."""
        painter.setBrush(painter.pen().color())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-4.5, -3), tip + QPointF(-4.5, 3)]))

    def _advance(self) -> None:
        self._shown += 1
        self._show_states()
        if self._shown >= self._wanted:
            self._clock.stop()

    def _show_states(self) -> None:
        for number, sign in enumerate(self.signs):
            if number < self._shown:
                sign.show_state(StepState.DONE)
            else:
                sign.show_state(StepState.CURRENT if number == self._shown else StepState.WAITING)
        self.update()


class _Sign(QAbstractButton):
    """A disc with a tick, a ring or nothing in it, and a name below."""

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.state = StepState.WAITING
        self._share = 0.0
        self._story = ""
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_state(self, state: StepState) -> None:
        if state is self.state and self.accessibleName():
            return
        self.state = state
        words = {
            StepState.WAITING: self.tr("{step}: waiting"),
            StepState.CURRENT: self.tr("{step}: under way"),
            StepState.DONE: self.tr("{step}: done"),
        }
        self.setAccessibleName(words[state].format(step=self.text()))
        self.update()

    def show_share(self, share: float) -> None:
        if share != self._share:
            self._share = share
            self.update()

    def show_story(self, story: str) -> None:
        if story != self._story:
            self._story = story
            self.setToolTip(story)
            self.setAccessibleDescription(story)

    @property
    def least_width(self) -> int:
        """The name's, and a hair to either side."""
        return QFontMetrics(self._font(bold=True)).horizontalAdvance(self.text()) + 4

    @property
    def centre_in_strip(self) -> QPointF:
        """The middle of the disc."""
        return QPointF(self.geometry().left() + self.width() / 2, 2 + _DISC / 2)

    def sizeHint(self) -> QSize:
        return QSize(self.least_width, int(_DISC) + 6 + QFontMetrics(self._font(bold=True)).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        disc = QRectF(self.width() / 2 - _DISC / 2, 2, _DISC, _DISC).adjusted(0.75, 0.75, -0.75, -0.75)
        match self.state:
            case StepState.DONE:
                self._paint_done(painter, tokens, disc)
            case StepState.CURRENT:
                self._paint_current(painter, tokens, disc)
            case StepState.WAITING:
                painter.setPen(QPen(QColor(tokens.control), 1.2))
                painter.drawEllipse(disc)
        self._paint_name(painter, tokens)

    def _paint_done(self, painter: QPainter, tokens: Tokens, disc: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(disc)
        pen = QPen(QColor(tokens.on_accent), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corners = [QPointF(-3.2, 0.2), QPointF(-0.9, 2.6), QPointF(3.3, -2.4)]
        painter.drawPolyline([disc.center() + corner for corner in corners])

    def _paint_current(self, painter: QPainter, tokens: Tokens, disc: QRectF) -> None:
        ring = disc.adjusted(0.5, 0.5, -0.5, -0.5)
        if self.name != "loop":
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawEllipse(ring)
            return
        painter.setPen(QPen(QColor(tokens.accent_soft), 3))
        painter.drawEllipse(ring)
        painter.setPen(QPen(QColor(tokens.accent), 0.8))
        for edge in (1.5, -1.5):
            painter.drawEllipse(ring.adjusted(-edge, -edge, edge, edge))
        pen = QPen(QColor(tokens.accent), 3)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * min(1.0, self._share)))

    def _paint_name(self, painter: QPainter, tokens: Tokens) -> None:
        is_current = self.state is StepState.CURRENT
        painter.setFont(self._font(bold=is_current))
        is_waiting = self.state is StepState.WAITING
        painter.setPen(QColor(tokens.muted if is_waiting else tokens.text))
        words = QRectF(0, _DISC + 3, self.width(), self.height() - _DISC - 3)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.text())
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(tokens.accent), 1))
            metrics = painter.fontMetrics()
            width = metrics.horizontalAdvance(self.text())
            line = _DISC + 3 + metrics.ascent() + 2.5
            left = (self.width() - width) / 2
            painter.drawLine(QPointF(left, line), QPointF(left + width, line))

    def _font(self, bold: bool) -> QFont:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        font.setBold(bold)
        return font
