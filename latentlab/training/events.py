"""What a training run tells about itself, one frozen value an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from latentlab.training.changes import Change
from latentlab.training.memory import Memory

if TYPE_CHECKING:  # events are known without torch, so that the window can open before it is imported
    from latentlab.models.autoencoder import Autoencoder


@dataclass(frozen=True, slots=True)
class EpochResult:
    """Losses of one epoch, each the sum of all terms, and the seconds it took, frames left out.

    terms: what each adds to the training loss, its weight included.
    """

    epoch: int
    train: float
    validation: float
    seconds: float
    terms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One batch was learnt, by the whole network or, in a `stage` of pretraining, by a part of it."""

    step: int  # batches that the whole network learnt since the initial weights
    epoch: int  # the epoch that it belongs to, from 1
    loss: float  # of this batch
    images_per_second: float  # over the last second or so; 0 until known
    terms: Mapping[str, float] = field(default_factory=dict)  # what each adds to the loss
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of stacked training began (epoch 0), or another epoch of it is over.

    Of fine-tuning only beginning and end are told, as its epochs are told like those of any run.
    """

    name: str  # "layer 1" and so on, "fine-tuning", "classifier"
    number: int  # from 1
    count: int  # of stages
    epoch: int
    epochs: int
    loss: float | None = None  # mean over that epoch; None at the beginning
    layers: int = 0  # how many of the stages are of single layers; the whole network's comes after them
    before: float | None = None  # validation loss of the whole network before fine-tuning
    validation: float | None = None  # and the best one, after it
    over: tuple[Stage, ...] = ()  # how the stages before this one ended


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """All that the window needs to draw one moment of training; safe to drop."""

    step: int
    epoch: float  # epochs learnt so far, with the fraction of the one under way
    losses: np.ndarray  # (step,) float32: the loss of every batch so far
    epochs: tuple[EpochResult, ...]
    latents: np.ndarray  # (M, k) float32: codes of the first M points of the sample
    model: Autoencoder | None  # a copy, read-only; None while torch is not imported yet
    memory: Memory | None = None  # what else the run needs to go on from here; None for the best weights
    terms: Mapping[str, np.ndarray] = field(default_factory=dict)  # (step,) float32 each: see `Losses`
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """The network after so many batches, kept so that it can be seen again and gone on from."""

    step: int
    epoch: float
    model: Autoencoder  # read-only
    latents: np.ndarray | None = None  # (M, k) float32, as in a frame; None where they cost too much to keep
    memory: Memory | None = None


@dataclass(frozen=True, slots=True, eq=False)
class EpochEnded:
    """An epoch is over; carries all epochs so far, so that a dropped one is not missed."""

    epochs: tuple[EpochResult, ...]
    best_epoch: int
    best_model: Autoencoder | None = None  # read-only
    checkpoint: Checkpoint | None = None  # the network at this moment, where a copy is affordable


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """The run is over: the weights best on validation met the test images once."""

    losses: np.ndarray  # (S,) float32: the loss of every batch
    epochs: tuple[EpochResult, ...]
    best_epoch: int
    test_mse: float  # mean squared error a pixel
    model: Autoencoder  # the best on validation, read-only
    device: str = "cpu"  # that the run ended on
    terms: Mapping[str, np.ndarray] = field(default_factory=dict)  # (S,) float32 each: see `Losses`


@dataclass(frozen=True, slots=True)
class DeviceLost:
    """A device failed or had too little memory; the run goes on in main memory."""

    device: str
    reason: str  # what its driver says
    is_whole: bool  # whether weights and optimizer went along; else they are some batches old


@dataclass(frozen=True, slots=True, eq=False)
class Rescued:
    """The run has gone astray: the last weights that were good. The error that says why comes next."""

    step: int
    losses: np.ndarray  # (step,) float32
    epochs: tuple[EpochResult, ...]
    model: Autoencoder  # read-only
    terms: Mapping[str, np.ndarray] = field(default_factory=dict)  # (step,) float32 each


Event = Step | Stage | Frame | EpochEnded | Finished | Rescued | DeviceLost
