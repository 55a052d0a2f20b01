"""Crashes on purpose, as an open window might, so that the next start's telling of it can be seen."""

import faulthandler

from latentlab.last_run.mark import marked_run

KINDS = ("python", "native")


class PurposefulError(Exception):
    """The bug that `latentlab self-test --crash python` asks for."""


def crash(kind: str) -> None:
    """End this process as a bug would: by an error that nothing expects, or in native code."""
    with marked_run():
        if kind == "native":
            faulthandler._sigsegv()  # type: ignore[attr-defined]
        raise PurposefulError("This error was asked for, by latentlab self-test --crash python.")
