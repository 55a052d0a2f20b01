"""What is known of the selected code beyond its digit: where it lies, and which class it seems to be of."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.hand import Errand
from latentlab.gui.workspace.selection import Selection
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.around import Around, around
from latentlab.latent.fitted_probe import FittedProbe, fitted_probe
from latentlab.latent.neighbours.near_codes import NearCodes, near_codes
from latentlab.latent.off_data import DataEdge, data_edge, grown
from latentlab.training.events import Frame

NEAREST = 16  # images, as many as the widest panel has room for
_BETWEEN_MS = 40  # two looks while the selection moves
_TRAINING_MS = 150
_SETTLED_MS = 200  # after the last of the epochs that are looked back on
_AT_ONCE = 400_000  # values of codes that are made ready to be searched within a millisecond or two


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """What was found of one selection; None where it is not known (yet)."""

    selection: Selection
    around: Around | None
    probe: np.ndarray | None = None  # (classes,) how sure a linear probe of the codes is of each class
    learnt: int = 0  # codes that the probe has learnt from
    head: np.ndarray | None = None  # (classes,) the same of the network's own classifier


class Surroundings(Follower):
    """The nearest images and the probe's guess follow a hand; what they are asked of is kept up meanwhile."""

    changed = Signal(object)  # Finding

    def __init__(self, selector: Selector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selector = selector
        self._near: tuple[np.ndarray, NearCodes] | None = None  # with the codes that it is of
        self._edge: DataEdge | None = None
        self._grown: tuple[DataEdge, NearCodes, DataEdge] | None = None  # of an edge among newer codes
        self._probe: FittedProbe | None = None
        self._tried: tuple[FittedProbe, Frame, bool] | None = None  # whether it fits that frame
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._ask_kept)
        self._is_watched = self._is_allowed = False
        self._later = Errand(selector.hand, self)
        self._later.due.connect(self._look)
        self._edges = self._keep(self._edge_events, DataEdge)
        self._probes = self._keep(self._probe_events, FittedProbe)
        self._edges.changed.connect(self._on_edge)
        self._probes.changed.connect(self._on_probe)
        selector.chosen.connect(self._on_chosen)

    # What is intended

    def watch(self, is_watched: bool) -> None:
        """Whether somebody looks; else nothing is computed."""
        self._is_watched = is_watched
        self._watch_kept()
        self._ask()

    def allow(self, is_allowed: bool) -> None:
        """Whether what the window needs more urgently is loaded by now."""
        self._is_allowed = is_allowed
        self._watch_kept()

    # What it follows

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights, other images, or the epoch that is looked back on."""
        before, is_new = self._frame, not self._has_known(frame)
        if is_new:
            self._forget_known()
        super().follow(subject, frame)
        self._edges.ask(is_waited_for=is_new)
        self._probes.ask(is_waited_for=is_new)
        if before is not None and frame.step < before.step:  # looked back on: nothing else will change
            self._settled.start()
        self._ask(_BETWEEN_MS if is_new else _TRAINING_MS)

    def begin(self, _subject: Subject | None = None) -> None:
        """Another run of the same images: what is known is of a network that is gone."""
        self._frame = None
        self._forget_known()

    def forget(self) -> None:
        super().forget()
        self._forget_known()

    def stop(self) -> None:
        """End what runs, and begin no more."""
        self._is_watched = False
        self._later.stop()
        self._settled.stop()
        super().stop()

    # How it works

    def _forget_known(self) -> None:
        self._edge = self._probe = self._tried = None

    def _ask_kept(self) -> None:
        """A student looks back on an epoch, and waits for what is known of it."""
        self._edges.ask()
        self._probes.ask()

    def _watch_kept(self) -> None:
        super().watch(self._is_watched and self._is_allowed)

    def _has_known(self, frame: Frame) -> bool:
        """Whether what is known is of another moment of the same run."""
        before = self._frame
        return before is not None and before.latents.shape[1] == frame.latents.shape[1]

    def _on_chosen(self, _selection: Selection) -> None:
        self._ask()

    def _ask(self, milliseconds: int = _BETWEEN_MS) -> None:
        if self._is_watched:
            self._later.ask(milliseconds)

    def _look(self) -> None:
        selection = self._selector.selection
        if selection is not None and self._is_watched:
            self.changed.emit(self._finding(selection))

    def _finding(self, selection: Selection) -> Finding:
        z, near = selection.z, self._near_codes()
        known = None
        if near is not None and len(z) == near.codes.shape[1] and np.isfinite(z).all():
            known = around(near, self._edge_among(near), z, selection.row, NEAREST)
        probe, learnt = self._told_by_probe(z)
        return Finding(selection, known, probe, learnt, self._told_by_head(z))

    def _near_codes(self) -> NearCodes | None:
        """Of the newest codes where that is quick, else of those that the edge was measured on."""
        codes = self._frame.latents if self._frame is not None else np.zeros((0, 0))
        if not 0 < codes.size <= _AT_ONCE:
            return self._edge.near if self._edge is not None else None
        if self._near is None or self._near[0] is not codes:
            try:
                self._near = codes, near_codes(codes)
            except LatentLabError:  # a training that ran away: the map tells of it
                return None
        return self._near[1]

    def _edge_among(self, near: NearCodes) -> DataEdge | None:
        """The edge as it is by now: a network in training would soon have left the one that was measured."""
        edge = self._edge
        if edge is None:
            return None
        if self._grown is None or self._grown[:2] != (edge, near):
            self._grown = edge, near, grown(edge, near)
        return self._grown[2]

    def _told_by_probe(self, z: np.ndarray) -> tuple[np.ndarray | None, int]:
        subject, fitted = self._subject, self._probe
        if subject is None or fitted is None or len(fitted.probe.mean) != len(z) or not self._fits(fitted):
            return None, 0
        certainty = np.zeros(len(subject.classes))
        certainty[fitted.probe.classes] = fitted.probe.probabilities(z[None])[0]
        return certainty, fitted.probe.learnt

    def _fits(self, fitted: FittedProbe) -> bool:
        """Whether it still holds: a network in its first epochs soon leaves a probe behind."""
        frame, subject = self._frame, self._subject
        if frame is None or subject is None:
            return False
        if self._tried is None or self._tried[:2] != (fitted, frame):
            self._tried = fitted, frame, fitted.still_fits(frame.latents, subject.labels)
        return self._tried[2]

    def _told_by_head(self, z: np.ndarray) -> np.ndarray | None:
        model = self._frame.model if self._frame is not None else None
        if model is None or model.classifier is None or model.latent != len(z):
            return None
        from latentlab.models.coding import classify_codes

        return classify_codes(model, z[None])[0]

    def _edge_events(self) -> Generator[object, None, None] | None:
        frame = self._frame
        return None if frame is None or len(frame.latents) == 0 else _edge_of(frame.latents)

    def _probe_events(self) -> Generator[object, None, None] | None:
        subject, frame = self._subject, self._frame
        if subject is None or frame is None or len(frame.latents) == 0:
            return None
        return _probe_of(frame.latents, subject.labels)

    def _on_edge(self, edge: DataEdge | None) -> None:
        self._edge = edge
        self._ask()

    def _on_probe(self, probe: FittedProbe | None) -> None:
        self._probe = probe
        self._ask()


def _edge_of(codes: np.ndarray) -> Generator[object, None, None]:
    if np.isfinite(codes).all():
        yield data_edge(near_codes(codes))


def _probe_of(codes: np.ndarray, labels: np.ndarray) -> Generator[object, None, None]:
    fitted = yield from fitted_probe(codes, labels)
    if fitted is not None:
        yield fitted
