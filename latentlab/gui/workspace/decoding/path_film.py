"""Pictures along a path, and the same path by pixels and by PCA, with figures of how real they look."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.data.image_set import ImageSet
from latentlab.gui.workspace.keeper import Keeper
from latentlab.gui.workspace.known_pca import KnownPca
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.off_data import data_edge
from latentlab.latent.preparing import Preparing
from latentlab.latent.walks.path import linear_path
from latentlab.latent.walks.realism import nearest_real
from latentlab.latent.walks.ways import Way
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Frame

PICTURES = 11  # odd, so that the middle one of three ends has its own
_ASKED = 10_000  # real images that pictures are compared with
_CALM_MS = 100  # between two strips while a network trains
_SLOW_MS = 2_000  # and between two comparisons, which cost a tenth of a second


@dataclass(frozen=True, slots=True, eq=False)
class FilmRow:
    """Pictures of one way from end to end, and what can be measured on those between the ends."""

    name: str  # a Way, "pixels" or "pca"
    pictures: np.ndarray  # (PICTURES, pixels) float32
    codes: np.ndarray | None = None  # (PICTURES, k), where they are decoded
    error: float | None = None  # mean squared error a pixel to the nearest real image, on average
    off: int | None = None  # codes off the data


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """The rows of one path, that of the chosen way first; none where it has fewer than two ends."""

    rows: tuple[FilmRow, ...] = ()
    ends: np.ndarray | None = None  # (S, pixels) float32: what the ends are decoded to


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The same rows, one by PCA more, with figures."""

    film: Film


class PathFilm(Keeper):
    """Decodes the strip soon; what takes longer follows when nothing else is waited for."""

    changed = Signal(object)  # Film

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._frame: Frame | None = None
        self._ends = np.zeros((0, 1), np.float32)  # (S, k)
        self._ways: Mapping[Way, np.ndarray] = {}
        self._film = Film()
        self._compared = Film()  # what was measured last
        self._known = KnownPca()
        self._seed = 0  # of the split
        self._strips = self._keep(self._strip_events, Film, _CALM_MS)
        self._comparisons = self._keep(self._compare_events, Compared, _SLOW_MS)
        self._strips.changed.connect(self._on_film)
        self._comparisons.changed.connect(self._on_compared)

    def show(
        self,
        subject: Subject,
        frame: Frame,
        ends: np.ndarray,
        ways: Mapping[Way, np.ndarray],
        is_new: bool,
    ) -> None:
        """Follow ways (P, k) between ends (S, k); is_new: the student chose them, and waits."""
        self._subject, self._frame, self._ends, self._ways = subject, frame, ends, ways
        if is_new:
            self._compared = Film()
        self._strips.ask(is_waited_for=is_new)

    def follow_config(self, config: TrainingConfig) -> None:
        """Another run, which may learn from other images: PCA learns from the same."""
        if config.seed != self._seed:
            self._seed = config.seed
            self._comparisons.ask()

    def forget(self) -> None:
        """Other images are opened: show none of these."""
        self._subject = self._frame = None
        self._film = self._compared = Film()
        self._tell()

    def _strip_events(self) -> Generator[object, None, None] | None:
        if self._frame is None or self._frame.model is None or not len(self._ends):
            return None
        return _strips(self._frame, self._ends, self._ways)

    def _compare_events(self) -> Generator[object, None, None] | None:
        subject, frame = self._subject, self._frame
        if subject is None or frame is None or not self._film.rows:
            return None
        return _compare(subject, frame, self._film, self._known, self._seed)

    def _on_film(self, film: Film | None) -> None:
        self._film = film or Film()
        self._tell()
        self._comparisons.ask(is_waited_for=not self._compared.rows)

    def _on_compared(self, compared: Compared | None) -> None:
        self._compared = compared.film if compared is not None else Film()
        self._tell()

    def _tell(self) -> None:
        """The newest pictures, with the newest figures."""
        known = {row.name: row for row in self._compared.rows}
        rows = [
            replace(row, error=known[row.name].error, off=known[row.name].off) if row.name in known else row
            for row in self._film.rows
        ]
        if rows and "pca" in known:
            rows.append(known["pca"])
        self.changed.emit(Film(tuple(rows), self._film.ends))


def _strips(
    frame: Frame, codes: np.ndarray, ways: Mapping[Way, np.ndarray]
) -> Generator[Preparing | Film, None, None]:
    from latentlab.models.coding import decode_codes

    assert frame.model is not None
    rows = []
    for name, path in ways.items():
        some = path[:: (len(path) - 1) // (PICTURES - 1)]
        rows.append(FilmRow(name, decode_codes(frame.model, some), some))
        yield Preparing("images", len(rows), len(ways) + 1)
    ends = decode_codes(frame.model, codes)  # (S, pixels)
    if rows:
        rows.append(FilmRow("pixels", linear_path(ends, PICTURES)))
    yield Film(tuple(rows), ends)


def _compare(
    subject: Subject, frame: Frame, film: Film, known: KnownPca, seed: int
) -> Generator[Preparing | Compared, None, None]:
    rows, ends, images = list(film.rows), film.ends, subject.images
    assert ends is not None
    if images is not None and images.flat.shape[1] == rows[0].pictures.shape[1]:
        rows.append((yield from _by_pca(images, frame.latents.shape[1], ends, known, seed)))
        real = images.flat[subject.order[:_ASKED]]
        inner = np.setdiff1d(np.arange(PICTURES), _places_of(len(ends)))
        for number, row in enumerate(rows):
            errors = yield from nearest_real(row.pictures[inner], real)
            rows[number] = replace(row, error=float(errors.mean()))
    edge = data_edge(near_codes(frame.latents))
    yield Preparing("images", 1, 1)
    rows = [row if row.codes is None else replace(row, off=int(edge.is_off(row.codes).sum())) for row in rows]
    yield Compared(Film(tuple(rows), ends))


def _by_pca(
    images: ImageSet, latent: int, ends: np.ndarray, known: KnownPca, seed: int
) -> Generator[Preparing, None, FilmRow]:
    """The straight way between the same end images in PCA's codes of as many dimensions, rebuilt."""
    from latentlab.data.split import split_images

    pca = yield from known.of(images, seed, split_images(images, seed))
    basis = pca.basis[:, :latent]  # (pixels, k)
    codes = linear_path(pca.centred(ends) @ basis, PICTURES)
    return FilmRow("pca", codes @ basis.T + pca.mean)


def _places_of(stops: int) -> np.ndarray:
    return np.rint(np.linspace(0, PICTURES - 1, stops)).astype(int)
