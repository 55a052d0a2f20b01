"""How the learning rate changes on the way; known without torch."""

import math

_STEPS = (0.5, 0.75)  # shares of the run after which the rate falls to a tenth of what it was


def rate_share(schedule: str, progress: float) -> float:
    """The share of the learning rate that is left when `progress` of the run, 0 to 1, is over.

    cosine: Loshchilov and Hutter 2017, "SGDR", equation 5, without restarts.
    """
    match schedule:
        case "constant":
            return 1.0
        case "cosine":
            return (1 + math.cos(math.pi * min(progress, 1.0))) / 2
        case "step":
            return 0.1 ** sum(progress >= step for step in _STEPS)
    raise AssertionError(f"the choices let the schedule {schedule} through")
