"""The wall of reconstructions: which images it lists, how well each is rebuilt, and those in view."""

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.data.image_set import ImageSet
from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.known_pca import KnownPca
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.image_pca import ImagePca
from latentlab.latent.preparing import Preparing
from latentlab.latent.rebuilt import RebuiltWish, arranged, errors_of, pca_errors, rebuilt_by_pca
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Frame

_CALM_MS = 250  # between two pictures of the images in view while a network trains
_NO_ROWS = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class NetErrors:
    """How badly the network rebuilds each image of the map's order: (N,) mean squared errors a pixel."""

    errors: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class PcaErrors:
    """The same by PCA with as many dimensions, fitted on the training images."""

    images: ImageSet
    seed: int
    dimensions: int
    pca: ImagePca
    errors: np.ndarray  # (N,)

    def fits(self, subject: Subject, seed: int, dimensions: int) -> bool:
        """Whether it is of these images, split by this seed, and of so many dimensions."""
        return (self.images, self.seed, self.dimensions) == (subject.images, seed, dimensions)


@dataclass(frozen=True, slots=True, eq=False)
class Rebuilt:
    """Some images and what becomes of them."""

    subject: Subject  # whose images they are
    rows: np.ndarray  # (n,) of the map
    net: np.ndarray  # (n, pixels) float32
    net_errors: np.ndarray  # (n,)
    pca: np.ndarray | None  # (n, pixels) float32; None while it is fitted
    pca_errors: np.ndarray | None  # (n,)


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """The rows (n,) that the wall lists, in order, and the mean errors of these."""

    rows: np.ndarray
    net_error: float | None  # None while errors are measured, or where nothing is listed
    pca_error: float | None
    dimensions: int
    is_sorted: bool  # by the newest errors


class Reconstructions(Follower):
    """Measures all images at a calm pace, rebuilds those in view at once; all of it only while it is seen."""

    listing_changed = Signal(object)  # Listing | None: there are no images
    rebuilt_changed = Signal(object)  # Rebuilt | None: there is no network to rebuild them

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wish = RebuiltWish()
        self._seed = 0
        self._group = _NO_ROWS
        self._rows = _NO_ROWS  # listed, in order
        self._in_view = _NO_ROWS
        self._is_touched = False
        self._is_sorted = True
        self._net: np.ndarray | None = None
        self._pca: PcaErrors | None = None
        self._learners: tuple[tuple[Subject, int], np.ndarray] | None = None
        self._known = KnownPca()
        self._measured = self._keep(self._net_events, NetErrors, lets_finish=True)
        self._fitted = self._keep(self._pca_events, PcaErrors)
        self._made = self._keep(self._rebuilt_events, Rebuilt, _CALM_MS, lets_finish=True)
        self._measured.changed.connect(self._on_errors)
        self._fitted.changed.connect(self._on_pca)
        self._made.changed.connect(self.rebuilt_changed)

    # What a student can intend

    def show(self, wish: RebuiltWish) -> None:
        """List other images, or in another order."""
        self.wish = wish
        self.sort()

    def sort(self) -> None:
        """Put the images in order by the newest errors."""
        self._is_sorted = True
        self._list()

    def touch(self, is_touched: bool) -> None:
        """Whether the mouse is over the wall: then nothing moves under it."""
        self._is_touched = is_touched
        if not is_touched and not self._is_sorted:
            self.sort()

    def show_in_view(self, rows: np.ndarray) -> None:
        """These rows (n,) are in view, or soon will be."""
        if not np.array_equal(rows, self._in_view):
            self._in_view = rows
            self._made.ask()

    # What it follows

    def show_group(self, rows: np.ndarray) -> None:
        """Other points (n,) are selected."""
        self._group = rows
        if self.wish.only_group:
            self._list()

    def follow_config(self, config: TrainingConfig) -> None:
        """Another run, which may learn from other images."""
        if config.seed != self._seed:
            self._seed = config.seed
            self._fitted.ask()
            if self.wish.part is not None:
                self._list()

    def follow(self, subject: Subject, frame: Frame) -> None:
        is_new = self._subject is None
        had_model = self._frame is not None and self._frame.model is not None
        is_other = is_new or self._latent != frame.latents.shape[1]
        super().follow(subject, frame)
        if is_new:
            self._list()
        is_waited_for = is_other or not had_model
        self._measured.ask(is_waited_for)
        self._made.ask(is_waited_for)
        if is_other:
            self._fitted.ask()

    def forget(self) -> None:
        super().forget()
        self._net, self._in_view, self._is_sorted = None, _NO_ROWS, True
        self.wish = replace(self.wish, label=None)  # a class of other images

    # How it works

    @property
    def _latent(self) -> int:
        return self._frame.latents.shape[1] if self._frame is not None else 0

    def _known_pca(self) -> PcaErrors | None:
        """PCA as it fits what is shown."""
        subject, known = self._subject, self._pca
        if subject is None or known is None or not known.fits(subject, self._seed, self._latent):
            return None
        return known

    def _list(self) -> None:
        subject = self._subject
        if subject is None or subject.images is None:
            self._rows = _NO_ROWS
            self.listing_changed.emit(None)
            return
        net, known = self._net, self._known_pca()
        rows = self._kept_rows(subject)
        if net is not None:
            errors = known.errors if known is not None else None
            self._rows = arranged(rows, self.wish.order, subject.order, net, errors)
        else:
            self._rows = arranged(rows, "index", subject.order, np.zeros(0), None)
        self._tell()

    def _kept_rows(self, subject: Subject) -> np.ndarray:
        """The rows that are not filtered out, in any order."""
        wish = self.wish
        kept = np.ones(len(subject.order), bool)
        if wish.only_group:
            kept[:] = False
            kept[self._group[self._group < len(kept)]] = True
        if wish.label is not None:
            kept &= subject.labels == wish.label
        if wish.part is not None:
            kept &= self._parts_of(subject) == wish.part
        return np.flatnonzero(kept)

    def _parts_of(self, subject: Subject) -> np.ndarray:
        """Who learns what (N,) uint8: 0 training, 1 validation, 2 test."""
        key = (subject, self._seed)
        if self._learners is None or self._learners[0] != key:
            self._learners = (key, _parts(subject, self._seed))
        return self._learners[1]

    def _tell(self) -> None:
        known = self._known_pca()
        has_rows = len(self._rows) > 0
        net = float(self._net[self._rows].mean()) if self._net is not None and has_rows else None
        pca = float(known.errors[self._rows].mean()) if known is not None and has_rows else None
        self.listing_changed.emit(Listing(self._rows, net, pca, self._latent, self._is_sorted))

    def _on_errors(self, measured: NetErrors | None) -> None:
        was_known = self._net is not None
        self._net = measured.errors if measured is not None else None
        self._sort_or_wait(may_move=not was_known)

    def _on_pca(self, fitted: PcaErrors | None) -> None:
        self._pca = fitted
        self._made.ask()
        self._sort_or_wait(may_move=True)

    def _sort_or_wait(self, may_move: bool) -> None:
        """Put in order at once, unless that would move what the mouse is over."""
        if self.wish.order == "index" and not may_move:
            self._tell()
        elif may_move or not self._is_touched:
            self.sort()
        else:
            self._is_sorted = False
            self._tell()

    def _net_events(self) -> Generator[object, None, None] | None:
        subject, frame = self._subject, self._frame
        if subject is None or subject.images is None or frame is None or frame.model is None:
            return None
        return _net_errors(subject, frame)

    def _pca_events(self) -> Generator[object, None, None] | None:
        subject = self._subject
        if subject is None or subject.images is None or not self._latent:
            return None
        return _pca_errors(subject, self._seed, self._latent, self._known)

    def _rebuilt_events(self) -> Generator[object, None, None] | None:
        subject, frame = self._subject, self._frame
        if subject is None or subject.images is None or frame is None or frame.model is None:
            return None
        return _rebuilt(subject, frame, self._in_view, self._known_pca()) if len(self._in_view) else None


