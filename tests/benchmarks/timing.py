"""What is said about repeated timings."""

from collections.abc import Callable, Sequence
from time import perf_counter

import numpy as np


def median(values: Sequence[float]) -> float:
    """The value in the middle."""
    return float(np.median(values))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` percent do not exceed."""
    return float(np.percentile(values, share))


def spread(values: Sequence[float], unit: str) -> str:
    """Median, 95th percentile and worst, in words."""
    return (
        f"median {median(values):.3g}, p95 {percentile(values, 95):.3g}, worst {max(values):.3g} {unit} "
        f"of {len(values)}"
    )


def span(values: Sequence[float], unit: str) -> str:
    """The least and the most, in words."""
    return f"{min(values):,.4g} to {max(values):,.4g} {unit} in {len(values)} rounds"


def milliseconds(action: Callable[[], object]) -> float:
    """How long `action` takes."""
    began = perf_counter()
    action()
    return 1e3 * (perf_counter() - began)


def seconds(action: Callable[[], object]) -> float:
    """How long `action` takes."""
    return milliseconds(action) / 1e3
