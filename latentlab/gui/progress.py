"""How far a run has come, in the numbers that the window shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RunProgress:
    """Where a run stands."""

    epoch: float  # epochs learnt, with the fraction of the one under way
    epochs: int  # how many there will be
    images_per_second: float  # 0 until known
    seconds_left: float | None  # None while nothing trains
    step: int  # batches since the initial weights


def epoch_text(epoch: float) -> str:
    """Epochs learnt in as many figures as the whole window shows: 9, 9.5."""
    return f"{epoch:.1f}".removesuffix(".0")
