"""What the window shows, and one method for each thing a user can intend."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from latentlab.gui.job import Job
from latentlab.gui.workspace.backdrop import Backdrop
from latentlab.gui.workspace.colouring import Colouring
from latentlab.gui.workspace.decoding.decoding import Decoding
from latentlab.gui.workspace.density_lines import DensityLines
from latentlab.gui.workspace.exporter import Exporter
from latentlab.gui.workspace.facts import Facts
from latentlab.gui.workspace.files import Files
from latentlab.gui.workspace.film import FilmRecorder
from latentlab.gui.workspace.ground import Ground
from latentlab.gui.workspace.group import Group
from latentlab.gui.workspace.judging import Judging
from latentlab.gui.workspace.kept_run import KeptRun
from latentlab.gui.workspace.library import Library
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.map_source import images_of
from latentlab.gui.workspace.more_points import MorePoints
from latentlab.gui.workspace.opening import Opened, frame_of
from latentlab.gui.workspace.own_place import OwnPlace
from latentlab.gui.workspace.parts import Part, end_all
from latentlab.gui.workspace.playback import Playback
from latentlab.gui.workspace.point_filter import PointFilter
from latentlab.gui.workspace.run import Run
from latentlab.gui.workspace.runs import Runs
from latentlab.gui.workspace.saving import Saved, save_run
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.gui.workspace.travel import Travel
from latentlab.gui.workspace.travel_maps import TravelMaps
from latentlab.gui.workspace.twin import Twin
from latentlab.gui.workspace.verdict import RunVerdict
from latentlab.gui.workspace.warm_up import Ready, WarmUp
from latentlab.gui.workspace.yardstick import Yardstick
from latentlab.latent.maps.layout import Layout
from latentlab.session import Session
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Frame

MAP_POINTS = 5_000


class Workspace(QObject):
    """Holds the subject, the run, the map and the selection, and keeps them of one mind."""

    subject_changed = Signal(object)  # Subject
    config_changed = Signal(object)  # TrainingConfig
    frame_changed = Signal(object)  # Frame
    layout_changed = Signal(object, int, bool)  # Layout, glide in ms, whether its units are new
    reference_changed = Signal(object)  # Reference | None: PCA and the mean image on the same images
    finished = Signal(object)  # Finished
    ready_changed = Signal(object)  # Ready
    saved = Signal(object)  # Path
    failed = Signal(object)  # the exception

    def __init__(self, data_root: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = Library(data_root, self)
        self.run = Run(self)
        self.travel = Travel(self.run, self)
        self.map = LiveMap(self)
        self.judging = Judging(self.map, self)
        self.twin = Twin(self.map, self)
        self.density_lines = DensityLines(self)
        self.ground = Ground(self.map, self)
        self.backdrop = Backdrop(self.ground, self)
        self.selector = Selector(self.map, self.ground, self)
        self.filter = PointFilter(self)
        self.group = Group(self.filter, self)
        self.decoding = Decoding(self.map, self.selector, self.group, self)
        self.own_place = OwnPlace(self.map, self.ground, self.selector, self)
        self.film = FilmRecorder(self)
        self.travel_maps = TravelMaps(self.map, self.travel, self.film, self)
        self.playback = Playback(self.travel, self.travel_maps, self)
        self.exporter = Exporter(self)
        self.colouring = Colouring(self.map, self)
        self.facts = Facts(self.map, self.group, self.selector, self)
        self.subject: Subject | None = None
        self.path: Path | None = None
        self.files = Files(self)
        self.points = MorePoints(self.run, MAP_POINTS, self)
        self.runs = Runs(self)
        self.verdict = RunVerdict(self.run, self.runs, self.travel, self)
        self._yardstick = Yardstick(self)
        self._warm_up = WarmUp(self)
        self._connect()

    def _connect(self) -> None:
        self.travel.frame_changed.connect(self._on_frame)
        self.travel.weights_changed.connect(self.selector.follow)  # while codes are encoded
        self.travel.hurried.connect(self.map.hurry)
        self.travel.branching.connect(self.runs.begin)
        self.travel.history_changed.connect(self.runs.keep_history)
        self.run.frame_changed.connect(self._on_frame_of_run)
        self.run.finished.connect(self.runs.finish)
        self.run.restarted.connect(self.runs.begin_again)
        self.run.finished.connect(self.finished)
        self.runs.pinned_codes_changed.connect(self.twin.show_run)
        self.runs.pinned_changed.connect(self._on_pinned)
        for follower in (self.judging, self.twin, self.colouring):
            self.run.running_changed.connect(follower.spare)
        for spared in (self.map, self.facts, self.decoding):
            self.run.load_changed.connect(spared.spare)
        self.run.running_changed.connect(lambda _: self.points.complete(self.subject))
        for part in (
            self.run, self.map, self.judging, self.twin, self.density_lines, self.ground, self.backdrop,
            self.own_place, self.colouring, self.facts, self.files, self.points, self._yardstick,
            self._warm_up, self.runs, self.travel, self.verdict, self.decoding,
        ):  # fmt: skip
            part.failed.connect(self.failed)
        self.frame_changed.connect(self.backdrop.follow_frame)
        self.map.layout_changed.connect(self.backdrop.follow_map)
        self.map.running_changed.connect(self._warm_up.hold)
        self.map.layout_changed.connect(self._on_layout)
        self.files.opened.connect(self.show_opened)
        self.files.saved.connect(self._on_saved)
        self._yardstick.changed.connect(self.reference_changed)
        self._warm_up.advanced.connect(self._on_warm_up)

    # Starting and ending

    @property
    def ready(self) -> Ready:
        """What is loaded by now."""
        return self._warm_up.ready

    def start_warm_up(self) -> None:
        """Load torch and the kernels of the maps, in the background."""
        self._warm_up.start()

    def stop_everything(self, milliseconds: int) -> bool:
        """End every thread and wait for it; only for the closing window."""
        self.playback.stop()
        self.travel_maps.stop()
        return end_all(self._parts, milliseconds)

    @property
    def _parts(self) -> tuple[Part, ...]:
        """In the order in which they are told to end."""
        pictures = (self.ground, self.backdrop, self.density_lines, self.colouring, self.decoding)
        maps = (self.map, self.own_place, self.twin, self.judging, *pictures, self.facts)
        files = (self.library, self.exporter, self.files, self.points, self.runs)
        return (*maps, self.verdict, self.travel, self.run, *files, self._yardstick, self._warm_up)

    # Data and files

    def open_data(self, name: str) -> None:
        """Open a data set and put the initial network of the present choices on it."""
        self.files.open_data(name, self.library.data_root)

    def open_session(self, path: Path) -> None:
        """Open a `.latentlab` file; nothing changes where it cannot be read."""
        self.files.open_session(path, self.library.data_root)

    def save(self, path: Path) -> None:
        """Write the present network, its history and its codes to a `.latentlab` file."""
        frame, subject, present = self.run.frame, self.subject, self.runs.present
        if frame is None or subject is None or frame.model is None or present is None:
            return
        maps = self.map.finished_points if self.travel.at is None else {}  # else they are of older codes
        result = present.finished
        kept = self.travel.history.checkpoints
        events = save_run(path, subject, self.run.config, frame, maps, result, kept, present.number)
        self.files.start(Job(events, parent=self))

    def show_opened(self, opened: Opened) -> None:
        """Take over what was opened."""
        self.path = opened.path
        self._show_subject(opened.subject)
        if opened.subject.session is None:
            self._show_new_network(self.run.config)
        else:
            self._show_session(opened.subject, opened.subject.session)

    def show_run(self, number: int) -> None:
        """Make a run that was kept the present one again. Raises KeyError where there is none."""
        kept = self.runs.run(number)
        if kept is self.runs.present:
            return
        self.path = None
        if kept.subject is not self.subject:
            self._show_subject(kept.subject)
        self.runs.begin(kept.subject, kept.config, number)
        self._show_trained(kept.subject, kept.config, kept.frame)
        self.travel.take_up(kept.history)

    # Training

    def build(self, config: TrainingConfig) -> None:
        """Replace the run by a new network with these choices."""
        if self.subject is not None and self.subject.images is not None:
            self._show_new_network(config)

    def rewind(self) -> None:
        """Back to the same initial weights."""
        self.build(self.run.config)

    def new_seed(self) -> None:
        """Another network of the same kind: other initial weights, another split, another order."""
        self.reseed(self.run.config.seed + 1)

    def reseed(self, seed: int) -> None:
        """The network that belongs to a seed."""
        self.build(replace(self.run.config, seed=seed))

    def play_or_pause(self) -> None:
        """Train on, or pause."""
        if self.run.is_running:
            self.run.pause()
        elif self.can_train:
            self.run.play()

    def step(self) -> None:
        """Learn one batch."""
        if self.can_train:
            self.run.step()

    @property
    def can_train(self) -> bool:
        """Whether torch is loaded and the images are there."""
        return self.ready.torch and self.subject is not None and self.subject.images is not None

    def set_map_points(self, count: int) -> None:
        """Show at most so many points on the map while nothing trains."""
        self.run.set_points(count)
        self.points.ask(count, self.subject)

    def show_second_map(self, wanted: bool) -> None:
        """Make the map again with another seed; a run that stands beside it goes."""
        if self.runs.pinned is not None:
            self.runs.pin(None)
        self.twin.show(wanted)

    @property
    def is_unsaved(self) -> bool:
        """Whether something learnt would be lost if the run were thrown away."""
        return self.runs.present is not None and self.runs.present.is_unsaved

    # What follows from what

    def _on_frame(self, frame: Frame) -> None:
        self.frame_changed.emit(frame)
        if self.subject is not None:
            self.selector.follow(self.subject, frame)
            for follower in (self.judging, self.twin):
                follower.follow(self.subject, frame.latents)
            self.colouring.show_frame(self.subject, frame, self.run.config.seed)
            self.facts.follow(self.subject, frame)
            self.decoding.follow(self.subject, frame)
        if self.travel.at is None:
            self.film.follow(frame)
        self.travel_maps.show(frame)

    def _on_frame_of_run(self, frame: Frame) -> None:
        self.runs.follow(self.run.config, frame)
        self.points.follow(self.subject)

    def _on_layout(self, layout: Layout, glide_ms: int, rescaled: bool) -> None:
        """The map moved: the cursor moves with it."""
        self._warm_up.hold(False)
        self.filter.follow_map(len(layout.points))
        if self.travel.at is None:
            self.film.record(layout, self.map.method, rescaled)
        self.layout_changed.emit(layout, glide_ms, rescaled)
        self.colouring.follow_map()
        self.selector.follow_map()

    def _on_pinned(self, pinned: KeptRun | None) -> None:
        if pinned is None:
            self.twin.show_run(None)

    def _on_saved(self, saved: Saved) -> None:
        if self.runs.saved(saved.number, saved.step):
            self.path = saved.path
        self.saved.emit(saved.path)

    def _show_session(self, subject: Subject, session: Session) -> None:
        frame = frame_of(session, self.points.most, self.ready.torch)
        self.runs.begin(subject, session.config)
        self.map.show_anew(frame.latents, session.maps)
        self.config_changed.emit(session.config)
        self.run.show(subject, session.config, frame, self.points.most)
        self.runs.came_from_file(frame.step, session.test_mse)
        self._measure_reference()

    # Jobs of its own

    def _show_new_network(self, config: TrainingConfig) -> None:
        assert self.subject is not None
        self.path = None  # another network is not to be written over this one's file unasked
        self.runs.begin(self.subject, config)
        self._show_trained(self.subject, config, None)
        if self.can_train:
            self.run.rewind(config)

    def _show_trained(self, subject: Subject, config: TrainingConfig, frame: Frame | None) -> None:
        """Show the network of `frame`, or one that is yet to be made."""
        self.film.cut()
        for follower in (self.map, self.judging, self.twin):
            follower.forget()
        self.config_changed.emit(config)
        self.run.show(subject, config, frame, self.points.most)
        self._measure_reference()

    def _show_subject(self, subject: Subject) -> None:
        self.subject = subject
        for part in (self.selector, self.decoding, self.facts):
            part.forget()
        for shown in (self.map, self.twin.map):
            shown.show_images(images_of(subject))
        self.group.forget()
        self.filter.follow(subject.labels, len(subject.classes))
        self.film.cut()
        self.subject_changed.emit(subject)

    def _measure_reference(self) -> None:
        images = self.subject.images if self.subject else None
        self._yardstick.measure(images, self.run.config.seed, self.ready.torch)

    def _on_warm_up(self, ready: Ready) -> None:
        self.ready_changed.emit(ready)
        if ready.maps:
            for follower in (self.judging, self.twin.judging, self.own_place, self.decoding.path.places):
                follower.allow()
        if ready.torch and not ready.drawing:  # only now did it come
            self._on_torch()

    def _on_torch(self) -> None:
        """The decoder wakes up: the session on the screen gets its network, a waiting run its initial one."""
        import torch

        torch.set_num_threads(1)  # of this thread, which has a window to draw
        frame, subject = self.run.frame, self.subject
        if frame is not None and subject is not None and subject.session is not None:
            model = frame_of(subject.session, 0, with_model=True).model
            self.run.show_frame(replace(frame, model=model))
        elif self.can_train:
            self.run.rewind()
        self._measure_reference()
