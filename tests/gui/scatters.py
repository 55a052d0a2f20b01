"""A scatter with a cloud in it: where its points are drawn, what it paints, and a hand on it."""

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from latentlab.gui.widgets.scatter.latent_scatter import LatentScatter
from tests.gui.clouds import DARK, cloud, painted

CLASSES = ("zero", "one", "two")


def shown_scatter(qtbot):
    """In a dark theme, with the cloud of three groups."""
    widget = LatentScatter()
    qtbot.addWidget(widget)
    widget.setPalette(painted(DARK))
    widget.resize(400, 300)
    labels, points = cloud()
    widget.show_classes(labels, CLASSES)
    widget.show()
    qtbot.waitExposed(widget)
    widget.show_layout(points)
    return widget


def pixels(widget):
    """What the widget paints: (height, width, 3) uint8."""
    image = widget.grab().toImage().convertToFormat(widget.grab().toImage().Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), 2::-1].copy()


def pixel_of(scatter, index):
    return scatter.pixel_of_point(index).toPoint()


def all_in_view(scatter):
    places = np.array([scatter.pixel_of_point(i).toTuple() for i in range(len(scatter.points))])
    size = [scatter.canvas.width(), scatter.canvas.height()]
    return bool((places >= 0).all() and (places <= size).all())


def lone_point(scatter):
    """A point with no other within reach, far from the class names."""
    places = np.array([scatter.pixel_of_point(i).toTuple() for i in range(len(scatter.points))])
    distances = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    np.fill_diagonal(distances, np.inf)
    return int(distances.min(axis=1).argmax())


def press_keys(scatter, *keys):
    for key in keys:
        QTest.keyClick(scatter.canvas, key)


def wheel(scatter, at, delta):
    position = QPointF(at)
    event = QWheelEvent(
        position,
        scatter.canvas.mapToGlobal(position),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(scatter.canvas.viewport(), event)
