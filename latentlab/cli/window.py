"""`latentlab [FILE.latentlab]`: the window."""

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from latentlab.cli.machine import seconds_since_start
from latentlab.cli.parser import Parser
from latentlab.cli.results import write_json
from latentlab.cli.values import session_file
from latentlab.errors import ConfigError

_HEAVY = ("torch", "umap", "numba", "sklearn", "scipy")


def run(argv: Sequence[str]) -> int:
    """Open the window, on a session file where one is named, until the student closes it."""
    parser = Parser(prog="latentlab", allow_abbrev=False)
    parser.add_argument("session", nargs="?", type=session_file)
    parser.add_argument("--exit-after-first-paint", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(argv)
    if options.session is not None:
        _check_session(options.session)
    if options.json is not None and not options.exit_after_first_paint:
        raise ConfigError("--json needs a command, or --exit-after-first-paint. See latentlab --help.")
    # The window has threads of its own for everything; a pool below each would fight it for the cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if options.exit_after_first_paint:
        return _time_first_paint(options.session, options.json)
    from latentlab.gui.app import open_window

    return open_window(options.session)


def _time_first_paint(session: Path | None, json_path: Path | None) -> int:
    """Tell how long the first paint took since the process began, and what was imported for it."""
    began = time.perf_counter()
    from latentlab.gui.app import show_first_paint

    show_first_paint(session)
    seconds = seconds_since_start(began)
    result = {"first_paint_s": seconds, "imported": [name for name in _HEAVY if name in sys.modules]}
    if json_path is None:
        print(json.dumps(result))
    else:
        write_json(json_path, result)
    return 0


def _check_session(path: Path) -> None:
    from latentlab.cli.main import COMMANDS

    if path.suffix != ".latentlab" and not path.exists():
        raise ConfigError(
            "Expected a .latentlab file or one of the commands {commands}, got {got}.",
            commands=", ".join(COMMANDS),
            got=path,
        )
