"""Points of a space on their way, in units that fit the view."""

import numpy as np

EASED_FROM_MS = 150


class SpacePoints:
    """Where the points are: `places` (N, 3) float32 about 0, their root mean square from it 1."""

    def __init__(self) -> None:
        self.places = np.zeros((0, 3), np.float32)
        self._start = self._goal = self.places
        self._length_ms = 0
        self._centre, self._spread = np.zeros(3), 1.0
        self.is_gliding = False

    def head_for(self, points: np.ndarray, length_ms: int) -> None:
        """Glide to a layout (N, 3); points that were not there before start at their places."""
        self._centre = points.mean(axis=0, dtype=np.float64) if len(points) else np.zeros(3)
        offsets = points - self._centre
        self._spread = float(np.sqrt((offsets**2).sum(axis=1).mean())) if len(points) else 1.0
        self._spread = self._spread or 1.0
        self._goal = (offsets / self._spread).astype(np.float32)
        self._start = self._goal.copy()
        known = min(len(self.places), len(self._goal))
        self._start[:known] = self.places[:known]
        self._length_ms = length_ms
        self.is_gliding = length_ms > 0 and known > 0
        self.places = self._start if self.is_gliding else self._goal

    def advance(self, elapsed_ms: float) -> None:
        """Be where the points are so long after they set off."""
        if not self.is_gliding:
            return
        share = min(1.0, elapsed_ms / self._length_ms)
        self.is_gliding = share < 1
        if self._length_ms >= EASED_FROM_MS:
            share = share * share * (3 - 2 * share)
        self.places = self._start + (self._goal - self._start) * np.float32(share)

    def in_view(self, place: np.ndarray) -> np.ndarray:
        """A place (3,) or places (M, 3) of the layout in the view's units."""
        seen: np.ndarray = (np.asarray(place, np.float64) - self._centre) / self._spread
        return seen
