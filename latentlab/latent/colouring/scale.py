"""From values to levels of a colour bar whose ends are round numbers."""

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Literal

import numpy as np

LEVELS = 255  # and one more, which says that there is no value
NO_VALUE = 255

ScaleKind = Literal["even", "signed", "log"]

_OUTER = (1, 99)  # percentiles: what lies outside takes the colour of the nearer end
_STEPS = 4  # between the ends, at least
_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
_ROUND_LOG = (1.0, 2.0, 5.0)
_LEAST_SHARE = 1e-6  # of a value: a spread below it is rounding


@dataclass(frozen=True, slots=True)
class Scale:
    """A bar from `low` to `high`: even steps, even about a middle of 0, or even in the logarithm."""

    kind: ScaleKind
    low: float
    high: float

    def levels(self, values: np.ndarray) -> np.ndarray:
        """Levels (N,) uint8 of values (N,): 0 at `low`, 254 at `high`, 255 where one is NaN or infinite."""
        known = np.isfinite(values)
        inside = np.clip(np.where(known, values, self.low), self.low, self.high).astype(np.float64)
        levels: np.ndarray = np.rint(self.shares(inside) * (LEVELS - 1)).astype(np.uint8)
        levels[~known] = NO_VALUE
        return levels

    def shares(self, values: np.ndarray) -> np.ndarray:
        """How far along the bar values (N,) between its ends stand: (N,) from 0 to 1."""
        if self.kind == "log":
            shares: np.ndarray = np.log(values / self.low) / np.log(self.high / self.low)
        else:
            shares = values / (self.high - self.low) - self.low / (self.high - self.low)
        return shares

    def ticks(self) -> list[float]:
        """Numbers to be written on the bar, both ends among them."""
        if self.kind == "log":
            return _round_logs(self.low, self.high)
        return [self.low, (self.low + self.high) / 2, self.high]


def scale_for(values: np.ndarray, kind: ScaleKind) -> Scale:
    """A bar over the middle 98% of values (N,), its ends rounded outwards; of any sort where there are none.

    "signed" becomes "even" where the values lie on one side of 0, "log" where some are not above it.
    """
    known = values[np.isfinite(values)]
    if len(known) == 0:
        return Scale("even", 0.0, 1.0)
    low, high = (float(value) for value in np.percentile(known, _OUTER))
    if kind == "log" and low > 0:
        return _log_scale(low, high)
    if kind == "signed" and low < 0 < high:
        most = _rounded_out(0.0, max(-low, high))[1]
        return Scale("signed", -most, most)
    return Scale("even", *_rounded_out(low, high))


def _rounded_out(low: float, high: float) -> tuple[float, float]:
    """The nearest multiples of a round step around both values, never the same."""
    if high - low <= _LEAST_SHARE * max(abs(low), abs(high)):
        around = abs(low) / 2 or 0.5
        low, high = low - around, high + around
    step = _round_step(high - low)
    return floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step


def _round_step(extent: float) -> float:
    """The largest round number that fits at least `_STEPS` times into an extent."""
    wanted = extent / _STEPS * (1 + 1e-9)
    power = 10.0 ** floor(log10(wanted))
    return float(max(one * power for one in _ROUND if one * power <= wanted))


def _log_scale(low: float, high: float) -> Scale:
    around = _round_logs(low / 10, high * 10)
    below = max(value for value in around if value <= low * (1 + 1e-9))
    above = min(value for value in around if value >= high * (1 - 1e-9) and value > below)
    return Scale("log", below, above)


def _round_logs(low: float, high: float) -> list[float]:
    """1, 2, 5, 10, 20 … from `low` to `high`."""
    powers = range(floor(log10(low)) - 1, ceil(log10(high)) + 1)
    values = [float(f"{one}e{power}") for power in powers for one in _ROUND_LOG]
    return [value for value in values if low * (1 - 1e-9) <= value <= high * (1 + 1e-9)]
