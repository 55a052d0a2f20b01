"""The kept epochs of a run in its session file: weights, and codes of some of the points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import safetensors
import safetensors.numpy

from latentlab.errors import SessionError
from latentlab.models.config import ModelConfig
from latentlab.models.shapes import weight_shapes
from latentlab.session.archive import Archive
from latentlab.session.arrays import array_bytes, read_array

MOST_KEPT = 1_000
WEIGHTS_BYTES = 48 * 2**20  # in a file: a session is sent by mail
CODES_BYTES = 8 * 2**20
CODES_ROWS = 2_000
_WEIGHTS = "epochs/weights.safetensors"
_CODES = "epochs/codes.npy"
_HEADER_BYTES = 2**20


@dataclass(frozen=True, slots=True, eq=False)
class KeptEpochs:
    """C moments of a run that can be looked back on; the codes are of the first M points."""

    steps: tuple[int, ...]  # batches learnt, rising
    epochs: tuple[float, ...]  # the same in epochs
    weights: Mapping[str, np.ndarray]  # (C, …) float32, by the names of the network's state
    codes: np.ndarray  # (C, M, k) float32

    def __len__(self) -> int:
        return len(self.steps)

    def weights_of(self, number: int) -> dict[str, np.ndarray]:
        """The weights of one of them."""
        return {name: values[number] for name, values in self.weights.items()}


def kept_parts(kept: KeptEpochs) -> dict[str, bytes]:
    """What a file holds of kept epochs, besides what its document says."""
    weights = {name: np.ascontiguousarray(values, "<f4") for name, values in kept.weights.items()}
    return {_WEIGHTS: safetensors.numpy.save(weights), _CODES: array_bytes(kept.codes.astype("<f4"))}


def read_kept(
    archive: Archive,
    config: ModelConfig,
    shape: tuple[int, int],
    steps: tuple[int, ...],
    epochs: tuple[float, ...],
    points: int,
) -> KeptEpochs:
    """The kept epochs of a file. Raises SessionError for what they cannot be."""
    count = len(steps)
    one = sum(int(np.prod(size)) for size in weight_shapes(config, shape).values())
    content = archive.read(_WEIGHTS, min(4 * one * count, WEIGHTS_BYTES) + _HEADER_BYTES)
    try:
        weights = safetensors.numpy.load(content)
    except (safetensors.SafetensorError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise SessionError(
            "{part} in {file} must be safetensors ({reason}).", part=_WEIGHTS, file=archive.file, reason=error
        ) from error
    if 4 * count * points * config.latent > CODES_BYTES:
        raise SessionError(
            "{part} in {file} must be at most {most} bytes, got {got}.",
            part=_CODES,
            file=archive.file,
            most=CODES_BYTES,
            got=4 * count * points * config.latent,
        )
    codes = read_array(archive, _CODES, (count, points, config.latent), "<f4")
    return KeptEpochs(steps, epochs, {name: values.copy() for name, values in weights.items()}, codes)


def check_kept(
    kept: KeptEpochs, config: ModelConfig, shape: tuple[int, int], steps: int, points: int, file: str
) -> None:
    """Raise SessionError unless they belong to this network and lie within a run of so many batches."""
    _check_moments(kept, steps, file)
    expected = {name: (len(kept), *size) for name, size in weight_shapes(config, shape).items()}
    came = {name: values.shape for name, values in kept.weights.items()}
    _demand(came == expected, file, "the weights of kept epochs", str(expected), str(came))
    size = (len(kept), min(kept.codes.shape[1] if kept.codes.ndim == 3 else 0, points), config.latent)
    _demand(kept.codes.shape == size, file, "the codes of kept epochs", str(size), str(kept.codes.shape))
    for values in (*kept.weights.values(), kept.codes):
        is_plain = values.dtype == np.float32 and bool(np.isfinite(values).all())
        _demand(is_plain, file, "kept epochs", "finite float32 numbers", "others among them")


def _check_moments(kept: KeptEpochs, steps: int, file: str) -> None:
    _demand(0 < len(kept) <= MOST_KEPT, file, "kept epochs", f"1 to {MOST_KEPT}", str(len(kept)))
    _demand(len(kept.epochs) == len(kept.steps), file, "kept epochs", "as many as steps", str(kept.epochs))
    rises = all(one < other for one, other in zip(kept.steps, kept.steps[1:], strict=False))
    rises = rises and all(one < other for one, other in zip(kept.epochs, kept.epochs[1:], strict=False))
    is_inside = kept.steps[0] >= 0 and kept.steps[-1] <= steps and kept.epochs[0] >= 0
    is_finite = bool(np.isfinite(kept.epochs).all())
    _demand(
        rises and is_inside and is_finite,
        file,
        "kept epochs",
        f"rising from 0 to step {steps}",
        str(kept.steps),
    )


def _demand(holds: bool, file: str, what: str, expected: str, got: str) -> None:
    if not holds:
        raise SessionError(
            "{file}: {what} must be {expected}, got {got}.",
            file=file,
            what=what,
            expected=expected[:200],
            got=got[:200],
        )
