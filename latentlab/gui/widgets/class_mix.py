"""Which classes some points are of, beside the share that each class has in all points."""

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.gui.widgets.scatter.class_palette import class_colours

_ROW = 20
_GAP = 8
_BAR = 8.0
_TICK = 2.0
_LONGEST_NAME = 110


class ClassMix(QWidget):
    """A row for each class that is there: a bar for its share, a tick for its share in all points."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes: tuple[str, ...] = ()
        self._counts = np.zeros(0, int)
        self._totals = np.zeros(0, int)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Classes of the selected points"))
        self.setToolTip(
            self.tr(
                "The bar is the share of the selected points. "
                "The tick, and the figure in brackets, is that of all points on the map."
            )
        )

    def show_mix(self, classes: tuple[str, ...], counts: np.ndarray, totals: np.ndarray) -> None:
        """Show counts (C,) of the selected points and totals (C,) of all."""
        self._classes, self._counts, self._totals = classes, counts, totals
        self.setFixedHeight(_ROW * int((counts > 0).sum()))
        self.setAccessibleDescription(
            ", ".join(f"{classes[i]}: {self._figures(i)}" for i in np.flatnonzero(counts).tolist())
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, _ROW * max(1, int((self._counts > 0).sum())))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = np.flatnonzero(self._counts).tolist()
        if len(shown) == 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        names = min(_LONGEST_NAME, max(metrics.horizontalAdvance(self._classes[i]) for i in shown))
        figures = max(metrics.horizontalAdvance(self._figures(i)) for i in shown)
        bars = QRectF(names + _GAP, 0, max(20, self.width() - names - figures - 2 * _GAP), _ROW)
        dark = self.palette().color(QPalette.ColorRole.Base).lightness() < 128
        colours = class_colours(len(self._classes), dark)
        for place, index in enumerate(shown):
            top = place * _ROW
            self._paint_row(painter, index, bars.translated(0, top), QColor(*colours[index].tolist()))

    def _paint_row(self, painter: QPainter, index: int, bars: QRectF, colour: QColor) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        name = self.fontMetrics().elidedText(
            self._classes[index], Qt.TextElideMode.ElideRight, int(bars.left() - _GAP)
        )
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(QRectF(0, bars.top(), bars.left(), _ROW), middle, name)
        right = QRectF(bars.right() + _GAP, bars.top(), self.width() - bars.right() - _GAP, _ROW)
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, self._figures(index))
        track = QRectF(bars.left(), bars.center().y() - _BAR / 2, bars.width(), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(track, 3, 3)
        share, of_all = self._shares(index)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(track.left(), track.top(), share * track.width(), _BAR), 3, 3)
        painter.setBrush(self.palette().color(QPalette.ColorRole.WindowText))
        at = track.left() + of_all * (track.width() - _TICK)
        painter.drawRect(QRectF(at, track.top() - 2, _TICK, _BAR + 4))

    def _shares(self, index: int) -> tuple[float, float]:
        return (
            float(self._counts[index] / max(1, self._counts.sum())),
            float(self._totals[index] / max(1, self._totals.sum())),
        )

    def _figures(self, index: int) -> str:
        share, of_all = self._shares(index)
        return self.tr("{count} · {share} ({all})").format(
            count=f"{self._counts[index]:,}", share=f"{share:.0%}", all=f"{of_all:.0%}"
        )
