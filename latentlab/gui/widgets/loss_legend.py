"""The names of the loss plot's curves; a click hides a curve or shows it again."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.widgets.flow_layout import FlowLayout
from latentlab.gui.widgets.loss_colours import curve_pen
from latentlab.gui.widgets.loss_words import curve_name, curve_tip

_LINE = 14  # pixels of a curve's sample
_GAP = 5


class LossLegend(QWidget):
    """One entry for each curve, in as many rows as they need."""

    toggled = Signal(str, bool)  # the curve, whether it is shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: dict[str, LegendEntry] = {}
        self._shown: tuple[tuple[str, ...], bool] = ((), False)
        self._flow = FlowLayout(self, spacing=8, line_spacing=0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_curves(self, keys: Sequence[str], has_terms: bool) -> None:
        """Name these curves, in this order; those known before keep their state."""
        if (tuple(keys), has_terms) == self._shown:
            return
        self._shown = (tuple(keys), has_terms)
        for key in keys:
            if key not in self.entries:
                self._add(key)
        for key, entry in self.entries.items():
            entry.show_name(curve_name(key, has_terms))
            self._flow.removeWidget(entry)
            entry.setVisible(key in keys)
        for key in keys:
            self._flow.addWidget(self.entries[key])
        self.updateGeometry()

    def _add(self, key: str) -> None:
        entry = LegendEntry(key, self)
        entry.toggled.connect(lambda is_shown: self.toggled.emit(key, is_shown))
        self.entries[key] = entry


class LegendEntry(QAbstractButton):
    """A sample of the curve and its name; pale and struck through where it is hidden."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves Space to play
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("role", "muted")
        self.setToolTip(curve_tip(key))

    def show_name(self, name: str) -> None:
        """Call the curve so."""
        self.setText(name)
        self.setAccessibleName(self.tr("Curve {name}").format(name=name))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(_LINE + _GAP + metrics.horizontalAdvance(self.text()) + 3, metrics.height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, middle = tokens_of(self.palette()), self.height() / 2
        painter = QPainter(self)
        pen = curve_pen(self.key, tokens, 2.0)
        if not self.isChecked():
            pen.setColor(QColor(tokens.disabled))
        painter.setPen(pen)
        painter.drawLine(QPointF(0, middle), QPointF(_LINE, middle))
        font = self.font()
        font.setStrikeOut(not self.isChecked())
        painter.setFont(font)
        lit = self.underMouse() or self.hasFocus()
        painter.setPen(QColor(tokens.text if lit else tokens.muted if self.isChecked() else tokens.disabled))
        place = self.rect().adjusted(_LINE + _GAP, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
