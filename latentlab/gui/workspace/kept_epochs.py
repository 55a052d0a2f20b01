"""The kept epochs of a run on their way into a session file and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from latentlab.gui.workspace.subject import Subject
from latentlab.session.kept_epochs import CODES_BYTES, CODES_ROWS, WEIGHTS_BYTES, KeptEpochs
from latentlab.session.session import Session
from latentlab.training.events import Checkpoint
from latentlab.training.history import History
from latentlab.training.thinning import Thinned

if TYPE_CHECKING:
    from latentlab.models.autoencoder import Autoencoder

_LEAST = 3  # fewer are nothing to look back on


def kept_epochs(checkpoints: Sequence[Checkpoint], subject: Subject) -> KeptEpochs | None:
    """As many of the checkpoints as a file has room for; None where these are too few.

    Encodes what has no codes yet: to be run on a worker.
    """
    from latentlab.models.restore import kept_weights

    if not checkpoints:
        return None
    weights = [kept_weights(one.model) for one in checkpoints[:1]]
    room = WEIGHTS_BYTES // sum(values.nbytes for values in weights[0].values())
    if min(room, len(checkpoints)) < _LEAST:
        return None
    chosen = _thinned(checkpoints, room)
    weights = [kept_weights(one.model) for one in chosen]
    return KeptEpochs(
        tuple(one.step for one in chosen),
        tuple(float(one.epoch) for one in chosen),
        {name: np.stack([one[name] for one in weights]) for name in weights[0]},
        _codes(chosen, subject),
    )


def kept_history(session: Session, kept: KeptEpochs, model: Autoencoder) -> History:
    """The history that a session brings along, `model` being its network."""
    from latentlab.models.coding import frozen_copy

    checkpoints = []
    for number, (step, epoch) in enumerate(zip(kept.steps, kept.epochs, strict=True)):
        once = frozen_copy(model)
        with_weights(once, kept.weights_of(number))
        checkpoints.append(Checkpoint(step, epoch, once, kept.codes[number]))
    batches = round(kept.steps[-1] / kept.epochs[-1]) if kept.epochs[-1] else 1
    history = History(batches)
    history.restore(checkpoints)
    best = min(session.epochs, key=lambda result: result.validation, default=None)
    if best is not None and session.report is not None and best.epoch == session.best_epoch:
        history.keep_best(Checkpoint(best.epoch * batches, best.epoch, frozen_copy(model)))
    return history


def with_weights(model: Autoencoder, weights: dict[str, np.ndarray]) -> None:
    """Give a network kept weights."""
    import torch

    model.load_state_dict({name: torch.from_numpy(values) for name, values in weights.items()})


def _thinned(checkpoints: Sequence[Checkpoint], most: int) -> tuple[Checkpoint, ...]:
    thinned: Thinned[Checkpoint] = Thinned(most)
    for one in checkpoints:
        thinned.offer(one.step, one)
    return thinned.items


def _codes(checkpoints: Sequence[Checkpoint], subject: Subject) -> np.ndarray:
    """Codes (C, M, k) of the first M points; of none where codes and images are missing."""
    from latentlab.models.coding import encode_images

    width = checkpoints[0].model.latent
    rows = min(CODES_ROWS, len(subject.order), CODES_BYTES // (4 * width * len(checkpoints)))
    if subject.images is not None:
        images = subject.images.flat[subject.order[:rows]]
        return np.stack([encode_images(one.model, images) for one in checkpoints])
    known = [len(one.latents) if one.latents is not None else 0 for one in checkpoints]
    rows = min(rows, *known)
    return np.stack(
        [one.latents[:rows] for one in checkpoints if one.latents is not None and rows]
        or [np.zeros((0, width), np.float32)] * len(checkpoints)
    )
