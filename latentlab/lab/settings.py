"""The settings of a lab: defaults for who has not chosen otherwise, and choices that are locked."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from latentlab.errors import LatentLabError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choices:
    """What one section of the file says; None where it says nothing."""

    theme: str | None = None  # "light", "dark" or "system"
    data_root: Path | None = None  # the folder that holds MNIST/raw and its like
    data: str | None = None  # the data set that the window begins with
    session: Path | None = None  # the session that the window begins with
    folder: Path | None = None  # where the dialogs for session files begin
    downloads: str | None = None  # "allowed" or "forbidden"
    threads: int | None = None  # that a training uses


@dataclass(frozen=True, slots=True)
class LabSettings:
    """What is set here, by which file, and what of it could not be read."""

    file: Path | None = None
    defaults: Choices = field(default_factory=Choices)
    locked: Choices = field(default_factory=Choices)
    complaints: tuple[LatentLabError, ...] = ()

    def decided(self, key: str, chosen: T | None) -> T | None:
        """What holds for a key: what is locked, else what the user chose, else the default."""
        values: tuple[T | None, ...] = (getattr(self.locked, key), chosen, getattr(self.defaults, key))
        return next((value for value in values if value is not None), None)

    def locks(self, key: str) -> bool:
        """Whether nobody can change the choice here."""
        return getattr(self.locked, key) is not None

    @property
    def downloads_are_forbidden(self) -> bool:
        """Whether no data set may be downloaded; the user has no say in it, be it locked or a default."""
        return self.decided("downloads", None) == "forbidden"


NOTHING_SET = LabSettings()
