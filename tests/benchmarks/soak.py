"""An hour of restless hands at the window: `python -m tests.benchmarks.soak [--minutes N] [--json FILE]`."""

import argparse
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import psutil

from latentlab.gui.main_window import MainWindow
from latentlab.gui.waiting import let_live
from tests.benchmarks.display import display
from tests.benchmarks.options import DATA_ROOT
from tests.benchmarks.real_window import open_window
from tests.benchmarks.restless_hands import ACTIONS, RestlessHands

_SETTLING = 1 / 12  # of the time: 5 minutes of an hour
_GLANCE_S = 5.0
_BLINK_S = (0.02, 0.4)  # between two things that the hands do


@dataclass(frozen=True, slots=True)
class Glance:
    """What the process looked like at one moment."""

    seconds: float
    resident_mb: float
    none_references: int


def main() -> int:
    """Play for as long as is asked, and tell what became of memory and of the references to None."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--data-root", type=Path, default=DATA_ROOT)
    chosen = parser.parse_args()
    with display() as screen:
        story = play(60 * chosen.minutes, chosen.seed, chosen.data_root) | {"screen": screen}
    print(json.dumps({name: value for name, value in story.items() if name != "glances"}), flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(story, indent=1) + "\n", encoding="utf-8")
    status = 1 if story["errors"] else 0
    sys.stdout.flush()
    os._exit(status)  # closing the window would ask about the unsaved run


def play(seconds: float, seed: int, data_root: Path) -> dict[str, Any]:
    """Let the hands at the window for so long; returns what was seen."""
    errors: list[str] = []
    sys.excepthook = lambda kind, error, _: errors.append(f"{kind.__name__}: {error}")
    window = open_window(data_root)
    window.workspace.failed.connect(lambda error: errors.append(f"{type(error).__name__}: {error}"))
    rng = np.random.default_rng(seed)
    hands, began = RestlessHands(window, rng), perf_counter()
    glances: list[Glance] = []
    told = -1
    while (now := perf_counter() - began) < seconds:
        hands.act()
        let_live(float(rng.uniform(*_BLINK_S)))
        if not glances or now - glances[-1].seconds > _GLANCE_S:
            glances.append(_glance(now))
            told = _tell_minute(glances[-1], told)
    return {
        "seconds": perf_counter() - began,
        "actions": hands.count,
        "kinds": len(ACTIONS),
        "errors": errors,
        "ended": _end(window),
        **_verdict(glances, _SETTLING * seconds),
        "glances": [asdict(one) for one in glances],
    }


def _verdict(glances: list[Glance], settled_s: float) -> dict[str, Any]:
    """How much memory grew, and how many references to None were lost, once all was loaded."""
    early = [one for one in glances if one.seconds <= settled_s] or glances[:1]
    late = [one for one in glances if one.seconds > settled_s] or glances[-1:]
    last = late[-max(1, len(late) // 6) :]
    return {
        "most_mb_settling": max(one.resident_mb for one in early),
        "most_mb_after": max(one.resident_mb for one in late),
        "growth_mb": float(np.median([one.resident_mb for one in last]))
        - float(np.median([one.resident_mb for one in late[: len(last)]])),
        "lost_none_references": max(0, early[-1].none_references - min(one.none_references for one in late)),
    }


def _glance(seconds: float) -> Glance:
    return Glance(seconds, psutil.Process().memory_info().rss / 1e6, sys.getrefcount(None))


def _tell_minute(glance: Glance, told: int) -> int:
    """Say once a minute how it stands: an hour that is cut short has told something, too."""
    minute = int(glance.seconds // 60)
    if minute != told:
        line = f"minute {minute}: {glance.resident_mb:.0f} MB, {glance.none_references} references to None"
        print(line, file=sys.stderr, flush=True)
    return minute


def _end(window: MainWindow) -> bool:
    return window.workspace.stop_everything(10_000)


if __name__ == "__main__":
    sys.exit(main())