def _parts(subject: Subject, seed: int) -> np.ndarray:
    from latentlab.data.split import split_images

    images = subject.images
    assert images is not None
    split, parts = split_images(images, seed), np.zeros(len(images), np.uint8)
    parts[split.validation], parts[split.test] = 1, 2
    ordered: np.ndarray = parts[subject.order]
    return ordered


def _net_errors(subject: Subject, frame: Frame) -> Generator[Preparing | NetErrors, None, None]:
    from latentlab.models.coding import reconstruction_error

    images, model = subject.images, frame.model
    assert images is not None
    assert model is not None
    errors = yield from errors_of(images.flat, lambda some: reconstruction_error(model, some))
    yield NetErrors(errors[subject.order])


def _pca_errors(
    subject: Subject, seed: int, latent: int, known: KnownPca
) -> Generator[Preparing | PcaErrors, None, None]:
    from latentlab.data.split import split_images

    images = subject.images
    assert images is not None
    split = split_images(images, seed)
    pca = yield from known.of(images, seed, split)
    errors = yield from errors_of(images.flat, lambda some: pca_errors(pca, some, latent))
    yield PcaErrors(images, seed, latent, pca, errors[subject.order])


def _rebuilt(
    subject: Subject, frame: Frame, rows: np.ndarray, known: PcaErrors | None
) -> Generator[Rebuilt, None, None]:
    from latentlab.models.coding import reconstruct_images

    images, model = subject.images, frame.model
    assert images is not None
    assert model is not None
    some = images.flat[subject.order[rows]]
    net = reconstruct_images(model, some)
    pca = rebuilt_by_pca(known.pca, some, known.dimensions) if known is not None else None
    unit = some.astype(np.float32) / np.float32(255)
    errors = np.square(net - unit).mean(axis=1)
    yield Rebuilt(subject, rows, net, errors, pca, None if known is None else known.errors[rows])
