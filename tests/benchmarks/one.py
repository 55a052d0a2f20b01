"""Runs one benchmark in this process: `python -m tests.benchmarks.one NAME FILE`, rows as JSON into FILE."""

import argparse
import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import NoReturn

from tests.benchmarks.catalog import BENCHMARKS, module_of
from tests.benchmarks.options import DATA_ROOT, Options


def main() -> None:
    """Measure, and write each row as soon as it is there: a crash loses only what comes after."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.one")
    parser.add_argument("name", choices=BENCHMARKS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--data-root", type=Path, default=DATA_ROOT)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    # As the window has it, before numpy is there: a pool below each thread fights the others for the cores,
    # and what takes 0.07 s by itself takes up to 2 s.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
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
