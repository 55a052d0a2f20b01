"""Lets what changes all the time be drawn only now and then, and what came last in any case."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from latentlab.gui.workspace.hand import Look, at_once


class Calm(QObject):
    """Draws at once after a rest, and what is asked for within the rest at the end of it."""

    def __init__(self, draw: Callable[[], None], rest_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._draw = draw
        self._is_due = False
        self._gives_way = False  # to a hand
        self.let_look: Callable[[Look], None] = at_once  # when it is its turn
        self._rest = QTimer(self, singleShot=True, interval=rest_ms)
        self._rest.timeout.connect(self._on_rested)

    def ask(self, hurries: bool = False) -> None:
        """Something changed; what hurries is drawn at once."""
        self._is_due = True
        if hurries:
            self._draw_due()
        elif not (self._gives_way or self._rest.isActive()):
            self.let_look(self.look)

    def give_way(self, to_a_hand: bool) -> None:
        """While a hand moves what a digit follows draw only what hurries, and when it lets us `look`."""
        self._gives_way = to_a_hand
        self._on_rested()

    def look(self) -> bool:
        """Draw what is due; returns whether there was something to draw."""
        return not self._rest.isActive() and self._draw_due()

    def _on_rested(self) -> None:
        if not self._gives_way and self._is_due:
            self.let_look(self.look)

    def _draw_due(self) -> bool:
        was_due, self._is_due = self._is_due, False
        if was_due:
            self._rest.start()
            self._draw()
        return was_due
