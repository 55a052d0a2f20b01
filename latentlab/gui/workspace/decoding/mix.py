"""Sums and differences of mean codes: 3 − 8 + 9."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.workspace.decoding.ends import End, mean_code
from latentlab.gui.workspace.decoding.hold import Hold
from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.walks.arithmetic import weighted_sum
from latentlab.latent.walks.expression import Term, sum_of, text_of_sum
from latentlab.training.events import Frame

_CALM_MS = 100  # between two drawings of the terms while a network trains


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One term of the sum: so many times the mean code of a class, or a code that was kept."""

    weight: float
    name: str
    label: int | None = None  # of the class
    end: End | None = None

    def code(self, subject: Subject, frame: Frame) -> np.ndarray | None:
        """The code (k,) by the weights of `frame`; None where there is none."""
        if self.label is not None:
            labels = subject.labels[: len(frame.latents)]
            return mean_code(frame, np.flatnonzero(labels == self.label))
        renewed = self.end.renewed(subject, frame) if self.end is not None else None
        return renewed.z if renewed is not None else None


@dataclass(frozen=True, slots=True, eq=False)
class MixPictures:
    """What the parts and their sum are decoded to."""

    parts: np.ndarray  # (P, pixels) float32, NaN where a part has no code
    total: np.ndarray | None  # (pixels,) float32; None where a part is missing


class Mix(Follower):
    """Its sum is selected at every change, and follows newer weights as long as it stays selected."""

    changed = Signal(object)  # tuple of Part
    pictures_changed = Signal(object)  # MixPictures | None
    held_changed = Signal(bool)  # whether the sum is what is selected
    refused = Signal(object)  # the LatentLabError that says why nothing changed

    def __init__(
        self, selector: Selector, kept: Callable[[], Mapping[str, End]], parent: QObject | None = None
    ) -> None:
        """kept: other codes than the classes' that a term may be at present, by name."""
        super().__init__(parent)
        self._kept = kept
        self.parts: tuple[Part, ...] = ()
        self._is_watched = False
        self._hold = Hold(selector, self)
        self._hold.lost.connect(lambda: self.held_changed.emit(False))
        self._pictures = self._keep(self._picture_events, MixPictures, _CALM_MS)
        self._pictures.changed.connect(self.pictures_changed)

    @property
    def is_held(self) -> bool:
        """Whether the sum is what is selected."""
        return self._hold.is_held

    @property
    def names(self) -> tuple[str, ...]:
        """What a term can be at present; a class goes before anything else of its name."""
        classes = self._subject.classes if self._subject is not None else ()
        there = {part.name for part in self.parts} | set(self._kept())
        return (*classes, *sorted(there - set(classes)))

    @property
    def text(self) -> str:
        """The sum as it can be typed."""
        return text_of_sum([Term(part.weight, part.name) for part in self.parts])

    # What a student can intend

    def type(self, text: str) -> None:
        """Take a sum that was typed, or say why it is none."""
        try:
            terms = sum_of(text, self.names)
        except LatentLabError as error:
            self.refused.emit(error)
            return
        self._take(tuple(self._part(term) for term in terms))

    def add(self, name: str, weight: float) -> None:
        """Add a term of this name. Raises KeyError where there is none."""
        self._take((*self.parts, self._part(Term(weight, name))))

    def weigh(self, number: int, weight: float) -> None:
        """Add a term so often."""
        changed = replace(self.parts[number], weight=weight)
        self._take((*self.parts[:number], changed, *self.parts[number + 1 :]), same_terms=True)

    def remove(self, number: int) -> None:
        """Leave a term out."""
        self._take((*self.parts[:number], *self.parts[number + 1 :]))

    def clear(self) -> None:
        """Begin anew; the selection stays."""
        self._take(())

    def use(self) -> None:
        """Select the sum."""
        total = self._total()
        if total is not None:
            self._hold.select(total)
            self.held_changed.emit(True)

    # What it follows

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights: all means are others."""
        super().follow(subject, frame)
        if self._is_watched:
            self._renew()

    def forget(self) -> None:
        """The terms mean nothing any more."""
        super().forget()
        self.clear()

    def watch(self, is_watched: bool) -> None:
        """Whether somebody looks at the sum; else it is not computed."""
        self._is_watched = is_watched
        super().watch(is_watched)
        if is_watched:
            self._renew()

    # How it works

    def _part(self, term: Term) -> Part:
        """What a name means now; a code that is kept already stays what it was."""
        classes = self._subject.classes if self._subject is not None else ()
        if term.name in classes:
            return Part(term.weight, term.name, label=classes.index(term.name))
        before = {part.name: part.end for part in self.parts if part.end is not None}
        end = before[term.name] if term.name in before else self._kept()[term.name]
        return Part(term.weight, term.name, end=end)

    def _take(self, parts: tuple[Part, ...], same_terms: bool = False) -> None:
        self.parts = parts
        self.changed.emit(parts)
        self._pictures.ask(is_waited_for=not same_terms)
        if parts:
            self.use()
        else:
            self._hold.let_go()

    def _renew(self) -> None:
        self._pictures.ask(is_waited_for=False)
        if self._hold.is_held:
            self.use()

    def _codes(self) -> list[np.ndarray | None]:
        subject, frame = self._subject, self._frame
        if subject is None or frame is None:
            return []
        return [part.code(subject, frame) for part in self.parts]

    def _total(self) -> np.ndarray | None:
        """The sum (k,), None where there is none."""
        codes = [code for code in self._codes() if code is not None]
        if not codes or len(codes) < len(self.parts) or not np.isfinite(codes).all():
            return None
        return weighted_sum(np.array([part.weight for part in self.parts]), np.stack(codes))

    def _picture_events(self) -> Generator[object, None, None] | None:
        codes = self._codes()
        if self._frame is None or self._frame.model is None or not codes:
            return None
        return _decoded(self._frame, codes, self._total())


def _decoded(
    frame: Frame, codes: list[np.ndarray | None], total: np.ndarray | None
) -> Generator[MixPictures, None, None]:
    from latentlab.models.coding import decode_codes

    assert frame.model is not None
    nowhere = np.full(frame.latents.shape[1], np.nan, np.float32)
    known = np.stack([nowhere if code is None else code for code in codes])
    parts = decode_codes(frame.model, known)
    yield MixPictures(parts, None if total is None else decode_codes(frame.model, total[None])[0])
