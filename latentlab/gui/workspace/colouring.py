"""What the points of the map are coloured by, kept in step with the network and the map."""

from collections.abc import Generator
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.colouring.choice import ColourChoice
from latentlab.latent.colouring.colour import Material, coloured
from latentlab.latent.colouring.coloured import PointColours
from latentlab.latent.preparing import Preparing
from latentlab.training.events import Frame

_CLOCK_MS = 100  # between two looks at how far a computation is
_LEAST_REST_S = 1.0  # between two dear computations while something moves
_RESTS = 9  # times as long as the computation took: it gets a tenth of the time


class Colouring(QObject):
    """Computes the values of the present choice; while they come, the old ones stay.

    While a network trains or a map forms, dear values are computed now and then only, and lag behind.
    """

    changed = Signal(object)  # PointColours
    choice_changed = Signal(object)  # ColourChoice
    preparing_changed = Signal(object)  # Preparing | None
    refused = Signal(object)  # the LatentLabError that says why there are no values
    failed = Signal(object)  # the exception

    def __init__(self, live_map: LiveMap, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = ColourChoice()
        self.colours = PointColours(self.choice)
        self._map = live_map
        self._subject: Subject | None = None
        self._frame: Frame | None = None
        self._seed = 0
        self._is_training = False
        self._is_stale = False  # what the values are computed of has changed since the last began
        self._began_at = 0.0
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self._on_failed)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._tell_stage)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._refresh)
        live_map.running_changed.connect(self._refresh)

    @property
    def lags(self) -> bool:
        """Whether the colours belong to other weights than those that are shown."""
        return (
            self.colours.values is not None
            and self._frame is not None
            and self.colours.epoch != self._frame.epoch
        )

    # What a student can intend

    def choose(self, choice: ColourChoice) -> None:
        """Colour the points by something else."""
        if choice == self.choice:
            return
        self.choice = choice
        self.choice_changed.emit(choice)
        self._jobs.clear()
        self._rest.stop()
        self._tell_stage()
        self._is_stale = True
        if choice.by == "class":
            self._show(PointColours(choice))
        self._refresh()

    # What it follows

    def show_frame(self, subject: Subject, frame: Frame, seed: int) -> None:
        """The weights changed, or there are more or fewer points; seed: that the images are split by."""
        if self._subject is not subject:
            self._show(PointColours(self.choice))  # the old ones are of other images
            self._jobs.clear()
        self._subject, self._frame, self._seed = subject, frame, seed
        self.choose(self._possible(subject, frame))
        self._is_stale = True
        self._refresh()

    def follow_map(self) -> None:
        """The points of the map moved."""
        if self.choice.is_of_the_map:
            self._is_stale = True
            self._refresh()

    def spare(self, is_training: bool) -> None:
        """Leave most of the processor to a network in training; when it rests, catch up."""
        self._is_training = is_training
        self._refresh()

    def stop(self) -> None:
        """Compute nothing more."""
        self._rest.stop()
        self._clock.stop()
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        self.stop()
        return self._jobs.wait(milliseconds)

    # How it works

    def _possible(self, subject: Subject, frame: Frame) -> ColourChoice:
        """The choice, or what comes nearest to it for these images and this network."""
        if self.choice.by == "error" and subject.images is None:
            return ColourChoice()
        return replace(self.choice, dimension=min(self.choice.dimension, frame.latents.shape[1] - 1))

    def _refresh(self) -> None:
        """Begin to compute what is out of date, unless that has to wait."""
        material = self._material()
        is_busy = self._jobs.job is not None or self._has_to_rest()
        if not self._is_stale or is_busy or self.choice.by == "class" or material is None:
            return
        if not material.allows(self.choice):
            return  # what is missing is on its way
        self._is_stale = False
        self._began_at = perf_counter()
        assert self._frame is not None
        self._jobs.start(Job(_colours(self.choice, material, self._frame.epoch), parent=self))
        self._clock.start()

    def _material(self) -> Material | None:
        subject, frame = self._subject, self._frame
        if subject is None or frame is None:
            return None
        codes, points = frame.latents, None
        if self.choice.is_of_the_map:
            layout, codes_then = self._map.layout, self._map.layout_codes
            if layout is None or codes_then is None:
                return None
            codes, points = codes_then, layout.points
        labels, order = subject.labels[: len(codes)], subject.order[: len(codes)]
        return Material(
            codes, labels, order, self._seed, subject.images, frame.model, points, self._map.graphs
        )

    def _moves(self) -> bool:
        return self._is_training or (self.choice.is_of_the_map and self._map.is_running)

    def _has_to_rest(self) -> bool:
        if not self._moves():
            self._rest.stop()
        return self._rest.isActive()

    def _tell_stage(self) -> None:
        job = self._jobs.job
        if job is None:
            self._clock.stop()
            self.preparing_changed.emit(None)
            return
        stage = job.take(Preparing)
        if stage is not None and self.colours.choice != self.choice:  # else there are colours meanwhile
            self.preparing_changed.emit(stage)

    def _on_done(self) -> None:
        job = self._jobs.job
        colours = job.take(PointColours) if job else None
        self._end()
        if colours is not None:
            self._show(colours)
        self._refresh()

    def _on_failed(self, error: object) -> None:
        self._end()
        self._show(PointColours(self.choice))
        if isinstance(error, LatentLabError):
            self.refused.emit(error)  # the map tells the same of the same codes, and loudly
        else:
            self.failed.emit(error)

    def _end(self) -> None:
        self._jobs.clear()
        self._tell_stage()
        if not self.choice.is_cheap and self._moves():
            took_s = perf_counter() - self._began_at
            self._rest.start(round(1e3 * max(_LEAST_REST_S, _RESTS * took_s)))

    def _show(self, colours: PointColours) -> None:
        self.colours = colours
        self.changed.emit(colours)


def _colours(
    choice: ColourChoice, material: Material, epoch: float
) -> Generator[Preparing | PointColours, None, None]:
    """The values of all points, as a job."""
    values = yield from coloured(choice, material)
    yield PointColours(choice, values, epoch)
