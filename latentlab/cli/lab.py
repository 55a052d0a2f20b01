"""What `latentlab.ini` sets for a command: defaults, refusals, and one line about what it gets wrong."""

import argparse
import os
import sys

from latentlab.errors import ConfigError
from latentlab.lab.file import read_lab_settings
from latentlab.lab.settings import LabSettings

_KEYS = ("data_root", "threads")  # what has an option


def told_lab_settings() -> LabSettings:
    """The settings of this lab; what is wrong with their file is told in one line, and hinders nothing."""
    lab = read_lab_settings()
    if lab.complaints:
        told = " ".join(" ".join(str(complaint).split()) for complaint in lab.complaints)
        print(f"latentlab: warning: {lab.file}: {told}", file=sys.stderr, flush=True)
    return lab


def follow_lab_settings(options: argparse.Namespace) -> None:
    """Fill in the lab's defaults where the options say nothing.

    Raises ConfigError where they ask for other than what is locked.
    """
    lab = told_lab_settings()
    refuse_other_than_locked(options, lab)
    for key in _KEYS:
        setattr(options, key, lab.decided(key, getattr(options, key)))


def refuse_other_than_locked(options: argparse.Namespace, lab: LabSettings) -> None:
    """Raise ConfigError where an option asks for other than what is locked here."""
    for key in _KEYS:
        asked, locked = getattr(options, key, None), getattr(lab.locked, key)
        if None not in (asked, locked) and not _are_same(asked, locked):
            raise ConfigError(
                "{option} is set for this lab in {file}: expected {locked} or no such option, got {asked}.",
                option="--" + key.replace("_", "-"),
                file=lab.file,
                locked=locked,
                asked=asked,
            )


def _are_same(one: object, other: object) -> bool:
    if isinstance(one, os.PathLike) and isinstance(other, os.PathLike):
        return bool(os.path.realpath(one) == os.path.realpath(other))
    return bool(one == other)
