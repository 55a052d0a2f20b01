"""Measure the bundle, its size and its first start: `measure.py [--bundle DIR] [--runs N] [--json FILE]`."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from bundle_checks import MOST_PACKED_MB, MOST_UNPACKED_MB, size_mb
from clean_room import ROOT, screen


@dataclass(frozen=True)
class Row:
    """One figure beside its budget."""

    name: str
    value: float
    unit: str
    budget: float | None = None
    runs: tuple[float, ...] = ()

    @property
    def met(self) -> bool | None:
        """Whether it is within its budget; None where it has none."""
        return None if self.budget is None else self.value <= self.budget


class Stage:
    """Starts the bundle for a new user each time, on a display of our own."""

    def __init__(self, bundle: Path, display: str) -> None:
        self.bundle = bundle
        self._display = {"DISPLAY": display} if display else {"QT_QPA_PLATFORM": "offscreen"}

    def told(self, *arguments: str) -> dict[str, float]:
        """What the program writes with --json."""
        with tempfile.TemporaryDirectory(prefix="latentlab-measure-") as folder:
            told = Path(folder) / "told.json"
            self.run(Path(folder), *arguments, "--json", str(told))
            document: dict[str, float] = json.loads(told.read_text(encoding="utf-8"))
            return document

    def seconds(self, *arguments: str) -> float:
        """How long the whole process takes."""
        with tempfile.TemporaryDirectory(prefix="latentlab-measure-") as folder:
            began = time.perf_counter()
            self.run(Path(folder), *arguments)
            return time.perf_counter() - began

    def run(self, home: Path, *arguments: str) -> None:
        """One process of a user whose home is empty."""
        environment = {"PATH": "/nowhere", "HOME": str(home), "LANG": "C.UTF-8", **self._display}
        command = [str(self.bundle / "latentlab"), *arguments]
        done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            told = done.stderr[-2000:]
            raise SystemExit(f"{' '.join(command)} ended with status {done.returncode}: {told}")

    def forget(self) -> None:
        """Let the system forget the bundle's files, as after a start of the machine."""
        for path in self.bundle.rglob("*"):
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as file:
                    os.fsync(file.fileno())
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def main(arguments: list[str]) -> int:
    """Print each figure, and write all of them where they are wanted; the status does not judge them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--bundle", type=Path, default=ROOT / "dist" / "latentlab")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    with screen() as display:
        rows = measure(Stage(options.bundle.resolve(), display), options.runs)
    for row in rows:
        budget = "" if row.budget is None else f"   budget {row.budget:g} {'met' if row.met else 'MISSED'}"
        print(f"{row.name}: {row.value:.2f} {row.unit}{budget}")
    if options.json:
        told = [{**asdict(row), "met": row.met} for row in rows]
        options.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0


def measure(stage: Stage, runs: int) -> list[Row]:
    """All figures of a bundle."""

    def paint() -> float:
        return stage.told("--exit-after-first-paint")["first_paint_s"]

    def first_map(method: str) -> float:
        return stage.told("--exit-after-first-map", method)["first_map_s"]

    def after_a_start(measured: Callable[[], float]) -> float:
        stage.forget()
        return measured()

    session = str(stage.bundle / "_internal" / "resources" / "sessions" / "first.latentlab")
    return [
        *sizes(stage.bundle),
        _row("first paint, cold", [after_a_start(paint) for _ in range(min(runs, 3))], 3.0),
        _row("first paint, warm", [paint() for _ in range(runs)], 1.5),
        _row("click to first UMAP of a new user, cold", [after_a_start(lambda: first_map("umap"))], 4.0),
        _row("click to first UMAP of a new user", [first_map("umap") for _ in range(runs)], 4.0),
        _row("click to first t-SNE of a new user", [first_map("tsne") for _ in range(runs)], None),
        _row(
            "map --method umap, 5,000 codes, whole process of a new user",
            [stage.seconds("map", session, "--method", "umap") for _ in range(min(runs, 3))],
            12.0,
        ),
    ]


def sizes(bundle: Path) -> list[Row]:
    """How much the bundle takes, unpacked and packed."""
    rows = [Row("unpacked", round(size_mb(bundle), 1), "MB", MOST_UNPACKED_MB)]
    packed = [path for path in bundle.parent.glob("latentlab-*") if path.suffix in (".gz", ".xz", ".zip")]
    return rows + [Row(path.name, round(size_mb(path), 1), "MB", MOST_PACKED_MB) for path in packed]


def _row(name: str, runs: list[float], budget: float | None) -> Row:
    return Row(name, round(statistics.median(runs), 3), "s", budget, tuple(round(value, 3) for value in runs))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
