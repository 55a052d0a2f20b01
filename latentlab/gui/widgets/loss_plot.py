"""The loss curves of one run."""

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.widgets.loss_canvas import NOTHING, LossCanvas, Points
from latentlab.gui.widgets.loss_card import LossCard
from latentlab.gui.widgets.loss_curves import (
    calm_range,
    drawable,
    envelope,
    joined,
    piece_means,
    running_mean,
)
from latentlab.gui.widgets.loss_legend import LossLegend
from latentlab.gui.widgets.loss_run import PCA, TRAINING, VALIDATION, RunLosses
from latentlab.gui.widgets.loss_words import axis_text, read_out
from latentlab.training.events import Stage

COLUMNS = 250  # places along the epochs that a curve is drawn at
MOST_MARKS = 30  # more validation losses are drawn as a line alone
LEAST_LOSS = 1e-9  # a logarithm needs a floor
_DEEPEST = 1e-5  # of the highest loss: a term that is all but 0 would press all others flat
_REACH = 0.02  # of the width: how near the mouse must be to a change


class LossPlot(QWidget):
    """The loss of every step, its terms, and the validation loss of every epoch, read out under the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = RunLosses()
        self._reference: float | None = None
        self._looked_at: float | None = None  # epoch that is marked
        self._hidden: set[str] = set()
        self._is_stacking = False  # layers learn by themselves, which is no loss of the whole network
        self.setAccessibleName(self.tr("Loss curves"))
        self.canvas = LossCanvas()
        self.legend = LossLegend()
        self.card = LossCard(self)
        self._build_lines()
        self._lay_out()
        self.canvas.take_colours(tokens_of(self.palette()))
        self.canvas.hovered.connect(self._show_values)
        self.canvas.left.connect(self._hide_values)
        self.legend.toggled.connect(self._toggle)
        self._redraw()

    def show_run(self, run: RunLosses) -> None:
        """Draw a run so far."""
        self._run = run
        self._redraw()

    def show_stage(self, stage: Stage | None) -> None:
        """Say that layers are taught one by one before there are losses to draw; None where they are not."""
        self._is_stacking = stage is not None
        self._show_emptiness()

    def show_reference(self, pca_mse: float | None) -> None:
        """Draw the error that PCA with as many dimensions makes, or take the line away."""
        if pca_mse != self._reference:
            self._reference = pca_mse
            self._redraw()

    def show_cursor(self, epoch: float | None) -> None:
        """Mark an epoch and tell its losses below the curves; None marks none."""
        self._looked_at = epoch
        self.canvas.cursor_line.setVisible(epoch is not None)
        if epoch is not None:
            self.canvas.cursor_line.setValue(epoch)
        self._write_below()

    def sizeHint(self) -> QSize:
        return QSize(300, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 100)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        tokens = tokens_of(self.palette())
        if event.type() == QEvent.Type.PaletteChange and tokens is not self.canvas.tokens:
            self.canvas.take_colours(tokens)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hide_values()

    # building

    def _build_lines(self) -> None:
        self.axis_name = QLabel()
        self.axis_name.setProperty("role", "muted")
        self.axis_name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.log = QCheckBox(self.tr("Log"))
        self.log.setToolTip(
            self.tr("Draws the losses on a logarithmic scale, where late progress shows. Default: off")
        )
        self.log.toggled.connect(self._redraw)
        self._empty = QLabel()
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(0, 0, 0, 0)
        header.addWidget(self.legend, 1)
        header.addWidget(self.log, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(header)
        column.addWidget(self._empty, 1)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.axis_name)

    # drawing

    @property
    def _keys(self) -> tuple[str, ...]:
        """The curves that there are, hidden or not."""
        pca = (PCA,) if self._reference is not None and self._run.is_compared_with_pca else ()
        return (TRAINING, VALIDATION, *pca, *self._run.terms)

    def _is_shown(self, key: str) -> bool:
        return key in self._keys and key not in self._hidden

    def _toggle(self, key: str, is_shown: bool) -> None:
        self._hidden.discard(key)
        if not is_shown:
            self._hidden.add(key)
        self._redraw()

    def _redraw(self) -> None:
        run, log = self._run, self.log.isChecked()
        self.canvas.axis.set_log(log)
        self._show_emptiness()
        losses = {TRAINING: run.losses, **run.terms}
        smooth = {
            key: running_mean(losses[key], run.window, COLUMNS) for key in losses if self._is_shown(key)
        }
        low, high = self._fit(list(smooth.values()), log)
        for key in set(self.canvas.curves) - set(smooth):
            self.canvas.draw_curve(key, NOTHING)
        for key, (x, y) in smooth.items():
            x, y, whole = joined(x / run.steps_per_epoch, self._heights(y))
            self.canvas.draw_curve(key, drawable(x, y, low, high), whole)
        self._draw_raw(low, high)
        self._draw_validation(low, high)
        self._draw_lines(low, high)
        self.legend.show_curves(self._keys, bool(run.terms))
        self._write_below()

    def _show_emptiness(self) -> None:
        is_empty = len(self._run.losses) == 0
        for widget in (self.canvas, self.legend, self.log, self.axis_name):
            widget.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        self._empty.setText(
            self.tr("The loss of the whole network is drawn here once each layer has learnt by itself.")
            if self._is_stacking
            else self.tr("Press Play (Space), and the loss of every step is drawn here.")
        )
        if is_empty:
            self._hide_values()

    def _draw_raw(self, low: float, high: float) -> None:
        points = NOTHING
        if self._is_shown(TRAINING):
            steps, low_high = envelope(self._run.losses, COLUMNS)
            points = drawable(steps / self._run.steps_per_epoch, self._heights(low_high), low, high)
        self.canvas.raw.setData(*points, skipFiniteCheck=True)

    def _draw_validation(self, low: float, high: float) -> None:
        points, best = NOTHING, NOTHING
        if self._is_shown(VALIDATION):
            x = np.array([result.epoch for result in self._run.epochs], float)
            heights = self._heights(np.array([result.validation for result in self._run.epochs], float))
            is_best = x == (self._run.best_epoch or 0)
            points, best = drawable(x, heights, low, high), drawable(x[is_best], heights[is_best], low, high)
        has_marks = len(points[0]) <= MOST_MARKS
        self.canvas.draw_curve(VALIDATION, points if has_marks else piece_means(*points, COLUMNS))
        self.canvas.marks.setData(*(points if has_marks else NOTHING))
        self.canvas.best_mark.setData(*best)

    def _draw_lines(self, low: float, high: float) -> None:
        run = self._run
        self.canvas.reference.setVisible(self._is_shown(PCA))
        if self._reference is not None:
            self.canvas.reference.setValue(self._height(self._reference))
        at = np.array([change.step / run.steps_per_epoch for change in run.changes], float)
        self.canvas.draw_changes(at, low, high)

    def _fit(self, smooth: list[Points], log: bool) -> tuple[float, float]:
        """Make room for all smooth curves; returns the lowest and the highest height that is seen."""
        run = self._run
        if run.learnt >= 2.0 and not log:
            # the fall of the first epoch would press the rest flat; it leaves at the top
            smooth = [(x, y[x > run.steps_per_epoch]) for x, y in smooth]
        reference = [self._reference] if self._is_shown(PCA) and self._reference is not None else []
        validation = [result.validation for result in run.epochs] if self._is_shown(VALIDATION) else []
        shown = np.concatenate([*(y for _, y in smooth), validation, reference])
        shown = shown[np.isfinite(shown)]
        least, most = (float(shown.min()), float(shown.max())) if len(shown) else (0.0, 0.1)
        low, high = self._height(max(least, most * _DEEPEST) if log else least), self._height(most)
        margin = max(0.06 * (high - low), 0.02 if log else 1e-3 * abs(high), 1e-12)
        low, high = calm_range(low - margin, high + margin)
        _, right = calm_range(0.0, max(run.learnt, 1.0) * 1.03)
        self.canvas.setRange(xRange=(0.0, right), yRange=(low, high), padding=0)
        return low, high

    def _heights(self, losses: np.ndarray) -> np.ndarray:
        return np.log10(np.maximum(losses, LEAST_LOSS)) if self.log.isChecked() else losses

    def _height(self, loss: float) -> float:
        return float(self._heights(np.array(loss)))

    # read-out

    def _write_below(self) -> None:
        run, epoch = self._run, self._looked_at
        if epoch is None or not len(run.losses):
            self.axis_name.setText(axis_text(run))
        else:
            self.axis_name.setText(read_out(epoch, run.values_at(epoch)))

    def _show_values(self, epoch: float, at: QPoint) -> None:
        run = self._run
        if not len(run.losses):
            return
        self.canvas.crosshair.setValue(epoch)
        self.canvas.crosshair.show()
        values = {key: value for key, value in run.values_at(epoch).items() if self._is_shown(key)}
        if self._is_shown(PCA) and self._reference is not None:
            values[PCA] = self._reference
        (left, right), _ = self.canvas.getViewBox().viewRange()
        changes = run.changes_near(epoch, _REACH * (right - left))
        epoch = min(max(epoch, 0.0), run.learnt)
        self.card.show_values(self.canvas.mapToParent(at), epoch, values, changes, bool(run.terms))

    def _hide_values(self) -> None:
        self.canvas.crosshair.hide()
        self.card.hide()
