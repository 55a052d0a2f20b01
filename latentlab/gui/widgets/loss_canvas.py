"""The field that loss curves are drawn in: axes, curves, marks, and lines across."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsItem

from latentlab.gui.tokens import Tokens
from latentlab.gui.widgets.loss_colours import cosmetic_pen, curve_pen
from latentlab.gui.widgets.loss_curves import LossAxis
from latentlab.gui.widgets.loss_run import PCA, TRAINING, VALIDATION

Points = tuple[np.ndarray, np.ndarray]
NOTHING: Points = (np.zeros(0), np.zeros(0))


class LossCanvas(pg.PlotWidget):
    """Draws what it is given, in heights of its axis; knows nothing of runs."""

    hovered = Signal(float, QPoint)  # the epoch under the mouse, the place in this widget
    left = Signal()

    def __init__(self) -> None:
        self.axis = LossAxis("left")
        super().__init__(axisItems={"left": self.axis, "bottom": LossAxis("bottom")}, background=None)
        self._tokens: Tokens | None = None  # that the curves are drawn with
        self.curves: dict[str, pg.PlotCurveItem] = {}
        self._set_up()
        self.raw = self._added(pg.PlotCurveItem())
        self.changes = self._added(pg.PlotCurveItem(connect="pairs"))
        self.flags = self._added(pg.ScatterPlotItem(size=8, pxMode=True, symbol="t"))
        self.reference = self._added(pg.InfiniteLine(angle=0))
        self.marks = self._added(pg.ScatterPlotItem(size=5, pxMode=True))
        self.best_mark = self._added(pg.ScatterPlotItem(size=9, pxMode=True, symbol="o"))
        self.crosshair = self._added(pg.InfiniteLine(angle=90))
        self.cursor_line = self._added(pg.InfiniteLine(angle=90))
        for item in (self.reference, self.crosshair, self.cursor_line):
            item.hide()
        self.scene().sigMouseMoved.connect(self._mouse_moved)

    @property
    def tokens(self) -> Tokens | None:
        """The theme that it is drawn with."""
        return self._tokens

    def draw_curve(self, key: str, points: Points, connect: np.ndarray | str = "all") -> None:
        """Draw a curve of the run, nothing of it where there are no points."""
        if key not in self.curves:
            self.curves[key] = self._added(pg.PlotCurveItem(antialias=True))
            if self._tokens is not None:
                self.curves[key].setPen(curve_pen(key, self._tokens))
        self.curves[key].setData(*points, connect=connect, skipFiniteCheck=True)

    def draw_changes(self, at: np.ndarray, low: float, high: float) -> None:
        """Flags at the epochs where something was changed; at: (C,)."""
        self.changes.setData(np.repeat(at, 2), np.tile([low, high], len(at)), connect="pairs")
        self.flags.setData(at, np.full(len(at), high - 0.03 * (high - low)))

    def take_colours(self, tokens: Tokens) -> None:
        """Draw everything with these colours."""
        self._tokens = tokens
        validation = QColor(tokens.validation)
        faint = QColor(tokens.training)
        faint.setAlpha(80)
        self.raw.setPen(cosmetic_pen(faint, 1.0))
        for key, curve in self.curves.items():
            curve.setPen(curve_pen(key, tokens))
        self.marks.setPen(cosmetic_pen(validation, 1.0))
        self.marks.setBrush(validation)
        self.best_mark.setPen(cosmetic_pen(validation, 1.5))
        self.best_mark.setBrush(QColor(tokens.window))
        self.reference.setPen(curve_pen(PCA, tokens))
        self.changes.setPen(cosmetic_pen(QColor(tokens.control), 1.0, Qt.PenStyle.DotLine))
        self.flags.setPen(cosmetic_pen(QColor(tokens.control), 1.0))
        self.flags.setBrush(QColor(tokens.control))
        self.crosshair.setPen(cosmetic_pen(QColor(tokens.control), 1.0))
        self.cursor_line.setPen(cosmetic_pen(QColor(tokens.accent), 2.0))
        for name in ("left", "bottom"):
            axis = self.getAxis(name)
            axis.setPen(cosmetic_pen(QColor(tokens.border), 1.0))
            axis.setTextPen(cosmetic_pen(QColor(tokens.muted), 1.0))

    def _set_up(self) -> None:
        self.viewport().setAutoFillBackground(False)
        self.setCacheMode(pg.PlotWidget.CacheModeFlag.CacheNone)  # it would keep the old theme's colour
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(False, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        self.getViewBox().setDefaultPadding(0.0)
        self.getViewBox().disableAutoRange()
        self.getAxis("bottom").setHeight(20)
        self.axis.setWidth(46)
        for name in ("left", "bottom"):  # they change seldom, and their text takes longest to paint
            self.getAxis(name).setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.showGrid(x=False, y=True, alpha=0.25)
        for key in (TRAINING, VALIDATION):
            self.curves[key] = self._added(pg.PlotCurveItem(antialias=True))

    def _added(self, item: pg.GraphicsObject) -> pg.GraphicsObject:
        self.addItem(item, ignoreBounds=True)
        return item

    def _mouse_moved(self, where: QPointF) -> None:
        if self.getViewBox().sceneBoundingRect().contains(where):
            epoch = self.getViewBox().mapSceneToView(where).x()
            self.hovered.emit(epoch, self.mapFromScene(where))
        else:
            self.left.emit()
