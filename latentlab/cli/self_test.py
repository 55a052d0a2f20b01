"""`latentlab self-test`: proves that this installation works, part by part."""

import argparse
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from latentlab.cli import proofs
from latentlab.cli.crash import crash
from latentlab.cli.machine import peak_rss_mb, seconds_since_start, versions
from latentlab.cli.network_guard import NetworkGuard
from latentlab.cli.progress import Progress, progress
from latentlab.cli.results import write_json
from latentlab.errors import ConfigError, LatentLabError
from latentlab.plain_json import plain

Facts = dict[str, Any]
PARTS: dict[str, Callable[[], Facts]] = {
    "libraries": proofs.prove_libraries,
    "modules": proofs.prove_modules,
    "lab settings": proofs.prove_lab_settings,
    "digits": proofs.prove_digits,
    "training": proofs.prove_training,
    "maps": proofs.prove_maps,
    "session": proofs.prove_session,
    "first session": proofs.prove_first_session,
    "window": proofs.prove_window,
}


@dataclass(frozen=True, slots=True)
class Part:
    """How one part of the test went."""

    name: str
    problem: str | None  # None where it passed
    seconds: float
    facts: Facts

    @property
    def passed(self) -> bool:
        """Whether nothing was wrong."""
        return self.problem is None


def run(options: argparse.Namespace) -> int:
    """Run every part, whatever the others say; 1 unless all pass."""
    if options.crash is not None:
        return _crash(options)
    began = time.perf_counter()
    guard = NetworkGuard()
    with progress() as shown:
        parts = [_run_part(name, proof, shown) for name, proof in PARTS.items()]
        parts.append(_run_part("no network", lambda: _prove_no_network(guard), shown))
    guard.rest()
    if options.json:
        write_json(options.json, _document(parts, seconds_since_start(began)))
    return _verdict(parts)


def _crash(options: argparse.Namespace) -> int:
    if options.json is not None:
        raise ConfigError("--crash leaves nothing to write to --json: expected one of the two.")
    crash(options.crash)
    raise AssertionError("the process outlived its crash")


def _run_part(name: str, proof: Callable[[], Facts], shown: Progress) -> Part:
    began = time.perf_counter()
    try:
        facts, problem = proof(), None
    except Exception as error:  # a test tells what is wrong, whatever it is
        facts, problem = _facts_of(error), _describe(error)
    part = Part(name, problem, round(time.perf_counter() - began, 3), plain(facts))
    shown.line(f"{'passed' if part.passed else 'FAILED'}  {name} ({part.seconds:.1f} s)")
    return part


def _describe(error: Exception) -> str:
    text = " ".join(str(error).split())
    return (
        text if isinstance(error, (LatentLabError, proofs.ProofError)) else f"{type(error).__name__}: {text}"
    )


def _facts_of(error: Exception) -> Facts:
    if isinstance(error, proofs.ProofError):
        return error.facts
    return {"traceback": traceback.format_exception(error)}


def _prove_no_network(guard: NetworkGuard) -> Facts:
    proofs.demand(not guard.attempts, f"the network was asked for: {', '.join(guard.attempts)}")
    return {"attempts": 0}


def _document(parts: list[Part], seconds: float) -> Facts:
    return {
        "passed": all(part.passed for part in parts),
        "parts": [
            {
                "name": part.name,
                "passed": part.passed,
                "problem": part.problem,
                "seconds": part.seconds,
                "facts": part.facts,
            }
            for part in parts
        ],
        "seconds": round(seconds, 3),
        "versions": versions(),
        "threads": proofs.thread_counts(),
        "peak_rss_mb": peak_rss_mb(),
        "frozen": bool(getattr(sys, "frozen", False)),
        "installation": {"folder": str(_installation()), "mb": _size_mb(_installation())},
    }


def _installation() -> Path:
    """The bundle's folder, or the package's where it is not frozen."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(sys.executable).parent if bundle else Path(__file__).parents[1]


def _size_mb(folder: Path) -> float:
    sizes = (path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return round(sum(sizes) / 1e6, 1)


def _verdict(parts: list[Part]) -> int:
    failed = [part for part in parts if not part.passed]
    if not failed:
        print("LatentLab works here.")
        return 0
    told = "; ".join(f"{part.name} ({part.problem})" for part in failed)
    print(f"latentlab: self-test failed: {told}", file=sys.stderr)
    return 1
