"""One run of this window, as it was when it was last looked at."""

from dataclasses import dataclass

from latentlab.gui.workspace.subject import Subject
from latentlab.training.config import TrainingConfig
from latentlab.training.events import EpochResult, Finished, Frame
from latentlab.training.history import History
from latentlab.training.verdict.verdict import Verdict


@dataclass(frozen=True, slots=True, eq=False)
class KeptRun:
    """A network with its history, and the images that it learnt.

    number: from 1, in the order in which runs began. name: the student's own, empty where there is none.
    """

    number: int
    subject: Subject
    config: TrainingConfig
    frame: Frame
    finished: Finished | None = None
    test_mse: float | None = None  # None while it has not met the test images
    verdict: Verdict | None = None  # of all test images; None until somebody asked for it
    saved_step: int = 0  # how far it had learnt when it was saved
    name: str = ""
    history: History | None = None  # its kept epochs; goes on with the run

    @property
    def best(self) -> EpochResult | None:
        """The epoch of the lowest validation loss."""
        return min(self.frame.epochs, key=lambda epoch: epoch.validation, default=None)

    @property
    def seconds(self) -> float:
        """How long it has learnt."""
        return sum(epoch.seconds for epoch in self.frame.epochs)

    @property
    def is_unsaved(self) -> bool:
        """Whether something learnt would be lost with it."""
        return self.frame.step not in (0, self.saved_step)

    @property
    def bytes_held(self) -> int:
        """Memory that it costs to keep: weights, codes, losses and the kept epochs."""
        model = self.frame.model
        weights = sum(4 * one.numel() for one in model.parameters()) if model is not None else 0
        kept = self.history.nbytes if self.history is not None else 0
        losses = self.frame.losses.nbytes * (1 + len(self.frame.terms))
        return int(weights + self.frame.latents.nbytes + losses + kept)

    def is_beside(self, other: "KeptRun") -> bool:
        """Whether both show the same images in the same order, so that points can be compared."""
        one, two = self.subject, other.subject
        return (
            one.name == two.name and len(one.order) == len(two.order) and bool((one.order == two.order).all())
        )
