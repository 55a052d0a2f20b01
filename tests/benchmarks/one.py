"""Runs one benchmark in this process: `python -m tests.benchmarks.one NAME FILE`, rows as JSON into FILE."""

import argparse
import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import NoReturn

from latentlab.cli.pools import forgo_pools
from tests.benchmarks.catalog import BENCHMARKS, WITHOUT_WINDOW, module_of
from tests.benchmarks.options import DATA_ROOT, Options


def main() -> None:
    """Measure, and write each row as soon as it is there: a crash loses only what comes after."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.one")
    parser.add_argument("name", choices=BENCHMARKS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--data-root", type=Path, default=DATA_ROOT)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    if chosen.name not in WITHOUT_WINDOW:
        forgo_pools()
    measure = importlib.import_module(module_of(chosen.name)).measure
    try:
        with chosen.file.open("w", encoding="utf-8") as lines:
            for row in measure(Options(chosen.data_root, chosen.quick)):
                lines.write(json.dumps(row.document()) + "\n")
                lines.flush()
    except Exception:
        traceback.print_exc()
        _leave(1)
    _leave(0)


def _leave(status: int) -> NoReturn:
    """End the process although a window is open: closing it would ask about the unsaved run."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
