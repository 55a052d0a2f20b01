"""A small plot of curves, bars and dots, for one sentence to explain."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.tokens import Tokens
from latentlab.gui.widgets.small_canvas import SmallCanvas

Ink = Literal["training", "validation", "reference"]
_GLYPHS = {"line": "━", "dashed": "╍", "dots": "●"}


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Points joined by a line, or as dots alone; labels: what the mouse is told at each point."""

    name: str
    x: np.ndarray
    y: np.ndarray
    ink: Ink = "training"
    style: Literal["line", "dashed", "dots"] = "line"
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """Bars from 0 to each height; edges: one more than heights."""

    edges: np.ndarray
    heights: np.ndarray
    ink: Ink = "training"


@dataclass(frozen=True, slots=True, eq=False)
class SmallPicture:
    """All that one small plot shows; ranges that are None follow from what is shown."""

    curves: Sequence[Curve] = ()
    bars: Bars | None = None
    upright: float | None = None  # a dashed line at this x
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    log_x: bool = False
    is_share: bool = False  # of 1: the axis says per cent
    whole_x: bool = field(default=False)  # ticks at whole numbers only


class SmallPlot(QWidget):
    """Two quiet axes, a legend over them where there is more than one curve, and a read-out below."""

    def __init__(self, name: str, x_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = SmallPicture()
        self._x_name = x_name
        self._tokens: Tokens | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._legend, self._foot = QLabel(), QLabel(x_name)
        for label in (self._legend, self._foot):
            label.setProperty("role", "muted")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._foot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        for widget in (self._legend, self._foot):
            self._column.addWidget(widget)

    def show_picture(self, picture: SmallPicture) -> None:
        """Draw these curves and bars, and nothing that was there before."""
        self.picture = picture
        self._canvas.bottom.is_log, self._canvas.left.is_share = picture.log_x, picture.is_share
        self._canvas.bottom.is_whole = picture.whole_x
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        drawn_with = self._tokens
        is_change = event.type() == QEvent.Type.PaletteChange
        if drawn_with and is_change and tokens_of(self.palette()) is not drawn_with:
            self._redraw()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._foot.setText(self._x_name)

    @cached_property
    def _canvas(self) -> SmallCanvas:
        """Made for the first picture: a verdict has six, and most are asked for long after the start."""
        canvas = SmallCanvas()
        canvas.scene().sigMouseMoved.connect(self._mouse_moved)
        self._column.insertWidget(1, canvas)
        return canvas

    # drawing

    def _redraw(self) -> None:
        self._tokens = tokens = tokens_of(self.palette())
        for item in (*self._canvas.getPlotItem().items,):
            self._canvas.removeItem(item)
        for axis in (self._canvas.left, self._canvas.bottom):
            axis.setPen(_pen(QColor(tokens.border)))
            axis.setTextPen(_pen(QColor(tokens.muted)))
        self._draw_bars()
        for curve in self.picture.curves:
            self._draw_curve(curve)
        if self.picture.upright is not None:
            pen = _pen(QColor(tokens.reference), style=Qt.PenStyle.DashLine)
            self._add(pg.InfiniteLine(pos=self._across(self.picture.upright), angle=90, pen=pen))
        self._fit()
        self._write_legend()

    def _draw_bars(self) -> None:
        bars = self.picture.bars
        if bars is None:
            return
        colour = self._colour(bars.ink)
        self._add(
            pg.BarGraphItem(
                x0=bars.edges[:-1], x1=bars.edges[1:], y0=0, y1=bars.heights,
                pen=_pen(QColor(tokens_of(self.palette()).surface)), brush=colour,
            )
        )  # fmt: skip

    def _draw_curve(self, curve: Curve) -> None:
        colour, x = self._colour(curve.ink), self._across(curve.x)
        if curve.style == "dots":
            self._add(pg.ScatterPlotItem(x, curve.y, size=8, pen=_pen(colour), brush=colour))
            return
        style = Qt.PenStyle.DashLine if curve.style == "dashed" else Qt.PenStyle.SolidLine
        self._add(pg.PlotCurveItem(x, curve.y, pen=_pen(colour, 1.5, style), antialias=True))

    def _add(self, item: pg.GraphicsObject) -> None:
        self._canvas.addItem(item, ignoreBounds=True)

    def _fit(self) -> None:
        p = self.picture
        xs = [self._across(curve.x) for curve in p.curves] + ([p.bars.edges] if p.bars else [])
        ys = [curve.y for curve in p.curves] + ([p.bars.heights] if p.bars else [])
        x_range = p.x_range and tuple(float(self._across(end)) for end in p.x_range)
        low, high = x_range or _span(xs, 0.03)
        bottom, top = p.y_range or (0.0, _span(ys, 0.0)[1] * 1.08)
        self._canvas.setRange(xRange=(low, max(high, low + 1e-9)), yRange=(bottom, max(top, bottom + 1e-9)),
                            padding=0)  # fmt: skip

    def _write_legend(self) -> None:
        entry = '<span style="color:{colour}">{glyph}</span> {name}'
        entries = [
            entry.format(colour=self._colour(one.ink).name(), glyph=_GLYPHS[one.style], name=one.name)
            for one in self.picture.curves
        ]
        self._legend.setText("&nbsp;&nbsp; ".join(entries))
        self._legend.setVisible(len(entries) > 1)

    def _colour(self, ink: Ink) -> QColor:
        return QColor(getattr(tokens_of(self.palette()), ink))

    def _across(self, x: np.ndarray | float) -> np.ndarray:
        return np.log10(np.maximum(x, 1e-9)) if self.picture.log_x else np.asarray(x, float)

    # read-out

    def _mouse_moved(self, where: QPointF) -> None:
        box = self._canvas.getViewBox()
        inside = box.sceneBoundingRect().contains(where)
        self._foot.setText(self.read_out(box.mapSceneToView(where).x()) if inside else self._x_name)

    def read_out(self, across: float) -> str:
        """What the curves and bars say at this place of the axis."""
        form = "{:.1%}" if self.picture.is_share else "{:.4g}"
        said = []
        for curve in self.picture.curves:
            if len(curve.x) == 0:
                continue
            at = int(np.abs(self._across(curve.x) - across).argmin())
            said.append(curve.labels[at] if curve.labels else
                        f"{curve.name} {form.format(curve.y[at])} ({curve.x[at]:g})")  # fmt: skip
        bars = self.picture.bars
        if bars is not None and bars.edges[0] <= across < bars.edges[-1]:
            at = int(np.searchsorted(bars.edges, across, side="right") - 1)
            low, high = bars.edges[at], bars.edges[at + 1]
            said.append(f"{low:.3g} … {high:.3g}: {form.format(bars.heights[at])}")
        return " · ".join(said) or self._x_name


def _span(values: Sequence[np.ndarray], margin: float) -> tuple[float, float]:
    """Where finite values lie, with a margin on both sides."""
    together = np.concatenate([np.asarray(one, float) for one in values]) if values else np.zeros(0)
    together = together[np.isfinite(together)]
    if len(together) == 0:
        return 0.0, 1.0
    low, high = float(together.min()), float(together.max())
    room = margin * (high - low) or margin
    return low - room, high + room


def _pen(colour: QColor, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen
