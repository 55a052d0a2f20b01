"""The canvas of a small plot: two quiet axes, and nothing that the mouse could change."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

_HEIGHT = 116


class SmallCanvas(pg.PlotWidget):
    """As wide as its place, of one height, with grid lines across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.left, self.bottom = QuietAxis("left"), QuietAxis("bottom")
        super().__init__(parent, axisItems={"left": self.left, "bottom": self.bottom}, background=None)
        self.viewport().setAutoFillBackground(False)
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(False, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(160)
        self.getViewBox().setDefaultPadding(0.0)
        self.getViewBox().disableAutoRange()
        self.bottom.setHeight(18)
        self.left.setWidth(44)
        self.showGrid(x=False, y=True, alpha=0.2)


class QuietAxis(pg.AxisItem):
    """Few ticks, in words that suit what is measured."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.is_log = self.is_share = self.is_whole = False
        self.setStyle(tickLength=0, maxTickLevel=0, tickTextOffset=4)

    def tickValues(self, least: float, most: float, size: float) -> list[tuple[float, list[float]]]:
        if self.is_log:
            decades = range(int(np.floor(least)), int(np.ceil(most)) + 1)
            ticks = [decade + float(np.log10(digit)) for decade in decades for digit in (1, 3)]
            return [(0.5, [tick for tick in ticks if least - 1e-9 <= tick <= most + 1e-9])]
        levels = super().tickValues(least, most, size)[:1]
        return [(max(step, 1.0), [v for v in at if v == round(v)]) for step, at in levels] if self.is_whole \
            else levels  # fmt: skip

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.is_log:
            return [f"{10**value:g}" for value in values]
        if self.is_share:
            return [f"{value:.0%}" for value in values]
        return [f"{value:g}" for value in values]
