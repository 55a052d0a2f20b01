"""How much each pixel of the decoded image wavers with the selected code, by the decoder's slope."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.selection import Selection
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.around import local_spread
from latentlab.training.events import Frame

Waver = Literal["spread", "step"]
_CALM_MS = 40  # between two beginnings while a hand moves or a network trains


@dataclass(frozen=True, slots=True, eq=False)
class PixelSpread:
    """How much each pixel wavers with a code z (k,), (height, width), where z wavers by `by`."""

    z: np.ndarray
    pixels: np.ndarray
    by: Waver


class Slope(Follower):
    """Computed for the newest code as soon as the last one is done: none waits in a queue.

    The code wavers as those of the images around it do, a variational one as its encoder says, or by a step
    of 1 in every dimension.
    """

    changed = Signal(object)  # PixelSpread

    def __init__(self, selector: Selector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selector = selector
        self._by: Waver | None = None  # None while nobody looks
        self._spread = self._keep(self._events, PixelSpread, _CALM_MS, lets_finish=True)
        self._spread.changed.connect(self._on_spread)
        selector.chosen.connect(self._on_chosen)

    def show(self, by: Waver | None) -> None:
        """What somebody looks at, None where nobody does."""
        self._by = by
        self._spread.give_up()
        self._spread.ask()
        self.watch(by is not None)

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights, other images, or the epoch that is looked back on."""
        super().follow(subject, frame)
        self._spread.ask(is_waited_for=False)

    def _on_chosen(self, _selection: Selection) -> None:
        self._spread.ask(is_waited_for=not self._selector.hand.is_moving)

    def _events(self) -> Generator[object, None, None] | None:
        subject, frame, selection, by = self._subject, self._frame, self._selector.selection, self._by
        if selection is None or subject is None or frame is None or by is None:
            return None
        if frame.model is None or len(selection.z) != frame.latents.shape[1]:
            return None
        return _spread_of(subject, frame, selection.z, selection.image, by)

    def _on_spread(self, spread: PixelSpread | None) -> None:
        if spread is not None:
            self.changed.emit(spread)


def _spread_of(
    subject: Subject, frame: Frame, z: np.ndarray, image: np.ndarray | None, by: Waver
) -> Generator[PixelSpread, None, None]:
    from latentlab.models.slope import encoders_spread, pixel_spread

    assert frame.model is not None
    spread: np.ndarray | None = np.ones(len(z)) if by == "step" else None
    if spread is None and image is not None:
        spread = encoders_spread(frame.model, image.astype(np.float32).reshape(-1))
    if spread is None:
        spread = local_spread(frame.latents, z)
    yield PixelSpread(z, pixel_spread(frame.model, z, spread).reshape(subject.shape), by)
