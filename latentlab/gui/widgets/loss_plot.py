"""The loss curves of one run."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.tokens import Tokens
from latentlab.gui.widgets.loss_curves import (
    LossAxis,
    calm_range,
    drawable,
    envelope,
    loss_near,
    running_mean,
)
from latentlab.training.events import EpochResult

COLUMNS = 400  # places along the epochs that a curve is drawn at
MOST_MARKS = 30  # more validation losses are drawn as a line alone
LEAST_LOSS = 1e-9  # a logarithm needs a floor


class LossPlot(QWidget):
    """Training loss of every step and validation loss of every epoch, with a read-out under the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._losses = np.zeros(0, np.float32)
        self._steps_per_epoch = 1
        self._epochs: tuple[EpochResult, ...] = ()
        self._best: int | None = None
        self._reference: float | None = None
        self._looked_at: float | None = None  # epoch that is marked
        self._tokens: Tokens | None = None  # that the curves are drawn with
        self.setAccessibleName(self.tr("Loss curves"))
        self._build_plot()
        self._build_items()
        self._build_header()
        self._lay_out()
        self._take_colours()
        self._hide_crosshair()
        self._redraw()

    def show_losses(
        self,
        losses: np.ndarray,
        steps_per_epoch: int,
        epochs: tuple[EpochResult, ...],
        best_epoch: int | None,
    ) -> None:
        """Draw a run so far. losses: (S,) float32, one a step; epochs: those that are over."""
        self._losses = losses
        self._steps_per_epoch = max(1, steps_per_epoch)
        self._epochs = epochs
        self._best = best_epoch
        self._redraw()

    def show_reference(self, pca_mse: float | None) -> None:
        """Draw the error that PCA with as many dimensions makes, or take the line away."""
        self._reference = pca_mse
        self._redraw()

    def show_cursor(self, epoch: float | None) -> None:
        """Mark an epoch and tell its losses wherever the mouse is not; None marks none."""
        self._looked_at = epoch
        self._cursor.setVisible(epoch is not None)
        if epoch is not None:
            self._cursor.setValue(epoch)
        if not self._crosshair.isVisible():
            self._hide_crosshair()

    def sizeHint(self) -> QSize:
        return QSize(300, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 190)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._take_colours()
            self._write_legend()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hide_crosshair()

    # building

    def _build_plot(self) -> None:
        self._axis = LossAxis("left")
        self._plot = pg.PlotWidget(
            axisItems={"left": self._axis, "bottom": LossAxis("bottom")}, background=None
        )
        self._plot.viewport().setAutoFillBackground(False)
        self._plot.setCacheMode(pg.PlotWidget.CacheModeFlag.CacheNone)  # it would keep the old theme's colour
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(False, False)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        self._plot.getViewBox().setDefaultPadding(0.0)
        self._plot.getViewBox().disableAutoRange()
        self._plot.getAxis("bottom").setHeight(20)
        self._axis.setWidth(46)
        self._plot.showGrid(x=False, y=True, alpha=0.25)
        self._plot.scene().sigMouseMoved.connect(self._mouse_moved)

    def _build_items(self) -> None:
        self._raw = pg.PlotCurveItem()
        self._mean = pg.PlotCurveItem(antialias=True)
        self._line = pg.InfiniteLine(angle=0)
        self._validation = pg.PlotCurveItem(antialias=True)
        self._marks = pg.ScatterPlotItem(size=5, pxMode=True)
        self._best_mark = pg.ScatterPlotItem(size=9, pxMode=True, symbol="o")
        self._crosshair = pg.InfiniteLine(angle=90)
        self._cursor = pg.InfiniteLine(angle=90)
        items = (
            self._raw,
            self._line,
            self._mean,
            self._validation,
            self._marks,
            self._best_mark,
            self._crosshair,
            self._cursor,
        )
        for item in items:
            self._plot.addItem(item, ignoreBounds=True)
        self._crosshair.hide()
        self._cursor.hide()

    def _build_header(self) -> None:
        self._legend = QLabel()
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._legend.setProperty("role", "muted")
        self._readout = QLabel()
        self._readout.setProperty("role", "muted")
        self._readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._log = QCheckBox(self.tr("Log"))
        self._log.setToolTip(
            self.tr("Draws the losses on a logarithmic scale, where late progress shows. Default: off")
        )
        self._log.toggled.connect(self._redraw)
        self._empty = QLabel(self.tr("Press Play (Space), and the loss of every step is drawn here."))
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(0, 0, 0, 0)
        header.addWidget(self._legend, 1)
        header.addWidget(self._log)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(header)
        column.addWidget(self._empty, 1)
        column.addWidget(self._plot, 1)
        column.addWidget(self._readout)

    def _take_colours(self) -> None:
        tokens = tokens_of(self.palette())
        if tokens is self._tokens:
            return
        self._tokens = tokens
        training, validation = QColor(tokens.training), QColor(tokens.validation)
        faint = QColor(training)
        faint.setAlpha(80)
        self._raw.setPen(_pen(faint, 1.0))
        self._mean.setPen(_pen(training, 1.0))
        self._validation.setPen(_pen(validation, 1.0))
        self._marks.setPen(_pen(validation, 1.0))
        self._marks.setBrush(validation)
        self._best_mark.setPen(_pen(validation, 1.5))
        self._best_mark.setBrush(QColor(tokens.window))
        self._line.setPen(_pen(QColor(tokens.reference), 1.0, Qt.PenStyle.DashLine))
        self._crosshair.setPen(_pen(QColor(tokens.control), 1.0))
        self._cursor.setPen(_pen(QColor(tokens.accent), 1.5))
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(_pen(QColor(tokens.border), 1.0))
            axis.setTextPen(_pen(QColor(tokens.muted), 1.0))

    # drawing

    def _redraw(self) -> None:
        log = self._log.isChecked()
        self._axis.set_log(log)
        self._show_emptiness()
        window = max(1, self._steps_per_epoch // 4)
        x, means = running_mean(self._losses, window, COLUMNS)
        low, high = self._fit(means, log)
        self._draw_training(x, means, low, high)
        self._draw_validation(low, high)
        self._line.setVisible(self._reference is not None)
        if self._reference is not None:
            self._line.setValue(_height(self._reference, log))
        self._write_legend()

    def _show_emptiness(self) -> None:
        is_empty = len(self._losses) == 0
        for widget in (self._plot, self._legend, self._log, self._readout):
            widget.setVisible(not is_empty)
        self._empty.setVisible(is_empty)

    def _draw_training(self, x: np.ndarray, means: np.ndarray, low: float, high: float) -> None:
        scale, log = 1.0 / self._steps_per_epoch, self._log.isChecked()
        steps, low_high = envelope(self._losses, COLUMNS)
        points = drawable(steps * scale, _heights(low_high, log), low, high)
        self._raw.setData(*points, skipFiniteCheck=True)
        points = drawable(x * scale, _heights(means, log), low, high)
        self._mean.setData(*points, skipFiniteCheck=True)

    def _draw_validation(self, low: float, high: float) -> None:
        x = np.array([result.epoch for result in self._epochs], float)
        losses = np.array([result.validation for result in self._epochs], float)
        is_best = x == (self._best or 0)
        heights = _heights(losses, self._log.isChecked())
        best = drawable(x[is_best], heights[is_best], low, high)
        points = drawable(x, heights, low, high)
        self._validation.setData(*points, skipFiniteCheck=True)
        self._marks.setData(*(points if len(x) <= MOST_MARKS else ([], [])))
        self._best_mark.setData(*best)

    def _fit(self, means: np.ndarray, log: bool) -> tuple[float, float]:
        """Make room for all smooth curves; returns the lowest and the highest height that is seen."""
        learnt = len(self._losses) / self._steps_per_epoch
        reference = [] if self._reference is None else [self._reference]
        validation = [result.validation for result in self._epochs]
        if (
            learnt >= 2.0 and not log
        ):  # the fall of the first epoch would press the rest flat; it leaves at the top
            means = means[round(len(means) / learnt) :]
        shown = np.concatenate([means, validation, reference])
        shown = shown[np.isfinite(shown)]
        least, most = (float(shown.min()), float(shown.max())) if len(shown) else (0.0, 0.1)
        low, high = _height(least, log), _height(most, log)
        margin = max(0.06 * (high - low), 0.02 if log else 1e-4)
        low, high = calm_range(low - margin, high + margin)
        _, right = calm_range(0.0, max(learnt, 1.0) * 1.03)
        self._plot.setRange(xRange=(0.0, right), yRange=(low, high), padding=0)
        return low, high

    def _write_legend(self) -> None:
        tokens = tokens_of(self.palette())
        entry = '<span style="color:{colour}">━</span> {name}'
        entries = [
            entry.format(colour=tokens.training, name=self.tr("training")),
            entry.format(colour=tokens.validation, name=self.tr("validation")),
        ]
        if self._reference is not None:
            entries.append(entry.format(colour=tokens.reference, name=self.tr("PCA")).replace("━", "╍"))
        text = "&nbsp;&nbsp; ".join(entries)
        if text != self._legend.text():
            self._legend.setText(text)

    # read-out

    def _mouse_moved(self, where: QPointF) -> None:
        if not len(self._losses) or not self._plot.getViewBox().sceneBoundingRect().contains(where):
            self._hide_crosshair()
            return
        epoch = self._plot.getViewBox().mapSceneToView(where).x()
        self._crosshair.setValue(epoch)
        self._crosshair.show()
        self._readout.setText(self.read_out(epoch))

    def _hide_crosshair(self) -> None:
        self._crosshair.hide()
        if self._looked_at is not None and len(self._losses):
            self._readout.setText(self.read_out(self._looked_at))
        else:
            self._readout.setText(self.tr("Mean squared error a pixel, by epoch"))

    def read_out(self, epoch: float) -> str:
        """What the curves say at `epoch`: the smoothed training loss and the last validation loss."""
        learnt = len(self._losses) / self._steps_per_epoch
        epoch = min(max(epoch, 0.0), learnt)
        training = loss_near(self._losses, epoch * self._steps_per_epoch, max(1, self._steps_per_epoch // 4))
        known = [result for result in self._epochs if result.epoch <= epoch + 0.5]
        if not known:
            return self.tr("Epoch {epoch:.1f} · training {training:.4f}").format(
                epoch=epoch, training=training
            )
        return self.tr("Epoch {epoch:.1f} · training {training:.4f} · validation {validation:.4f}").format(
            epoch=epoch, training=training, validation=known[-1].validation
        )


def _pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen


def _heights(losses: np.ndarray, log: bool) -> np.ndarray:
    return np.log10(np.maximum(losses, LEAST_LOSS)) if log else losses


def _height(loss: float, log: bool) -> float:
    return float(_heights(np.array(loss), log))
