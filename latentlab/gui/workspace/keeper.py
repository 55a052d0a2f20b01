"""What keeps results of the core fresh: watched, hurried, given up and ended together."""

from collections.abc import Callable, Generator
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from latentlab.gui.pace import Load
from latentlab.gui.workspace.kept_fresh import CALM_MS, KeptFresh
from latentlab.gui.workspace.parts import end_all

P = TypeVar("P", bound="KeptFresh | Keeper")


class Keeper(QObject):
    """Its parts are such results, or keepers of their own."""

    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: list[KeptFresh | Keeper] = []

    def watch(self, is_watched: bool) -> None:
        """Whether somebody looks; else nothing is computed."""
        for part in self._parts:
            part.watch(is_watched)

    def give_way(self, to_a_hand: bool) -> None:
        """Find less often what changes by itself, while a hand moves what a digit follows."""
        for part in self._parts:
            part.give_way(to_a_hand)

    def spare(self, load: Load) -> None:
        """Find seldom what changes by itself while a network trains, and what is missing when it rests."""
        for part in self._parts:
            part.spare(load)

    def give_up(self) -> None:
        """What runs or waits is of no use any more."""
        for part in self._parts:
            part.give_up()

    def stop(self) -> None:
        """End what runs, and begin no more."""
        for part in self._parts:
            part.stop()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the threads; only for the closing window."""
        return end_all(self._parts, milliseconds)

    def _keep(
        self,
        make: Callable[[], Generator[object, Any, None] | None],
        result: type,
        calm_ms: int = CALM_MS,
        lets_finish: bool = False,
    ) -> KeptFresh:
        """A result that is one of the parts."""
        return self._join(KeptFresh(make, result, self, calm_ms, lets_finish))

    def _join(self, part: P) -> P:
        part.failed.connect(self.failed)
        self._parts.append(part)
        return part
