"""How fast training may go, from single steps to full speed."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Pace:
    """A speed limit for training.

    steps_per_second: at most so many, 0 for single steps on demand, None for no limit. With `full_speed`
    frames may cost only a sliver of the time; without it ("watch") the picture comes first.
    """

    steps_per_second: float | None = None
    full_speed: bool = False


class Load(Enum):
    """What a network in training wants to be left of the processor by all that follows it."""

    NONE = 0  # none trains
    WATCHED = 1  # most of it
    FULL_SPEED = 2  # nearly all


SINGLE_STEPS = Pace(0.0)
WATCH = Pace()
FULL_SPEED = Pace(full_speed=True)

PACES = (SINGLE_STEPS, *(Pace(float(rate)) for rate in (1, 2, 5, 10, 20, 50, 100, 200)), WATCH, FULL_SPEED)


def nearest_pace(pace: Pace) -> int:
    """Index into PACES of the pace that comes closest."""
    if pace.full_speed:
        return PACES.index(FULL_SPEED)
    if pace.steps_per_second is None:
        return PACES.index(WATCH)
    limited = range(PACES.index(WATCH))
    wanted = pace.steps_per_second
    return min(limited, key=lambda i: abs((PACES[i].steps_per_second or 0.0) - wanted))
