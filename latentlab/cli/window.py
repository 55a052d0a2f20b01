"""`latentlab [FILE.latentlab]`: the window."""

import gc
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from latentlab.cli.lab import told_lab_settings
from latentlab.cli.machine import seconds_since_start
from latentlab.cli.parser import Parser
from latentlab.cli.results import write_json
from latentlab.cli.values import one_of, session_file
from latentlab.errors import ConfigError
from latentlab.lab.settings import LabSettings
from latentlab.latent.maps.map_settings import METHODS
from latentlab.models.torch_version import load_before_qt

_HEAVY = ("torch", "umap", "numba", "sklearn", "scipy")


def run(argv: Sequence[str]) -> int:
    """Open the window, on a session file where one is named, until the student closes it."""
    parser = Parser(prog="latentlab", allow_abbrev=False)
    parser.add_argument("session", nargs="?", type=session_file)
    timed = parser.add_mutually_exclusive_group()
    timed.add_argument("--exit-after-first-paint", action="store_true")
    timed.add_argument("--exit-after-first-map", metavar="METHOD", type=one_of("method", *METHODS))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(argv)
    if options.session is not None:
        _check_session(options.session)
    is_timed = options.exit_after_first_paint or options.exit_after_first_map
    if options.json is not None and not is_timed:
        raise ConfigError(
            "--json needs a command, --exit-after-first-paint or --exit-after-first-map. See "
            "latentlab --help."
        )
    lab = told_lab_settings()
    gc.disable()  # till the first paint: a start makes much, and none of it is garbage
    load_before_qt()
    if options.exit_after_first_paint:
        return _time_first_paint(options.session, lab, options.json)
    if options.exit_after_first_map:
        return _time_first_map(options.session, lab, options.exit_after_first_map, options.json)
    from latentlab.gui.app import open_window

    return open_window(options.session, lab)


def _time_first_paint(session: Path | None, lab: LabSettings, json_path: Path | None) -> int:
    """Tell how long the first paint took since the process began, and what was imported for it."""
    began = time.perf_counter()
    from latentlab.gui.app import show_first_paint

    show_first_paint(session, lab)
    seconds = seconds_since_start(began)
    _tell({"first_paint_s": seconds, "imported": [name for name in _HEAVY if name in sys.modules]}, json_path)
    return 0


def _time_first_map(session: Path | None, lab: LabSettings, method: str, json_path: Path | None) -> int:
    """Tell how long the map takes that is asked for as soon as the window is painted."""
    from latentlab.gui.first_map import show_first_map

    _tell({"method": method, "first_map_s": show_first_map(session, lab, method)}, json_path)
    return 0


def _tell(result: dict[str, object], json_path: Path | None) -> None:
    if json_path is None:
        print(json.dumps(result))
    else:
        write_json(json_path, result)


def _check_session(path: Path) -> None:
    from latentlab.cli.main import COMMANDS

    if path.suffix != ".latentlab" and not path.exists():
        raise ConfigError(
            "Expected a .latentlab file or one of the commands {commands}, got {got}.",
            commands=", ".join(COMMANDS),
            got=path,
        )
