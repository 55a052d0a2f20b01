"""The peer of the map: pyqtgraph's ScatterPlotItem in a window of its own."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication

from tests.benchmarks.cloud import MovingCloud
from tests.benchmarks.real_window import Painter

NAME = "ScatterPlotItem"


class ScatterItem:
    """A plot of the cloud; each timing paints it, in milliseconds."""

    def __init__(self, cloud: MovingCloud, width: int, height: int) -> None:
        self._cloud = cloud
        brushes = [pg.mkBrush(pg.intColor(label, 10)) for label in range(10)]
        self._brushes = [brushes[label] for label in cloud.labels]
        self._window = pg.GraphicsLayoutWidget()
        self._window.resize(width, height)
        self._plot = self._window.addPlot()
        self._item = pg.ScatterPlotItem(size=4, pxMode=True, pen=None)
        self._item.setData(pos=cloud.at(0), brush=self._brushes)
        self._plot.addItem(self._item)
        self._painter = Painter(self._window.viewport())
        self._window.show()
        for _ in range(5):
            QApplication.processEvents()
        self.update(1)

    def update(self, step: int) -> float:
        """All points at the places of another step."""
        places = self._cloud.at(step)
        return self._painter.paint_change(lambda: self._item.setData(pos=places, brush=self._brushes))

    def pan(self, step: int) -> float:
        """The view a little to the side."""
        return self._painter.paint_change(lambda: self._plot.vb.translateBy(x=0.05 if step % 2 else -0.05))

    def zoom(self, step: int) -> float:
        """The view a little larger or smaller."""
        factor = 1.1 if step % 2 else 1 / 1.1
        return self._painter.paint_change(lambda: self._plot.vb.scaleBy((factor, factor)))

    def close(self) -> None:
        """Take the window away."""
        self._window.close()
        QApplication.processEvents()


def peer_times(peer: ScatterItem, what: str, repeats: int) -> list[float]:
    """So many timings of "update", "pan" or "zoom"."""
    one = getattr(peer, what)
    return [one(step) for step in np.arange(2, 2 + repeats).tolist()]
