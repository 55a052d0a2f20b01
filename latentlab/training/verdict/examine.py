"""Examines a network in pieces: what held-out images say of it, beside what is easy to reach."""

from collections.abc import Callable, Generator

import numpy as np
import torch

from latentlab.latent.code_statistics import code_statistics
from latentlab.latent.image_pca import ImagePca, error_curve
from latentlab.latent.preparing import Preparing
from latentlab.latent.probe import linear_probe, neighbours_labels
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import as_inputs, encode_images, reconstruction_error
from latentlab.models.corruption import corrupt
from latentlab.models.noise import Noise
from latentlab.training.verdict.exam import NOISE_LEVELS, Exam
from latentlab.training.verdict.plane import plane_agreement
from latentlab.training.verdict.verdict import UnderNoise, Verdict

_BATCH = 256  # images: a convolution takes a tenth of a second for them
_NOISE_STREAM = 3  # a seed's draws for the split and the sample have streams of their own

Predict = Callable[[np.ndarray], np.ndarray]


def examine(exam: Exam, pca: ImagePca) -> Generator[Preparing, None, Verdict]:
    """Every measure that applies; pca: fitted on the training images. Same arguments, same numbers.

    Raises LatentLabError for codes that are not finite.
    """
    model, flat, labels = exam.model, exam.images.flat, exam.images.labels
    learnt, asked = exam.learnt, exam.asked
    learnt_codes = yield from codes_of(model, flat[learnt])
    codes = yield from codes_of(model, flat[asked])
    statistics = code_statistics(codes)
    errors = yield from errors_of(model, flat[asked])
    curve = yield from error_curve(pca, flat[asked])
    probe = yield from linear_probe(learnt_codes, labels[learnt])
    by_neighbours = yield from neighbours_labels(learnt_codes, labels[learnt], codes)
    told = probe(codes)
    classified = _classified(model, codes)
    noise = yield from _under_noise(exam, probe)
    truth = labels[asked]
    return Verdict(
        part=exam.part,
        asked=len(asked),
        learnt=len(learnt),
        pixels=exam.images.pixels,
        mse=float(errors.mean(dtype=np.float64)),
        pca_curve=curve,
        latent=model.latent,
        linear_probe_accuracy=_share(told, truth),
        knn_accuracy=_share(by_neighbours, truth),
        plane=plane_agreement(model, exam.config.model, pca),
        codes=statistics,
        classifier_accuracy=None if classified is None else _share(classified, truth),
        confusion=confusion(truth, told if classified is None else classified, len(exam.images.classes)),
        noise_kind=exam.noise,
        noise=noise,
    )


def codes_of(model: Autoencoder, images: np.ndarray) -> Generator[Preparing, None, np.ndarray]:
    """Codes (N, k) of images (N, pixels) uint8, batch by batch."""
    codes = np.empty((len(images), model.latent), np.float32)
    for start in range(0, len(images), _BATCH):
        rows = slice(start, start + _BATCH)
        codes[rows] = encode_images(model, images[rows])
        yield Preparing("codes", min(start + _BATCH, len(images)), len(images))
    return codes


def errors_of(model: Autoencoder, images: np.ndarray) -> Generator[Preparing, None, np.ndarray]:
    """Mean squared errors a pixel (N,) of images (N, pixels) uint8, batch by batch."""
    errors = np.empty(len(images), np.float32)
    for start in range(0, len(images), _BATCH):
        rows = slice(start, start + _BATCH)
        errors[rows] = reconstruction_error(model, images[rows])
        yield Preparing("errors", min(start + _BATCH, len(images)), len(images))
    return errors


def confusion(truth: np.ndarray, told: np.ndarray, classes: int) -> np.ndarray:
    """How often each class (row) was told to be each (column): (C, C) int, of labels (N,) each."""
    pairs = truth.astype(np.intp) * classes + told
    return np.bincount(pairs, minlength=classes**2).reshape(classes, classes)


def _classified(model: Autoencoder, codes: np.ndarray) -> np.ndarray | None:
    if model.classifier is None:
        return None
    with torch.no_grad():
        told: np.ndarray = model.classify(torch.from_numpy(codes)).argmax(dim=1).numpy()
    return told


def _under_noise(exam: Exam, probe: Predict) -> Generator[Preparing, None, tuple[UnderNoise, ...]]:
    found = []
    for level in NOISE_LEVELS:
        found.append((yield from _at_level(exam, Noise(exam.noise, level), probe)))
    return tuple(found)


def _at_level(exam: Exam, noise: Noise, probe: Predict) -> Generator[Preparing, None, UnderNoise]:
    """The same draws for every network of a seed; the probe was fitted on codes of clean images."""
    generator = torch.Generator().manual_seed((exam.config.seed * 1_000_003 + _NOISE_STREAM) % 2**63)
    rows, squares, right = exam.asked, 0.0, 0
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        clean = as_inputs(exam.images.flat[batch])  # (B, pixels)
        with torch.no_grad():
            z = exam.model.encode(corrupt(clean, noise, exam.images.shape, generator))  # (B, k)
            squares += float(((exam.model.decode(z) - clean) ** 2).sum(dtype=torch.float64))
        right += int((probe(z.numpy()) == exam.images.labels[batch]).sum())
        yield Preparing("noise", start + len(batch), len(rows))
    pixels = len(rows) * exam.images.pixels
    return UnderNoise(noise.level, squares / pixels, right / len(rows))


def _share(told: np.ndarray, truth: np.ndarray) -> float:
    return float((told == truth).mean())
