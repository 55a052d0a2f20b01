"""The core for programs of your own: sessions, codes, images and maps as numpy arrays.

N images of height × width = P pixels, k latent dimensions. Images go in as (N, height, width) or (N, P),
bytes from 0 to 255 or floats from 0 to 1, where 0 is the background; they come out as float32. Whatever
cannot be is refused with a LatentLabError that says what was expected and what came. Qt is never imported,
and torch only where a network is at work.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from latentlab import session as sessions
from latentlab.data import sources
from latentlab.data.image_set import ImageSet
from latentlab.data.split import split_images
from latentlab.errors import (
    ConfigError,
    DataError,
    DivergedError,
    LatentLabError,
    SessionError,
    SurroundingsError,
)
from latentlab.latent.maps import projection
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings, repeatable_threads
from latentlab.latent.maps.projection import Projection, finished_layout
from latentlab.latent.preparing import Preparing
from latentlab.latent.quality import MapQuality, map_quality
from latentlab.limits import check_choice
from latentlab.models.checks import code_rows, image_rows
from latentlab.models.config import ModelConfig
from latentlab.models.noise import Noise
from latentlab.models.torch_version import require_torch
from latentlab.session import Session
from latentlab.session.finished_run import session_of
from latentlab.training.config import Controls, TrainingConfig
from latentlab.training.events import (
    DeviceLost,
    EpochEnded,
    EpochResult,
    Event,
    Finished,
    Frame,
    Rescued,
    Stage,
    Step,
)
from latentlab.training.objective import Objective
from latentlab.training.presets import PRESETS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from latentlab.models.autoencoder import Autoencoder

__all__ = [
    "ConfigError",
    "Controls",
    "DataError",
    "DeviceLost",
    "DivergedError",
    "EpochEnded",
    "EpochResult",
    "Finished",
    "Frame",
    "ImageSet",
    "LatentLabError",
    "Layout",
    "MapQuality",
    "MapSettings",
    "ModelConfig",
    "Noise",
    "Objective",
    "Preparing",
    "Rescued",
    "Session",
    "SessionError",
    "Stage",
    "Step",
    "SurroundingsError",
    "TrainingConfig",
    "decode",
    "encode",
    "fit",
    "layouts",
    "load_session",
    "network",
    "open_images",
    "preset",
    "project",
    "quality",
    "save_session",
    "session_of",
    "train",
]


def load_session(path: str | os.PathLike[str]) -> Session:
    """Open a `.latentlab` file: a trained network, how it came about, and the codes of its images.

    Raises SessionError, saying what was expected and what came.

    >>> session = latentlab.load_session("run.latentlab")
    >>> session.codes.shape, session.image_shape
    ((5000, 4), (28, 28))
    """
    return sessions.load_session(Path(path))


def save_session(session: Session, path: str | os.PathLike[str]) -> None:
    """Write a `.latentlab` file, whole or not at all; the window opens it.

    Raises SessionError for one that could not be opened again, SurroundingsError where the disk refuses.
    """
    sessions.save_session(session, Path(path))


def open_images(name: str, data_root: str | os.PathLike[str] | None = None) -> ImageSet:
    """A data set by its name: "mnist-5k", which comes along, "mnist", "fashion-mnist" or "kmnist".

    Or by its path: a folder with IDX files or with a folder of images for each class, or a file .npz of
    arrays called images and labels. Such images are made grey, and fitted into squares of at most 64 pixels.

    data_root: the folder that holds `MNIST/raw` and its like; None for where the window's downloads go.
    Nothing is downloaded. Raises DataError where the name is not known, or files are missing or damaged.

    >>> latentlab.open_images("mnist-5k").images.shape
    (5000, 28, 28)
    """
    return sources.open_images(name, None if data_root is None else Path(data_root))


def encode(source: Session | Autoencoder, images: ArrayLike) -> np.ndarray:
    """Codes (N, k) float32 of images (N, height, width) or (N, P), uint8 from 0 to 255 or floats from 0 to 1.

    A network alone knows no height: it takes rows (N, P). Raises ConfigError for other shapes and values.

    >>> session = latentlab.load_session("run.latentlab")
    >>> images = latentlab.open_images(session.data_name).images[session.indices]
    >>> bool((latentlab.encode(session, images) == session.codes).all())
    True
    """
    model = _network(source)
    from latentlab.models.coding import encode_images

    return encode_images(model, image_rows(images, _image_shape(source)))


def decode(source: Session | Autoencoder, codes: ArrayLike) -> np.ndarray:
    """Images (N, height, width) float32 of codes (N, k).

    They lie in [0, 1] where the network's output is "sigmoid"; "identity" may leave it. A network alone knows
    no height: it gives rows (N, P). Raises ConfigError for codes of another shape, NaN or infinity.

    >>> session = latentlab.load_session("run.latentlab")
    >>> latentlab.decode(session, [[0, 0, 0, 0], [1, -1, 0, 2.5]]).shape
    (2, 28, 28)
    """
    model = _network(source)
    from latentlab.models.coding import decode_codes

    rows = code_rows(codes, model.latent)
    return decode_codes(model, rows).reshape(len(rows), *_image_shape(source))


def network(session: Session) -> Autoencoder:
    """The session's network as a torch module: restored once, where many calls would each take milliseconds.

    `encode(x)` and `decode(z)` of the module itself work on tensors (N, P) in [0, 1] and (N, k). Raises
    SurroundingsError where torch is missing or too old.
    """
    require_torch()
    from latentlab.models.restore import restore_autoencoder

    return restore_autoencoder(session.config.model, session.image_shape, session.weights)


def preset(name: str) -> TrainingConfig:
    """The choices of a run by the lecture's name, as `latentlab presets` lists them.

    Raises ConfigError for another name.

    >>> latentlab.preset("hinton").model.hidden
    (1000, 500, 250)
    """
    check_choice("preset", name, tuple(PRESETS))
    return PRESETS[name].config


def train(
    images: ImageSet,
    config: TrainingConfig | None = None,
    sample: np.ndarray | None = None,
    controls: Controls | None = None,
) -> Generator[Event, Controls | None, None]:
    """Train a new network, yielding a Step a batch, an EpochEnded an epoch and at last Finished.

    With a `sample` of image indices (M,) Frames with the codes of these images come in between, and in
    stacked pretraining a Stage where one begins and after each of its epochs. Stop by
    asking for no more; steer by `controls`, and by sending newer ones. `Finished.model` has the weights best
    on validation; `session_of(finished, images, config)` is the whole to keep. Same arguments, same numbers.
    Sets the torch threads of the thread that iterates to `config.threads`. Raises DataError for fewer than 3
    images, DivergedError (a ConfigError) where loss or weights explode, after `Rescued` with the last weights
    that were good: `session_of` takes it as well.

    >>> images = latentlab.open_images("mnist-5k")
    >>> for event in latentlab.train(images, latentlab.TrainingConfig(epochs=1, seed=3)):
    ...     if isinstance(event, latentlab.EpochEnded):
    ...         print(event.epochs[-1].epoch, event.epochs[-1].validation < 0.06)
    1 True
    """
    require_torch()
    from latentlab.models.build import build_autoencoder
    from latentlab.training import trainer

    config = config or TrainingConfig()
    split = split_images(images, config.seed)
    model = build_autoencoder(config.model, images.shape, config.seed)
    return trainer.train(model, images, split, config, sample, controls=controls)


def fit(images: ImageSet, config: TrainingConfig | None = None) -> Session:
    """Train a new network to its end and return the session, as `latentlab train` keeps it.

    `report` in it is the verdict of the test images. Same arguments, same numbers. Raises as `train` does.

    >>> small = latentlab.TrainingConfig(latentlab.ModelConfig(hidden=(64,), latent=2), epochs=4, threads=1)
    >>> session = latentlab.fit(latentlab.open_images("mnist-5k"), small)
    >>> session.codes.shape, session.report["mse"] < session.report["mean_image_mse"]
    ((5000, 2), True)
    """
    config = config or TrainingConfig()
    finished = deque(train(images, config), maxlen=1).pop()
    assert isinstance(finished, Finished), "a run ends with Finished"
    return session_of(finished, images, config)


def project(codes: ArrayLike, settings: str | MapSettings = "pca") -> np.ndarray:
    """A finished map of codes (N, k), or of anything else in rows: places (N, 2) float32.

    settings: a method of `latentlab map`, as that makes it, or a MapSettings. Same arguments,
    same numbers. Raises ConfigError for a method that there is not, LatentLabError for codes that are not
    finite numbers in rows.

    >>> session = latentlab.load_session("run.latentlab")
    >>> latentlab.project(session.codes[:200], "umap").shape
    (200, 2)
    >>> latentlab.project(session.codes[:200], latentlab.MapSettings("tsne", perplexity=10, seed=1)).shape
    (200, 2)
    """
    return finished_layout(np.asarray(codes), _settings(settings)).points


def layouts(codes: ArrayLike, settings: str | MapSettings = "pca") -> Projection:
    """A map of codes (N, k) as it forms: Preparing, then one Layout after the other, the last `done`.

    Send new codes of the same N points at any time, even in answer to the last Layout: the map goes on from
    where the points are. Raises as `project` does.
    """
    return projection.project(np.asarray(codes), _settings(settings))


def quality(codes: ArrayLike, places: ArrayLike, k: int = 15) -> MapQuality:
    """How far a map, places (N, 2) of codes (N, k), can be trusted: each measure is 1 for a perfect one.

    Compares neighbourhoods of `k` points; asks 1,600 points where there are more, and tells the standard
    error. Raises LatentLabError below 4 points, or unless there is a place for each code.

    >>> session = latentlab.load_session("run.latentlab")
    >>> 0.5 < latentlab.quality(session.codes, latentlab.project(session.codes)).trustworthiness.value < 1
    True
    """
    stages = map_quality(np.asarray(codes), np.asarray(places), k)
    while True:
        try:
            next(stages)
        except StopIteration as end:
            measured: MapQuality = end.value
            return measured


def _network(source: Session | Autoencoder) -> Autoencoder:
    return network(source) if isinstance(source, Session) else source


def _image_shape(source: Session | Autoencoder) -> tuple[int, ...]:
    return source.image_shape if isinstance(source, Session) else (source.pixels,)


def _settings(settings: str | MapSettings) -> MapSettings:
    if isinstance(settings, MapSettings):
        return settings
    return MapSettings(method=settings, threads=repeatable_threads(settings))
