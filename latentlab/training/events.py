"""What a training run tells about itself, one frozen value an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # events are known without torch, so that the window can open before it is imported
    from latentlab.models.autoencoder import Autoencoder


@dataclass(frozen=True, slots=True)
class EpochResult:
    """Losses of one epoch (mean squared error a pixel) and the seconds it took, frames left out."""

    epoch: int
    train: float
    validation: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Step:
    """One batch was learnt."""

    step: int  # batches since the initial weights
    epoch: int  # the epoch that it belongs to, from 1
    loss: float  # of this batch
    images_per_second: float  # over the last second or so; 0 until known


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """All that the window needs to draw one moment of training; safe to drop."""

    step: int
    epoch: float  # epochs learnt so far, with the fraction of the one under way
    losses: np.ndarray  # (step,) float32: the loss of every batch so far
    epochs: tuple[EpochResult, ...]
    latents: np.ndarray  # (M, k) float32: codes of the first M points of the sample
    model: Autoencoder | None  # a copy, read-only; None while torch is not imported yet


@dataclass(frozen=True, slots=True, eq=False)
class EpochEnded:
    """An epoch is over; carries all epochs so far, so that a dropped one is not missed."""

    epochs: tuple[EpochResult, ...]
    best_epoch: int


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """The run is over: the weights best on validation met the test images once."""

    losses: np.ndarray  # (S,) float32: the loss of every batch
    epochs: tuple[EpochResult, ...]
    best_epoch: int
    test_mse: float  # mean squared error a pixel
    model: Autoencoder  # the best on validation, read-only


Event = Step | Frame | EpochEnded | Finished
