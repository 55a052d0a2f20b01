"""All that the loss plot draws of one run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan

import numpy as np

from latentlab.gui.widgets.loss_curves import loss_near
from latentlab.training.changes import Change
from latentlab.training.events import EpochResult

TRAINING, VALIDATION, PCA = "training", "validation", "pca"  # curves; all others are named after their terms


@dataclass(frozen=True, slots=True, eq=False)
class RunLosses:
    """The losses of a run so far, whole: a plot that missed some shows them with the next ones."""

    losses: np.ndarray = field(default_factory=lambda: np.zeros(0, np.float32))  # (S,): one a step
    steps_per_epoch: int = 1
    epochs: tuple[EpochResult, ...] = ()  # those that are over
    best_epoch: int | None = None
    terms: Mapping[str, np.ndarray] = field(
        default_factory=dict
    )  # (S,) each, NaN where off; none if one alone
    changes: tuple[Change, ...] = ()
    reconstruction: str = "mse"

    @property
    def learnt(self) -> float:
        """Epochs learnt so far, with the fraction of the one under way."""
        return len(self.losses) / self.steps_per_epoch

    @property
    def window(self) -> int:
        """Steps that a smooth curve is a mean over."""
        return max(1, self.steps_per_epoch // 4)

    @property
    def is_compared_with_pca(self) -> bool:
        """Whether its loss, or one of its terms, is the error that PCA makes least of."""
        return self.reconstruction == "mse"

    def values_at(self, epoch: float) -> dict[str, float]:
        """What each curve says there: means around the step, and the last validation loss before it."""
        step = min(max(epoch, 0.0), self.learnt) * self.steps_per_epoch
        values = {TRAINING: loss_near(self.losses, step, self.window)}
        known = [result for result in self.epochs if result.epoch <= step / self.steps_per_epoch + 0.5]
        if known:
            values[VALIDATION] = known[-1].validation
        near = {name: loss_near(losses, step, self.window) for name, losses in self.terms.items()}
        return {**values, **{name: loss for name, loss in near.items() if not isnan(loss)}}

    def changes_near(self, epoch: float, reach: float) -> list[Change]:
        """What changed within so many epochs around that place."""
        at = [(abs(change.step / self.steps_per_epoch - epoch), change) for change in self.changes]
        return [change for distance, change in at if distance <= reach]
