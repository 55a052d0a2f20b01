"""Points in three groups, and the grounds they are painted on."""

import numpy as np
from PySide6.QtGui import QColor, QPalette

DARK, LIGHT = "#14161a", "#ffffff"


def cloud(count=300, seed=0):
    """Three groups in random order: labels (N,), points (N, 2)."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 3, count)
    centres = np.array([[-5, 0], [5, 0], [0, 6]])
    return labels, (centres[labels] + rng.normal(size=(count, 2))).astype(np.float32)


def painted(ground):
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(ground))
    palette.setColor(QPalette.ColorRole.Text, QColor("#e4e6ec" if ground == DARK else "#1c1f26"))
    return palette
