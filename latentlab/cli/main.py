"""The door of the command line: one command, one exit status, at most one line of error."""

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence

from latentlab.cli.pools import forgo_pools
from latentlab.errors import LatentLabError

COMMANDS = ("train", "presets", "map", "decode", "screenshot", "self-test")
_ABOUT = ("-h", "--help", "--version")
_SURROUNDINGS, _INTERRUPTED, _PIPE_CLOSED = 1, 130, 141


def main(argv: Sequence[str]) -> int:
    """Run the command in `argv` (without the program's name) and return the exit status."""
    _open_missing_streams()
    try:
        status = _run(argv)
        sys.stdout.flush()
    except Exception as error:
        return _tell(error)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return status


def _run(argv: Sequence[str]) -> int:
    if not argv or argv[0] not in (*COMMANDS, *_ABOUT):
        forgo_pools()
        from latentlab.cli import window

        return window.run(argv)
    from latentlab.cli.parser import parse

    try:
        options = parse(argv)
    except SystemExit:  # argparse has printed its help
        return 0
    return _command(options.command)(options)


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    """The function behind a command; imported only now, so that help and refusals are instant."""
    match name:
        case "train":
            from latentlab.cli import train

            return train.run
        case "presets":
            from latentlab.cli import presets

            return presets.run
        case "map":
            from latentlab.cli import map_codes

            return map_codes.run
        case "decode":
            from latentlab.cli import decode

            return decode.run
        case "screenshot":
            from latentlab.cli import screenshot

            return screenshot.run
        case "self-test":
            from latentlab.cli import self_test

            return self_test.run
    raise AssertionError(f"the parser let {name} through")


def _tell(error: Exception) -> int:
    """One line about what went wrong, and the exit status that belongs to it."""
    if isinstance(error, BrokenPipeError):
        _drop_output()
        return _PIPE_CLOSED
    status, text = _judge(error)
    with contextlib.suppress(OSError):
        print("latentlab:", " ".join(text.split()), file=sys.stderr, flush=True)
    if isinstance(error, OSError):
        _drop_output()
    return status


def _judge(error: Exception) -> tuple[int, str]:
    if isinstance(error, LatentLabError):
        return error.exit_status, str(error)
    if _is_out_of_memory(error):
        return (
            _SURROUNDINGS,
            "There is not enough memory for this; try smaller layers, fewer points or less data.",
        )
    if isinstance(error, ImportError) and not (error.name or "").startswith("latentlab"):
        return _SURROUNDINGS, f"A library that LatentLab needs could not be loaded: {error}."
    if isinstance(error, OSError):
        return (
            _SURROUNDINGS,
            f"{error.filename or 'The output'} could not be used: {error.strerror or error}.",
        )
    from latentlab.bug_log import log_bug

    return _SURROUNDINGS, f"This is a bug in LatentLab ({type(error).__name__}). {log_bug(error)}"


def _is_out_of_memory(error: Exception) -> bool:
    # torch has no error of its own for main memory
    torch_says = isinstance(error, RuntimeError) and "allocate memory" in str(error)
    return isinstance(error, MemoryError) or torch_says


def _open_missing_streams() -> None:
    """A windowed program on Windows has no output at all."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def _drop_output() -> None:
    """Nobody reads any more: keep Python from complaining about it at its exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
