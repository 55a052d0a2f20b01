"""The points of a space as OpenGL draws them: those that stand out over all others."""

import numpy as np
import pyqtgraph.opengl as gl
from OpenGL.GL import GL_DEPTH_BUFFER_BIT, glClear  # type: ignore[import-untyped]


class _OnTop(gl.GLScatterPlotItem):
    """Hides whatever was drawn before it, near or far; its own points hide each other by depth."""

    def paint(self) -> None:
        glClear(GL_DEPTH_BUFFER_BIT)
        super().paint()


class PointCloud:
    """Two items of a view: all that is shown, and the group once more on top of it."""

    def __init__(self, view: gl.GLViewWidget) -> None:
        nothing = np.zeros((0, 3), np.float32)
        self._all = gl.GLScatterPlotItem(pos=nothing, glOptions="opaque", pxMode=True)
        self._group = _OnTop(pos=nothing, glOptions="opaque", pxMode=True)
        self._group.setDepthValue(1)  # drawn after the others
        self._shown: np.ndarray | None = None  # (n,) rows, None for all
        self._on_top = np.zeros(0, np.intp)
        self._drawn = 0  # points that the colours were for
        for item in (self._all, self._group):
            view.addItem(item)

    @property
    def count(self) -> int:
        """How many points are drawn."""
        return len(self._all.pos)

    def move(self, places: np.ndarray) -> bool:
        """Draw the same points at places (N, 3); False where there are more or fewer than before."""
        if len(places) != self._drawn:
            self._all.setData(pos=places[:0])
            self._group.setData(pos=places[:0])
            self._group.hide()
            self._drawn = 0
            return len(places) == 0
        self._all.setData(pos=places if self._shown is None else places[self._shown])
        if len(self._on_top):
            self._group.setData(pos=places[self._on_top])
        return True

    def draw(
        self,
        places: np.ndarray,
        inks: np.ndarray,
        diameter: float,
        shown: np.ndarray | None,
        group: np.ndarray | None,
    ) -> None:
        """Draw places (N, 3) in inks (N, 4); shown and group: (N,) bool, None for all and for none."""
        self._drawn = len(places)
        self._shown = None if shown is None else np.flatnonzero(shown)
        rows = slice(None) if self._shown is None else self._shown
        self._all.setData(pos=places[rows], color=inks[rows], size=diameter)
        self._on_top = np.zeros(0, np.intp) if group is None else _both(group[: len(places)], shown)
        self._group.setVisible(len(self._on_top) > 0)
        self._group.setData(pos=places[self._on_top], color=inks[self._on_top], size=diameter)


def _both(group: np.ndarray, shown: np.ndarray | None) -> np.ndarray:
    """Rows that are of the group and shown."""
    mask = group if shown is None else group & shown[: len(group)]
    return np.flatnonzero(mask)
