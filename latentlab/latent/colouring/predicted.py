"""The class that a linear probe reads from each code."""

from collections.abc import Generator

import numpy as np

from latentlab.latent.checks import checked_codes
from latentlab.latent.colouring.coloured import Predicted
from latentlab.latent.preparing import Preparing
from latentlab.latent.probe import linear_probe


def predicted_classes(
    codes: np.ndarray, labels: np.ndarray, is_training: np.ndarray | None
) -> Generator[Preparing, None, Predicted]:
    """Fit a linear probe on training codes and ask it about all codes (N, k) of labels (N,).

    is_training: (N,) bool, or None where the split is not known; then each half of the codes is told by a
    probe that has learnt from the other half. Raises LatentLabError for codes that are not finite.
    """
    codes = checked_codes(codes)
    classes = np.empty(len(codes), np.uint8)
    for learnt, asked in _folds(len(codes), is_training):
        predict = yield from linear_probe(codes[learnt], labels[learnt])
        classes[asked] = predict(codes[asked])
    unseen = np.ones(len(codes), bool) if is_training is None else ~is_training
    unseen &= len(codes) > 1
    right = (classes == labels)[unseen]
    return Predicted(classes, float(right.mean()) if len(right) else None, len(right))


def _folds(total: int, is_training: np.ndarray | None) -> list[tuple[np.ndarray, np.ndarray]]:
    """Which codes a probe learns from, and which it is asked about: (N,) bool each."""
    everything = np.ones(total, bool)
    if is_training is not None:
        return [(is_training if is_training.any() else everything, everything)]
    if total < 2:
        return [(everything, everything)]
    even = np.arange(total) % 2 == 0
    return [(even, ~even), (~even, even)]
