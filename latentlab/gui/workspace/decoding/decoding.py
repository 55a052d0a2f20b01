"""Joins what the decoder panel and the pictures beside it are made of."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from latentlab.gui.pace import Load
from latentlab.gui.workspace.decoding.axes import Axes
from latentlab.gui.workspace.decoding.direction import Direction
from latentlab.gui.workspace.decoding.disturbing import Disturbing
from latentlab.gui.workspace.decoding.drawing import Drawing
from latentlab.gui.workspace.decoding.filmstrips import Filmstrips
from latentlab.gui.workspace.decoding.inside import Inside
from latentlab.gui.workspace.decoding.jumps import Jumps
from latentlab.gui.workspace.decoding.kept_codes import kept_codes
from latentlab.gui.workspace.decoding.mix import Mix
from latentlab.gui.workspace.decoding.path import CodePath
from latentlab.gui.workspace.decoding.reconstructions import Reconstructions
from latentlab.gui.workspace.decoding.sheet import Sheet
from latentlab.gui.workspace.decoding.slope import Slope
from latentlab.gui.workspace.decoding.surroundings import Surroundings
from latentlab.gui.workspace.decoding.visits import Visits
from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.group import Group
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.parts import end_all
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.training.events import Frame


class Decoding(QObject):
    """Hands on each moment of the run to all that decode it; each computes only while it is watched."""

    failed = Signal(object)  # the exception

    def __init__(
        self, live_map: LiveMap, selector: Selector, group: Group, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.selector = selector
        self.path = CodePath(live_map, selector, self)
        self.sheet = Sheet(selector, self)
        self.reconstructions = Reconstructions(self)
        self.surroundings = Surroundings(selector, self)
        self.slope = Slope(selector, self)
        self.axes = Axes(self)
        self.visits = Visits(selector, self)
        self.jumps = Jumps(selector, self.axes, self.visits, self)
        self.filmstrips = Filmstrips(selector, self.axes, self)
        self.inside = Inside(selector, self)
        self.direction = Direction(selector, self)
        self.mix = Mix(selector, lambda: kept_codes(selector, group, self.path, self.direction), self)
        self.disturbing = Disturbing(selector, self)
        self.drawing = Drawing(selector, self.disturbing, self)
        self._subject: Subject | None = None
        self._followers = self._all()
        for follower in self._followers:
            follower.failed.connect(self.failed)

    def _all(self) -> Sequence[Follower]:
        digit = (self.surroundings, self.slope, self.inside)
        sliders = (self.axes, self.visits, self.jumps, self.filmstrips)
        walks = (self.path, self.direction, self.mix)
        return (*digit, *sliders, *walks, self.sheet, self.reconstructions, self.disturbing, self.drawing)

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights, or other images."""
        if self._subject is not None and subject is not self._subject:
            self.forget()
        self._subject = subject
        for follower in self._followers:
            follower.follow(subject, frame)

    def forget(self) -> None:
        """Other images are opened, whose network is yet to come."""
        self._subject = None
        for follower in self._followers:
            follower.forget()

    def spare(self, load: Load) -> None:
        """Leave nearly all of the processor to a network in training."""
        for follower in self._followers:
            follower.spare(load)

    def stop(self) -> None:
        """End what runs, and begin no more."""
        for follower in self._followers:
            follower.stop()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the threads; only for the closing window."""
        return end_all(self._followers, milliseconds)
