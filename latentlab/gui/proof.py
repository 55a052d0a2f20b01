"""Proves that a real window works: it paints, and a slider changes the digit."""

from typing import Any

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSlider

from latentlab.gui.app import make_application, make_window, open_or_raise, passing_settings, start
from latentlab.gui.main_window import MainWindow
from latentlab.gui.waiting import let_live, wait_until

_PATIENCE_S = 120.0
_END_MS = 10_000


def prove_window() -> dict[str, Any]:
    """Open the window on the session that comes along and look at it.

    Returns what was found, each proof under a name that says what should be so.
    """
    app = make_application(needs_display=False)
    window = make_window(app, passing_settings(), "light")
    try:
        open_or_raise(window, None)
        window.resize(1280, 800)
        start(window)
        workspace = window.workspace
        wait_until(lambda: workspace.ready.torch or workspace.ready.has_failed, _PATIENCE_S)
        wait_until(lambda: workspace.selector.selection is not None, 5.0)
        let_live(0.5)
        return {"platform": app.platformName(), **_look(window)}
    finally:
        window.workspace.stop_everything(_END_MS)
        window.hide()


def _look(window: MainWindow) -> dict[str, bool]:
    parts = {"training": window.training, "map": window.map, "decoder": window.decoder}
    painted = {f"{name} is painted": colours(part.grab().toImage()) > 8 for name, part in parts.items()}
    before = window.workspace.selector.selection
    digit_before = window.decoder.digit.grab().toImage()

    def is_redrawn() -> bool:
        return digit_before != window.decoder.digit.grab().toImage()

    row = window.decoder.sliders.findChildren(QSlider)[0]
    row.setValue(row.minimum() if row.value() > row.minimum() else row.maximum())
    wait_until(is_redrawn, 5.0)
    after = window.workspace.selector.selection
    return {
        **painted,
        "a slider moves the selection": before is not None
        and after is not None
        and not np.array_equal(before.z, after.z),
        "a slider redraws the digit": is_redrawn(),
    }


def colours(picture: QImage) -> int:
    """How many different colours a picture has."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(picture.constBits(), np.uint32)
    return len(np.unique(pixels))
