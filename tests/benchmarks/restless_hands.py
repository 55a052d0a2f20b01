"""Hands that do anything a student may do with mouse and keys, at random and without a pause."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSlider, QWidget

from latentlab.gui.main_window import MainWindow
from latentlab.gui.widgets.scatter.class_legend import ClassButton

_NOTHING, _LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
_MAPS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6)
_POINTS = (1_000, 2_000, 5_000)
_SIZES = ((1024, 680), (1280, 800), (1440, 900))


class RestlessHands:
    """Does one thing after the other to a window; the same generator, the same things."""

    def __init__(self, window: MainWindow, rng: np.random.Generator) -> None:
        self._window = window
        self._rng = rng
        self.count = 0

    def act(self) -> None:
        """Do something."""
        names = list(ACTIONS)
        weights = np.array([ACTIONS[name][0] for name in names])
        name = str(self._rng.choice(names, p=weights / weights.sum()))
        ACTIONS[name][1](self)
        self.count += 1

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NOTHING) -> None:
        """Press and release a key."""
        QTest.keyClick(self._window, key, modifiers)

    def another_map(self) -> None:
        self.key(_MAPS[self._rng.integers(len(_MAPS))])

    def play_or_pause(self) -> None:
        self.key(Qt.Key.Key_Space)

    def step(self) -> None:
        self.key(Qt.Key.Key_Period)

    def start_anew(self) -> None:
        self.key(Qt.Key.Key_R if self._rng.random() < 0.5 else Qt.Key.Key_N)

    def run_map(self) -> None:
        self.key(Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier if self._rng.random() < 0.3 else _NOTHING)

    def fit(self) -> None:
        self.key(Qt.Key.Key_Home)

    def draw_code(self) -> None:
        self.key(Qt.Key.Key_G if self._rng.random() < 0.7 else Qt.Key.Key_0)

    def escape(self) -> None:
        self.key(Qt.Key.Key_Escape)

    def undo_or_redo(self) -> None:
        control = Qt.KeyboardModifier.ControlModifier
        self.key(Qt.Key.Key_Z if self._rng.random() < 0.6 else Qt.Key.Key_Y, control)

    def pan(self) -> None:
        self._drag(self._plot, _NOTHING)

    def box(self) -> None:
        self._drag(self._plot, Qt.KeyboardModifier.ShiftModifier)

    def lasso(self) -> None:
        self.key(Qt.Key.Key_S)
        self._drag(self._plot, _NOTHING)
        self.key(Qt.Key.Key_Escape)

    def hover(self) -> None:
        for _ in range(5):
            QTest.mouseMove(self._plot, self._somewhere(self._plot))
            QApplication.processEvents()

    def click(self) -> None:
        QTest.mouseClick(self._plot, _LEFT, _NOTHING, self._somewhere(self._plot))

    def decode_here(self) -> None:
        QTest.keyPress(self._window, Qt.Key.Key_D)
        self.hover()
        QTest.keyRelease(self._window, Qt.Key.Key_D)

    def zoom(self) -> None:
        place, turn = QPointF(self._somewhere(self._plot)), int(self._rng.choice([-360, -120, 120, 360]))
        far = QPointF(self._plot.mapToGlobal(place.toPoint()))
        none = Qt.MouseButton.NoButton
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(place, far, QPoint(), QPoint(0, turn), none, _NOTHING, phase, False)
        QApplication.sendEvent(self._plot, event)

    def slide(self) -> None:
        sliders = self._window.decoder.sliders.findChildren(QSlider)
        if sliders:
            self._drag(sliders[self._rng.integers(len(sliders))], _NOTHING)

    def filter_class(self) -> None:
        buttons = self._window.map.legend.findChildren(ClassButton)
        if buttons:
            QTest.mouseClick(buttons[self._rng.integers(len(buttons))], _LEFT)

    def resize(self) -> None:
        self._window.resize(*_SIZES[self._rng.integers(len(_SIZES))])

    def choose_points(self) -> None:
        self._window.workspace.set_map_points(int(self._rng.choice(_POINTS)))

    def change_theme(self) -> None:
        actions = self._window.actions_
        (actions.dark if self._rng.random() < 0.5 else actions.light).trigger()

    @property
    def _plot(self) -> QWidget:
        viewport: QWidget = self._window.map.scatter.canvas.viewport()
        return viewport

    def _somewhere(self, widget: QWidget) -> QPoint:
        return QPoint(int(self._rng.integers(widget.width())), int(self._rng.integers(widget.height())))

    def _drag(self, widget: QWidget, modifiers: Qt.KeyboardModifier) -> None:
        QTest.mousePress(widget, _LEFT, modifiers, self._somewhere(widget))
        for _ in range(int(self._rng.integers(2, 12))):
            QTest.mouseMove(widget, self._somewhere(widget))
            QApplication.processEvents()
        QTest.mouseRelease(widget, _LEFT, modifiers, self._somewhere(widget))


_Action = Callable[[RestlessHands], None]
ACTIONS: dict[str, tuple[float, _Action]] = {  # how often, and what
    "another map": (4, RestlessHands.another_map),
    "play or pause": (4, RestlessHands.play_or_pause),
    "step": (2, RestlessHands.step),
    "start anew": (0.3, RestlessHands.start_anew),
    "run the map": (2, RestlessHands.run_map),
    "fit": (2, RestlessHands.fit),
    "draw a code": (3, RestlessHands.draw_code),
    "escape": (1, RestlessHands.escape),
    "undo or redo": (2, RestlessHands.undo_or_redo),
    "pan": (5, RestlessHands.pan),
    "box": (2, RestlessHands.box),
    "lasso": (2, RestlessHands.lasso),
    "hover": (5, RestlessHands.hover),
    "click": (4, RestlessHands.click),
    "decode here": (3, RestlessHands.decode_here),
    "zoom": (5, RestlessHands.zoom),
    "slide": (4, RestlessHands.slide),
    "filter a class": (1, RestlessHands.filter_class),
    "resize": (0.3, RestlessHands.resize),
    "choose points": (0.5, RestlessHands.choose_points),
    "change the theme": (0.2, RestlessHands.change_theme),
}
