"""All that is kept of a run, known without torch, so that the window can show it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from latentlab.session.kept_epochs import KeptEpochs
from latentlab.training.changes import Change
from latentlab.training.config import TrainingConfig
from latentlab.training.events import EpochResult


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """A trained network, how it came about, and the codes of its images.

    N points (images), k latent dimensions, S batches. A map of M places belongs to the first M points.
    """

    config: TrainingConfig
    weights: Mapping[str, np.ndarray]  # float32, by the names of the network's state
    image_shape: tuple[int, int]  # height, width
    classes: tuple[str, ...]
    epochs: tuple[EpochResult, ...]
    losses: np.ndarray  # (S,) float32: the loss of every batch
    best_epoch: int  # the one that the weights come from, from 1; 0 for initial weights
    report: dict[str, Any] | None  # the `test` part of `train --json`
    data_name: str
    data_sha256: str
    indices: np.ndarray  # (N,) int64, into the data set
    labels: np.ndarray  # (N,) uint8, into `classes`
    codes: np.ndarray  # (N, k) float32
    maps: Mapping[str, np.ndarray] = field(default_factory=dict)  # (M, 2) float32 each, by method
    kept: KeptEpochs | None = None  # to look back on
    terms: Mapping[str, np.ndarray] = field(default_factory=dict)  # (S,) float32 each: see `Losses`
    changes: tuple[Change, ...] = ()

    @property
    def test_mse(self) -> float | None:
        """The error of the test images, where it was measured."""
        value = self.report.get("mse") if self.report is not None else None
        return float(value) if isinstance(value, int | float) else None

    @property
    def pixels(self) -> int:
        """Number of pixels of one image."""
        return self.image_shape[0] * self.image_shape[1]
