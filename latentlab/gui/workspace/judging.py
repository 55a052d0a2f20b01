"""Judges how far a live map can be trusted: thoroughly where it rests, at a glance while it moves."""

import os
from collections.abc import Generator
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.job import Job, JobSlot
from latentlab.gui.judgement import Judgement
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.maps.layout import Layout
from latentlab.latent.preparing import Preparing
from latentlab.latent.quality import LEAST_POINTS, QUERIES, Verdict, judge_map

_RESTED_MS = 400  # without a new layout a map has come to rest
_GLANCE_QUERIES = 300
_GLANCE_SHARE = 0.03  # of one core's time, at the most, while the map moves
_LEAST_PAUSE_MS = 2_000  # between two glances


class Judging(QObject):
    """Follows one map; a newer layout makes the verdict stale, and the newest is judged."""

    changed = Signal(object)  # Judgement | None: nothing to judge
    failed = Signal(object)  # the exception

    def __init__(self, live_map: LiveMap, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.judgement: Judgement | None = None
        self._map = live_map
        self._subject: Subject | None = None
        self._codes: np.ndarray | None = None  # (N, k)
        self._layout: Layout | None = None
        self._judged: tuple[Layout, np.ndarray] | None = None  # what the present job judges
        self._is_allowed = False
        self._is_training = False
        self._is_glance = False
        self._took = QElapsedTimer()  # since the present job began
        self._pause_ms = 0
        self._since_glance = QElapsedTimer()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_RESTED_MS)
        self._rest.timeout.connect(self._on_rest)
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self._on_failed)
        live_map.layout_changed.connect(self._on_layout)
        live_map.running_changed.connect(self._on_running)

    def allow(self) -> None:
        """Begin: what it computes with is loaded."""
        self._is_allowed = True
        self._rest.start()

    def follow(self, subject: Subject, codes: np.ndarray) -> None:
        """The newest codes (N, k), and the images that they belong to."""
        if codes is self._codes:
            return
        self._subject, self._codes = subject, codes
        self._tell_stale()
        self._rest.start()

    def spare(self, is_training: bool) -> None:
        """Only glance at the map while a network trains."""
        self._is_training = is_training
        self._rest.start()

    def forget(self) -> None:
        """Nothing is shown any more that could be judged."""
        self._rest.stop()
        self._jobs.clear()
        self._codes, self._layout, self._judged = None, None, None
        self._tell(None)

    def stop(self) -> None:
        """End what runs; the last verdict stays."""
        self._rest.stop()
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        self._rest.stop()
        return self._jobs.wait(milliseconds)

    # How it works

    def _on_layout(self, layout: Layout, glide_ms: int, rescaled: bool) -> None:
        if rescaled:
            self._tell(None)  # what was said is of another map
            self._since_glance.invalidate()
        self._layout = layout
        self._tell_stale()
        self._rest.start()
        self._glance()

    def _on_running(self, running: bool) -> None:
        if not running:
            self._rest.start()

    def _on_rest(self) -> None:
        if not self._is_training and not self._map.is_running and not self._is_up_to_date:
            self._judge(QUERIES, os.cpu_count() or 1, is_glance=False)

    def _glance(self) -> None:
        is_busy = self._jobs.job is not None and not self._jobs.job.is_over
        is_early = self._since_glance.isValid() and not self._since_glance.hasExpired(self._pause_ms)
        if not (is_busy and self._is_glance) and not is_early:
            self._judge(_GLANCE_QUERIES, 1, is_glance=True)

    def _judge(self, queries: int, threads: int, is_glance: bool) -> None:
        layout, codes, subject = self._layout, self._codes, self._subject
        if layout is None or codes is None or subject is None or not self._is_allowed:
            return
        if len(layout.points) != len(codes):
            return  # the map of these codes is yet to come
        if len(codes) < LEAST_POINTS:
            self._tell(Judgement(len(codes)))
            return
        self._judged, self._is_glance = (layout, codes), is_glance
        self._took.start()
        self._jobs.start(Job(_verdict(layout.points, codes, subject, queries, threads), parent=self))
        if self.judgement is None:
            self._tell(Judgement(len(codes)))

    @property
    def _is_up_to_date(self) -> bool:
        """Whether the thorough verdict of what is shown is there or under way."""
        if self._judged is None or self._is_glance:
            return False
        return self._judged[0] is self._layout and self._judged[1] is self._codes

    def _on_done(self) -> None:
        verdict = self._jobs.job.take(Verdict) if self._jobs.job else None
        if verdict is None or self._judged is None:
            return
        if self._is_glance:
            self._pause_ms = max(_LEAST_PAUSE_MS, round(self._took.elapsed() / _GLANCE_SHARE))
            self._since_glance.start()
        layout, codes = self._judged
        is_stale = layout is not self._layout or codes is not self._codes
        self._tell(Judgement(len(codes), verdict, layout.iteration, is_stale))

    def _on_failed(self, error: object) -> None:
        self._tell(None)
        if not isinstance(error, LatentLabError):  # of bad codes the map itself has told
            self.failed.emit(error)

    def _tell_stale(self) -> None:
        told = self.judgement
        if told is not None and told.verdict is not None and not told.is_stale:
            self._tell(replace(told, is_stale=True))

    def _tell(self, judgement: Judgement | None) -> None:
        if judgement != self.judgement:
            self.judgement = judgement
            self.changed.emit(judgement)


def _verdict(
    points: np.ndarray, codes: np.ndarray, subject: Subject, queries: int, threads: int
) -> Generator[Preparing | Verdict, None, None]:
    """Judge a map against its codes, and against its images where they are there; on the worker."""
    pixels = None
    if subject.images is not None:
        pixels = subject.images.flat[subject.order[: len(points)]]  # (N, pixels) uint8
    yield (yield from judge_map(points, codes, pixels, queries=queries, threads=threads))
