"""The data sets: which are there, samples of them, downloading one on the student's word."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.data.image_set import ImageSet
from latentlab.data.sources import Availability, available, default_data_root, open_images
from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.subject import part_sizes

if TYPE_CHECKING:
    from latentlab.data.download import DownloadProgress  # elsewhere when needed: HTTP is no part of a start

_CLOCK_MS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """A data set to look at: its images, and how many train, validate and test."""

    images: ImageSet
    sizes: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why nothing can be downloaded here; None where it can."""

    reason: str | None


class Library(QObject):
    """Looks at the data folder, and downloads into it when asked."""

    sets_changed = Signal(object)  # tuple[Availability, ...]
    previewed = Signal(object)  # Preview
    hindrance_found = Signal(object)  # str | None
    download_changed = Signal(str, object)  # name or "" when over, DownloadProgress | None
    failed = Signal(object)  # the exception

    def __init__(self, data_root: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen_root = data_root
        self._downloading = ""
        self._previews = JobSlot(self)
        self._previews.done.connect(self._on_preview)
        self._previews.failed.connect(self.failed)
        self._hindrances = JobSlot(self)
        self._hindrances.done.connect(self._on_hindrance)
        self._downloads = JobSlot(self)
        self._downloads.done.connect(self._on_downloaded)
        self._downloads.failed.connect(self._on_download_failed)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._tell_progress)

    @property
    def data_root(self) -> Path:
        """The folder of the data sets."""
        return self._chosen_root or default_data_root()

    @data_root.setter
    def data_root(self, folder: Path) -> None:
        self._chosen_root = folder
        self.look()

    @property
    def sets(self) -> tuple[Availability, ...]:
        """What is there now."""
        return available(self.data_root)

    def look(self) -> None:
        """Look again which sets are there."""
        self.sets_changed.emit(self.sets)

    def preview(self, name: str) -> None:
        """Read a data set to show samples of it."""
        self._previews.start(Job(_preview(name, self.data_root), parent=self))

    def find_hindrance(self) -> None:
        """Find out whether torchvision can download; imports it, in the background."""
        self._hindrances.start(Job(_hindrance(), parent=self))

    def download(self, name: str) -> None:
        """Download a data set into the data folder; only ever on the student's word."""
        self._downloading = name
        self._downloads.start(Job(_download(name, self.data_root), parent=self))
        self.download_changed.emit(name, None)
        self._clock.start()

    def cancel_download(self) -> None:
        """Give the download up; what was not finished is removed."""
        self._downloads.clear()
        self._end_download()

    def stop(self) -> None:
        """End previews and downloads."""
        for slot in (self._previews, self._hindrances, self._downloads):
            slot.clear()
        self._clock.stop()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the threads; only for the closing window."""
        self.stop()
        ended = [slot.wait(milliseconds) for slot in (self._previews, self._hindrances, self._downloads)]
        return all(ended)

    def _tell_progress(self) -> None:
        from latentlab.data.download import DownloadProgress

        job = self._downloads.job
        progress = job.take(DownloadProgress) if job else None
        if progress is not None:
            self.download_changed.emit(self._downloading, progress)

    def _on_preview(self) -> None:
        preview = self._previews.job.take(Preview) if self._previews.job else None
        if preview is not None:
            self.previewed.emit(preview)

    def _on_hindrance(self) -> None:
        found = self._hindrances.job.take(Hindrance) if self._hindrances.job else None
        if found is not None:
            self.hindrance_found.emit(found.reason)

    def _on_downloaded(self) -> None:
        self._end_download()
        self.look()

    def _on_download_failed(self, error: object) -> None:
        self._end_download()
        self.failed.emit(error)

    def _end_download(self) -> None:
        self._clock.stop()
        self._downloading = ""
        self.download_changed.emit("", None)


def _preview(name: str, data_root: Path) -> Generator[Preview, None, None]:
    images = open_images(name, data_root)
    yield Preview(images, part_sizes(images))


def _hindrance() -> Generator[Hindrance, None, None]:
    from latentlab.data.download import why_unavailable

    yield Hindrance(why_unavailable())


def _download(name: str, data_root: Path) -> Generator[DownloadProgress, None, None]:
    from latentlab.data.download import download

    yield from download(name, data_root)
