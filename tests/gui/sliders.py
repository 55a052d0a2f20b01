"""Sliders in a window, and a hand on them."""

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from latentlab.gui.widgets.latent_sliders import LatentSliders
from latentlab.gui.widgets.slider_row import SliderRow


def shown_sliders(qtbot, latent: int, height: int = 300) -> LatentSliders:
    """Sliders from −2 to 2 in an active window, with a list of all the codes that they told."""
    sliders = LatentSliders()
    qtbot.addWidget(sliders)
    sliders.resize(320, height)
    sliders.show_dimensions(latent)
    sliders.show_ranges(np.full(latent, -2.0), np.full(latent, 2.0))
    with qtbot.waitActive(sliders):
        sliders.show()
        sliders.activateWindow()
    sliders.told = []  # type: ignore[attr-defined]
    sliders.moved.connect(sliders.told.append)  # type: ignore[attr-defined]
    return sliders


def row_of(sliders: LatentSliders, dimension: int) -> SliderRow:
    return next(
        row for row in sliders.findChildren(SliderRow) if row.isVisible() and row.dimension == dimension
    )


def place_on(row: SliderRow, share: float) -> QPoint:
    """Where on the line a share of the range lies."""
    return QPoint(round(10 + share * (row.slider.width() - 20)), row.slider.height() // 2)


def handle_of(row: SliderRow) -> QPoint:
    return place_on(row, row.slider.value() / row.slider.maximum())


def turn_wheel(sliders: LatentSliders, row: SliderRow, angle: int) -> None:
    here = row.slider.mapTo(sliders, row.slider.rect().center())
    QTest.wheelEvent(sliders.windowHandle(), QPointF(here), QPoint(0, angle))


def type_into(box: QLineEdit, text: str) -> None:
    """Type any characters; QTest.keyClicks aborts at those beyond Latin-1."""
    for character in text:
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(box, event)


def settle(qtbot) -> None:
    """Let all that is waiting in the event loop happen."""
    with qtbot.waitCallback() as done:
        QTest.qWait(1)
        done()
