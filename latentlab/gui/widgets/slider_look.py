"""How a list of sliders looks, apart from the values that they show."""

from dataclasses import dataclass

import numpy as np

from latentlab.latent.code_axes import AxisKind


@dataclass(frozen=True, slots=True, eq=False)
class SliderLook:
    """Of k sliders: what they move along, how far they reach, and what is known of each."""

    kind: AxisKind
    low: np.ndarray  # (k,)
    high: np.ndarray  # (k,), above low
    bars: np.ndarray | None = None  # (k, bins) heights up to 1: where the codes lie
    shares: np.ndarray | None = None  # (k,) of the codes' variance
    effects: np.ndarray | None = None  # (k,) change of a pixel from low to high; told instead, where known

    def __len__(self) -> int:
        return len(self.low)


def plain_look(latent: int) -> SliderLook:
    """Sliders of which nothing is known yet, in a range of ±3."""
    return SliderLook("dimensions", np.full(latent, -3.0), np.full(latent, 3.0))


def ranges_in(look: SliderLook, before: SliderLook) -> SliderLook:
    """The same with ranges that can be used: what is no number as it was, what is flat a little wider."""
    known = np.isfinite(look.low) & np.isfinite(look.high)
    low, high = np.where(known, look.low, before.low), np.where(known, look.high, before.high)
    low, high = np.minimum(low, high).astype(float), np.maximum(low, high).astype(float)
    # A dead unit's codes are all equal: its slider still needs somewhere to go.
    flat = high - low <= 1e-6 * np.maximum(1, np.abs(high))
    low, high = np.where(flat, low - 1, low), np.where(flat, high + 1, high)
    return SliderLook(look.kind, low, high, look.bars, look.shares, look.effects)
