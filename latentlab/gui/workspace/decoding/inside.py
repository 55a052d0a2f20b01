"""What is inside the network: weights as tiles, and what its layers give for the selected image and code."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.selection import Selection
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.training.events import Frame

if TYPE_CHECKING:
    from latentlab.models.layer_outputs import LayerOutput
    from latentlab.models.weight_tiles import WeightTiles

_WEIGHTS_MS = 500  # between two looks while a network trains
_OUTPUTS_MS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The weights of one moment, each layer's with the units from strongest to weakest."""

    layers: tuple[WeightTiles, ...]
    orders: tuple[np.ndarray, ...]  # (units,) intp each


@dataclass(frozen=True, slots=True, eq=False)
class Outputs:
    """What the layers give; is_own: for the original of the selection, else for what z decodes to."""

    layers: tuple[LayerOutput, ...]
    is_own: bool


class Inside(Follower):
    """Weights and outputs are found apart: either may be looked at."""

    weights_changed = Signal(object)  # Weights | None: there is no network yet
    outputs_changed = Signal(object)  # Outputs | None

    def __init__(self, selector: Selector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selector = selector
        self._weights = self._keep(self._weight_events, Weights, _WEIGHTS_MS, lets_finish=True)
        self._outputs = self._keep(self._output_events, Outputs, _OUTPUTS_MS, lets_finish=True)
        self._weights.changed.connect(self.weights_changed)
        self._outputs.changed.connect(self.outputs_changed)
        selector.chosen.connect(self._on_chosen)

    def watch_weights(self, is_watched: bool) -> None:
        """Whether somebody looks at the weights; else none are looked up."""
        self._weights.watch(is_watched)

    def watch_outputs(self, is_watched: bool) -> None:
        """Whether somebody looks at what the layers give; else nothing is computed."""
        self._outputs.watch(is_watched)

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights, other images, or the epoch that is looked back on."""
        is_other = self._frame is None or self._frame.model is None
        super().follow(subject, frame)
        self._weights.ask(is_waited_for=is_other)
        self._outputs.ask(is_waited_for=is_other)

    def _on_chosen(self, _selection: Selection) -> None:
        self._outputs.ask(is_waited_for=not self._selector.hand.is_moving)

    def _weight_events(self) -> Generator[object, None, None] | None:
        subject, frame = self._subject, self._frame
        if subject is None or frame is None or frame.model is None:
            return None
        return _weights_of(subject, frame)

    def _output_events(self) -> Generator[object, None, None] | None:
        subject, frame, selection = self._subject, self._frame, self._selector.selection
        if subject is None or frame is None or frame.model is None or selection is None:
            return None
        if len(selection.z) != frame.model.latent:
            return None
        return _outputs_of(subject, frame, selection)


def _weights_of(subject: Subject, frame: Frame) -> Generator[Weights, None, None]:
    from latentlab.models.weight_tiles import weight_tiles

    assert frame.model is not None
    layers = weight_tiles(frame.model, subject.shape)
    yield Weights(layers, tuple(np.argsort(-layer.strength, kind="stable") for layer in layers))


def _outputs_of(subject: Subject, frame: Frame, selection: Selection) -> Generator[Outputs, None, None]:
    from latentlab.models.layer_outputs import layer_outputs

    assert frame.model is not None
    image = selection.original if selection.original is not None else selection.image
    if image is not None and image.dtype != np.uint8:
        image = image.astype(np.float32)
    yield Outputs(
        layer_outputs(frame.model, image, selection.z, subject.shape), selection.original is not None
    )
