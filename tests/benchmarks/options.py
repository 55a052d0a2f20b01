"""What the command line chose for all benchmarks."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

CHECKOUT = Path(__file__).resolve().parents[2]
DATA_ROOT = CHECKOUT.parent / "shared" / "data"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Options:
    """Where the whole data sets lie, and whether a glance is enough."""

    data_root: Path = DATA_ROOT
    quick: bool = False  # few repeats and small sizes: to see that everything runs, not for figures

    def pick(self, full: T, quick: T) -> T:
        """The one of two settings that belongs to how thorough the run is."""
        return quick if self.quick else full
