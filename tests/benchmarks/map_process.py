"""`latentlab map --method umap` and umap-learn's fit, each as a whole process."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from latentlab.resources import resource
from tests.benchmarks.processes import process_seconds


@dataclass(frozen=True, slots=True)
class MapProcess:
    """How long a process of ours took."""

    seconds: float
    seconds_to_first: float  # layout of ten epochs
    points: int


def our_process(surroundings: Mapping[str, str]) -> MapProcess:
    """Map the session that comes along."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.json"
        session = str(resource("sessions", "first.latentlab"))
        command = ["-m", "latentlab", "map", session, "--method", "umap", "--json", str(file)]
        seconds = process_seconds(command, surroundings)
        found = json.loads(file.read_text(encoding="utf-8"))
    return MapProcess(seconds, found["seconds"]["to_first_layout"], found["points"])


def peer_process(surroundings: Mapping[str, str]) -> float:
    """Seconds that umap-learn takes for the same codes."""
    return process_seconds(["-m", "tests.benchmarks.peer_umap"], surroundings)
