"""What is known of how far the map on the screen can be trusted."""

from dataclasses import dataclass

from latentlab.latent.quality import LEAST_POINTS, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of the map on the screen.

    verdict: None before the first one, and for ever where there are too few points. iteration: of the layout
    that was judged, 0 where it took none here. is_stale: the map has moved since.
    """

    points: int
    verdict: Verdict | None = None
    iteration: int = 0
    is_stale: bool = False

    @property
    def is_possible(self) -> bool:
        """Whether there are enough points to say anything."""
        return self.points >= LEAST_POINTS
