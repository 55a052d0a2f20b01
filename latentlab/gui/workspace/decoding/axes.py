"""What the sliders move along, how far they reach, in which order they stand, and which are locked."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.axis_spans import AxisSpans, Span, axis_spans
from latentlab.latent.code_axes import AxisKind, CodeAxes, code_axes
from latentlab.latent.effects import Effects, effects
from latentlab.training.events import Frame

Order = Literal["index", "variance", "effect"]
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The axes of the codes, and how far the sliders reach on them."""

    axes: CodeAxes
    spans: AxisSpans


class Axes(Follower):
    """Measures the codes anew as they change; the effect on the image only where it gives the order."""

    changed = Signal()  # axes, spans or order
    locks_changed = Signal(object)  # frozenset[int], of the axes that the sliders move along now

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind: AxisKind = "dimensions"  # what is asked for; `measured` has it a moment later
        self.order: Order = "index"
        self.span: Span = "98%"
        self.measured: Measured | None = None
        self.effects: np.ndarray | None = None  # (k,) while they give the order
        self._own_spans: dict[tuple[AxisKind, int], Span] = {}
        self._locked: dict[AxisKind, frozenset[int]] = {}
        self._axes = self._keep(self._measure, Measured)
        self._axes.changed.connect(self._on_measured)
        self._effects = self._keep(self._measure_effects, Effects)
        self._effects.changed.connect(self._on_effects)

    @property
    def ranks(self) -> np.ndarray:
        """The axes (k,) in their order, as far as it is known."""
        latent = self._frame.latents.shape[1] if self._frame is not None else 0
        if self.measured is None or self.order == "index":
            return np.arange(latent)
        by = self.effects if self.order == "effect" else self.measured.axes.share
        return np.arange(latent) if by is None else np.argsort(-by, kind="stable")

    @property
    def locked(self) -> frozenset[int]:
        """The axes that stay as they are at a draw and a reset, of the kind that is shown."""
        return self._locked.get(self._shown_kind, frozenset())

    @property
    def own_spans(self) -> dict[int, Span]:
        """How far single sliders reach where that was chosen for them alone."""
        return {axis: span for (kind, axis), span in self._own_spans.items() if kind == self._shown_kind}

    def kept(self, z: np.ndarray, before: np.ndarray) -> np.ndarray:
        """A code (k,) that is as `z` but for the locked axes, where it is as `before`."""
        locked = sorted(self.locked)
        if not locked or self.measured is None or len(self.measured.axes) != len(z) or len(before) != len(z):
            return z
        axes = self.measured.axes
        places = axes.coordinates(z)
        places[locked] = axes.coordinates(before)[locked]
        return axes.codes(places)

    # What a student can intend

    def choose_kind(self, kind: AxisKind) -> None:
        """Move along the latent dimensions, or along the principal axes of the codes."""
        if kind != self.kind:
            self.kind, self.effects = kind, None
            self._axes.ask()

    def choose_order(self, order: Order) -> None:
        """Show the sliders in another order."""
        self.order = order
        if order == "effect":
            self._effects.ask()
        else:
            self.effects = None
        self.changed.emit()

    def choose_span(self, span: Span) -> None:
        """Let all sliders reach so far."""
        self.span = span
        self._own_spans.clear()
        self._axes.ask()

    def choose_own_span(self, axis: int, span: Span | None) -> None:
        """Let one slider reach so far; None: as far as all."""
        if span is None:
            self._own_spans.pop((self._shown_kind, axis), None)
        else:
            self._own_spans[self._shown_kind, axis] = span
        self._axes.ask()

    def toggle_lock(self, axis: int) -> None:
        """Lock an axis, or unlock it."""
        self._locked[self._shown_kind] = self.locked ^ {axis}
        self.locks_changed.emit(self.locked)

    def unlock(self) -> None:
        """Unlock all."""
        self._locked.clear()
        self.locks_changed.emit(self.locked)

    # What it follows

    def follow(self, subject: Subject, frame: Frame) -> None:
        old = self._frame
        is_other = old is None or old.latents.shape[1] != frame.latents.shape[1]
        super().follow(subject, frame)
        if is_other:
            self.measured = self.effects = None
            self._own_spans.clear()
            self.unlock()
        self._axes.ask(is_waited_for=is_other)

    def forget(self) -> None:
        super().forget()
        self.measured = self.effects = None

    # How it works

    @property
    def _shown_kind(self) -> AxisKind:
        return self.measured.axes.kind if self.measured is not None else self.kind

    def _measure(self) -> Generator[object, None, None] | None:
        if self._frame is None:
            return None
        codes = self._frame.latents
        kind = self.kind if codes.shape[1] > 1 else "dimensions"  # one has no other axis, nor a choice
        wanted = [self._own_spans.get((kind, axis), self.span) for axis in range(codes.shape[1])]
        return _measured(codes, kind, wanted)

    def _on_measured(self, measured: Measured | None) -> None:
        if measured is None or self._frame is None or len(measured.axes) != self._frame.latents.shape[1]:
            return  # of codes that are no numbers, or of a network that is gone
        is_other = measured.axes.kind != self._shown_kind
        self.measured = measured
        if self.order == "effect":
            self._effects.ask(is_waited_for=self.effects is None)
        self.changed.emit()
        if is_other:
            self.locks_changed.emit(self.locked)

    def _measure_effects(self) -> Generator[object, None, None] | None:
        frame, measured = self._frame, self.measured
        if self.order != "effect" or frame is None or frame.model is None or measured is None:
            return None
        if len(measured.axes) != frame.latents.shape[1]:
            return None
        return _effects(frame, measured.axes)

    def _on_effects(self, found: Effects | None) -> None:
        if found is not None and self.measured is not None and len(found.values) == len(self.measured.axes):
            self.effects = found.values
            self.changed.emit()


def _measured(codes: np.ndarray, kind: AxisKind, wanted: list[Span]) -> Generator[object, None, None]:
    """The axes, on the worker; none of codes that are not finite, of which the map tells."""
    try:
        axes = code_axes(codes, kind)
    except LatentLabError:
        return
    yield Measured(axes, (yield from axis_spans(axes, codes, wanted)))


def _effects(frame: Frame, axes: CodeAxes) -> Generator[object, None, None]:
    from latentlab.models.coding import decode_codes

    model = frame.model
    assert model is not None
    yield (yield from effects(axes, frame.latents, lambda codes: decode_codes(model, codes)))
