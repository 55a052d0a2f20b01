"""Keeps a bounded number of what a run leaves behind, however long the run."""

from bisect import bisect_left, bisect_right
from typing import Generic, TypeVar

T = TypeVar("T")


class Thinned(Generic[T]):
    """At most `most` items at rising positions (epochs, batches): the first, the newest, and some between.

    When it is full every second item goes, and from then on items are kept twice as far apart. So what is
    kept lies about evenly over the positions, whatever the pace at which items came.
    """

    def __init__(self, most: int, apart: float = 0.0) -> None:
        if most < 3:
            raise ValueError(f"most must be at least 3, got {most}")
        self._most = most
        self._apart = apart  # least way between two items; the newest may be nearer
        self._positions: list[float] = []
        self._items: list[T] = []

    def __len__(self) -> int:
        return len(self._items)

    @property
    def positions(self) -> tuple[float, ...]:
        """Where the items lie, rising."""
        return tuple(self._positions)

    @property
    def apart(self) -> float:
        """The least way between two items but the newest."""
        return self._apart

    @property
    def items(self) -> tuple[T, ...]:
        """What is kept, in the order of the positions."""
        return tuple(self._items)

    def offer(self, position: float, item: T) -> None:
        """Take the newest item; one at the position of the last takes its place.

        Raises ValueError for a position before the last.
        """
        if self._positions and not position >= self._positions[-1]:
            raise ValueError(f"positions must rise: expected at least {self._positions[-1]}, got {position}")
        if self._newest_gives_way(position):
            self._positions.pop()
            self._items.pop()
        self._positions.append(position)
        self._items.append(item)
        if len(self._items) > self._most:
            self._halve()

    def nearest(self, position: float) -> T | None:
        """The item that lies nearest to a position; None where there is none."""
        if not self._items:
            return None
        after = min(bisect_left(self._positions, position), len(self._items) - 1)
        before = max(0, after - 1)
        is_before = position - self._positions[before] <= self._positions[after] - position
        return self._items[before if is_before else after]

    def until(self, position: float) -> "Thinned[T]":
        """Another one with the items up to a position, which goes its own way."""
        count = bisect_right(self._positions, position)
        other: Thinned[T] = Thinned(self._most, self._apart)
        other._positions, other._items = self._positions[:count], self._items[:count]
        return other

    def clear(self, apart: float = 0.0) -> None:
        """Begin anew."""
        self._positions.clear()
        self._items.clear()
        self._apart = apart

    def _newest_gives_way(self, position: float) -> bool:
        """Whether the newest so far was only kept because it was the newest."""
        positions = self._positions
        if not positions:
            return False
        if position == positions[-1]:
            return True
        return len(positions) > 1 and positions[-1] - positions[-2] < self._apart

    def _halve(self) -> None:
        """Keep every second item, and the newest."""
        span = self._positions[-1] - self._positions[0]
        self._apart = max(2 * self._apart, span / self._most)
        self._positions = [*self._positions[:-1:2], self._positions[-1]]
        self._items = [*self._items[:-1:2], self._items[-1]]
