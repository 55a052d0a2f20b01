"""The way of the map's cursor to a better known place, short enough not to be waited for."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEasingCurve, QObject, QPointF, QVariantAnimation

_GLIDE_MS = 180


class CursorGlide(QVariantAnimation):
    """Tells where the cursor is on its way."""

    def __init__(self, show: Callable[[tuple[float, float]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self.setDuration(_GLIDE_MS)
        self.setEasingCurve(QEasingCurve.Type.InOutQuad)
        self.valueChanged.connect(self._on_value)

    def go(self, start: tuple[float, float], goal: np.ndarray) -> None:
        """Head for `goal` (2,)."""
        self.stop()
        self.setStartValue(QPointF(*start))
        self.setEndValue(QPointF(float(goal[0]), float(goal[1])))
        self.start()

    def _on_value(self, at: QPointF) -> None:
        if self.state() == QVariantAnimation.State.Running:  # not when it is told where to begin
            self._show((at.x(), at.y()))
