"""The numbers that a loss curve is drawn from, however long the run."""

import math

import numpy as np
import pyqtgraph as pg

LEAST_TICKS = 3
LEADING_DIGITS = (
    (0.5, (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)),
    (1.2, (1, 2, 3, 4, 5, 7)),
    (3.0, (1, 2, 5)),
    (math.inf, (1,)),
)


def envelope(losses: np.ndarray, columns: int) -> tuple[np.ndarray, np.ndarray]:
    """The least and the greatest loss in each of at most `columns` equal pieces, as one zigzag.

    losses: (S,). Returns x (P,), in steps, and y (P,); P is at most 2 * columns, plus 2 for the steps left
    over. A run of at most 2 * columns steps is returned as it is.
    """
    count = len(losses)
    if count <= 2 * columns:
        return np.arange(1, count + 1, dtype=float), losses
    width = math.ceil(count / columns)
    whole = count // width * width
    pieces = losses[:whole].reshape(-1, width)  # (pieces, width)
    y = np.stack([pieces.min(axis=1), pieces.max(axis=1)], axis=1).ravel()
    x = np.repeat(np.arange(0, whole, width, dtype=float) + 0.5 * (width + 1), 2)
    rest = losses[whole:]
    if len(rest):
        x = np.append(x, [whole + 0.5 * (len(rest) + 1)] * 2)
        y = np.append(y, [rest.min(), rest.max()])
    return x, y


def running_mean(losses: np.ndarray, window: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
    """The mean over about `window` steps around each of at most `columns` places; over fewer at the ends.

    losses: (S,). Returns x (P,), in steps from 1 to S, and y (P,). Losses that are no finite numbers count
    for nothing; where there are no others, the mean is NaN.
    """
    count = len(losses)
    if count == 0:
        return np.zeros(0), np.zeros(0)
    # Sums of whole grains first: a cumulative sum of every step would take most of the time.
    grain = max(1, min(window, count // columns) // 4)
    starts = np.arange(0, count, grain)
    ends = np.append(starts[1:], count)
    finite = np.isfinite(losses)
    sums = _cumulative(np.where(finite, losses, 0.0), starts)
    counts = _cumulative(finite, starts)
    places = np.linspace(0, len(starts) - 1, min(len(starts), columns)).astype(int)
    reach = window // grain // 2
    first, last = np.maximum(places - reach, 0), np.minimum(places + reach, len(starts) - 1) + 1
    with np.errstate(invalid="ignore"):
        means = (sums[last] - sums[first]) / (counts[last] - counts[first])
    return 0.5 * (starts[places] + 1 + ends[places]), means


def _cumulative(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Sums of all values before each start, and of all: (len(starts) + 1,)."""
    sums = np.add.reduceat(values, starts, dtype=float)
    return np.concatenate([[0.0], np.cumsum(sums)])


def piece_means(x: np.ndarray, y: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """A curve of at most so many corners: the means of equal pieces of x (S,) and y (S,), S at least 1."""
    width = -(-len(x) // most)
    starts = np.arange(0, len(x), width)
    counts = np.diff(np.append(starts, len(x)))
    return np.add.reduceat(x, starts) / counts, np.add.reduceat(y, starts) / counts


def drawable(x: np.ndarray, y: np.ndarray, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    """The finite points of a curve, those far outside [low, high] drawn nearer.

    Qt crashes on a path through infinity, and is slow on one that leads a million pixels away.
    """
    finite = np.isfinite(y)
    span = high - low
    return x[finite], np.clip(y[finite], low - span, high + span)


def joined(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The finite points of a curve, and for each whether a line leads on: none does over a gap."""
    places = np.flatnonzero(np.isfinite(y))
    return x[places], y[places], np.append(np.diff(places) == 1, False)[: len(places)]


def calm_range(low: float, high: float) -> tuple[float, float]:
    """The range, wider by a twentieth at most, that stays while a run's own range creeps.

    Axes take most of a repaint, and are only drawn anew where the range changes.
    """
    step = 10.0 ** math.floor(math.log10(high - low)) / 20
    return math.floor(low / step) * step, math.ceil(high / step) * step


def loss_near(losses: np.ndarray, step: float, window: int) -> float:
    """The mean loss of the `window` steps around `step`, which counts from 1; NaN where there was none."""
    place = min(max(round(step) - 1, 0), len(losses) - 1)
    near = losses[max(place - window // 2, 0) : place + window // 2 + 1]
    near = near[np.isfinite(near)]
    return float(near.mean()) if len(near) else math.nan


class LossAxis(pg.AxisItem):
    """An axis without minor ticks; on a logarithmic scale it labels round losses."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self._log = False
        self.enableAutoSIPrefix(False)

    def set_log(self, log: bool) -> None:
        """Say whether the values that it gets are logarithms."""
        if log != self._log:
            self._log = log
            self.picture = None
            self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        if not self._log:
            levels = list(super().tickValues(low, high, size))
            return levels[:1] if len(levels[0][1]) >= LEAST_TICKS else levels[:2]
        decades = range(math.floor(low), math.ceil(high) + 1)
        leading = next(leads for span, leads in LEADING_DIGITS if high - low < span)
        values = [decade + math.log10(lead) for decade in decades for lead in leading]
        return [(1.0, [value for value in values if low <= value <= high])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        losses = [10**value if self._log else value for value in values]
        return [f"{loss:.3g}" for loss in losses]
