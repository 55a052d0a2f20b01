"""The parts of the self-test: each does what the user will do, on a small scale, and looks at the result."""

import importlib
import os
import pkgutil
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

import latentlab
from latentlab.data.image_set import ImageSet
from latentlab.data.sources import open_images
from latentlab.data.split import split_images
from latentlab.lab.file import read_lab_settings
from latentlab.models.config import ModelConfig
from latentlab.models.torch_version import require_torch
from latentlab.resources import resource
from latentlab.session import Session, load_session, save_session
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Finished

Facts = dict[str, Any]
_IMAGES = 1_000
# Neighbours kept of 15, on a map of 800 codes of 4 dimensions; chance gives 0.02.
_LEAST_RECALL = {"pca": 0.3, "tsne": 0.5, "umap": 0.45}


class ProofError(Exception):
    """Something does not work as it must; carries what was measured."""

    def __init__(self, text: str, facts: Facts) -> None:
        super().__init__(text)
        self.facts = facts


def demand(holds: bool, text: str, **facts: object) -> None:
    """Raise ProofError unless it holds."""
    if not holds:
        raise ProofError(text, facts)


def prove_libraries() -> Facts:
    """Torch is there and new enough."""
    return {"torch": require_torch()}


def prove_modules() -> Facts:
    """Every module of our own can be imported."""
    names = [found.name for found in pkgutil.walk_packages(latentlab.__path__, "latentlab.")]
    demand(len(names) > 20, f"expected more than 20 modules of our own, found {len(names)}")
    failed = {}
    for name in names:
        try:
            importlib.import_module(name)
        except Exception as error:  # whatever it is, it is told
            failed[name] = f"{type(error).__name__}: {error}"
    demand(not failed, "could not import " + "; ".join(f"{name} ({why})" for name, why in failed.items()))
    return {"modules": len(names)}


def prove_lab_settings() -> Facts:
    """What `latentlab.ini` says, where there is one, can be read from its first line to its last."""
    lab = read_lab_settings()
    facts: Facts = {"file": str(lab.file) if lab.file else None}
    for name, section in (("defaults", lab.defaults), ("locked", lab.locked)):
        facts[name] = {key: str(value) for key, value in asdict(section).items() if value is not None}
    demand(not lab.complaints, f"{lab.file}: {' '.join(map(str, lab.complaints))}", **facts)
    return facts


def prove_digits() -> Facts:
    """The bundled digits open, with the hash that is checked at loading."""
    images = open_images("mnist-5k")
    counts = np.bincount(images.labels, minlength=10)
    demand(
        images.images.shape == (5_000, 28, 28), f"expected 5,000 digits of 28×28, got {images.images.shape}"
    )
    demand(bool((counts == 500).all()), f"expected 500 digits of each class, got {counts.tolist()}")
    return {"images": len(images), "sha256": images.sha256}


def prove_training() -> Facts:
    """A small network learns."""
    finished, _ = _train_a_little()
    losses = [epoch.validation for epoch in finished.epochs]
    demand(losses[-1] < 0.8 * losses[0], f"expected a validation loss that falls by a fifth, got {losses}")
    demand(finished.model.is_finite, "expected finite weights, got NaN or infinity")
    return {"validation": losses, "test_mse": finished.test_mse}


def prove_maps() -> Facts:
    """PCA, t-SNE and UMAP make finite maps that keep neighbours together."""
    from latentlab.cli.map_codes import draw_map
    from latentlab.latent.maps.umap_kernel import was_compiled_here
    from latentlab.models.coding import encode_images

    finished, images = _train_a_little()
    codes = encode_images(finished.model, images.flat)[:800]
    facts: Facts = {}
    for method, least in _LEAST_RECALL.items():
        began = time.perf_counter()
        points = draw_map(codes, method, seed=0)
        recall = _recall(codes, points, 15)
        facts[method] = {"knn_recall": recall, "seconds": round(time.perf_counter() - began, 3)}
        demand(bool(np.isfinite(points).all()), f"expected finite places from {method}", **facts)
        demand(
            recall >= least,
            f"expected {method} to keep {least:.0%} of the neighbours, got {recall:.0%}",
            **facts,
        )
    facts["compiled_here"] = was_compiled_here()
    is_bundle = bool(getattr(sys, "frozen", False))
    demand(not (is_bundle and facts["compiled_here"]), "expected the kernels of the bundle to fit", **facts)
    return facts


def prove_session() -> Facts:
    """A session comes back from its file bit for bit."""
    from latentlab.models.coding import decode_codes, encode_images
    from latentlab.models.restore import kept_weights, restore_autoencoder

    finished, images = _train_a_little()
    codes = encode_images(finished.model, images.flat)
    session = Session(
        config=_config(),
        weights=kept_weights(finished.model),
        image_shape=(28, 28),
        classes=images.classes,
        epochs=finished.epochs,
        losses=np.zeros(0, np.float32),
        best_epoch=finished.best_epoch,
        report=None,
        data_name=images.name,
        data_sha256=images.sha256,
        indices=np.arange(len(images)),
        labels=images.labels,
        codes=codes,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "self-test.latentlab"
        save_session(session, path)
        size = path.stat().st_size
        opened = load_session(path)
    same = all(values.tobytes() == opened.weights[name].tobytes() for name, values in session.weights.items())
    demand(
        same and opened.codes.tobytes() == codes.tobytes(), "expected the same weights and codes, got others"
    )
    model = restore_autoencoder(opened.config.model, opened.image_shape, opened.weights)
    again = decode_codes(model, opened.codes[:10])
    demand(
        bool((again == decode_codes(finished.model, codes[:10])).all()),
        "expected the same images, got others",
    )
    return {"bytes": size}


def prove_first_session() -> Facts:
    """The session that comes along opens."""
    path = resource("sessions", "first.latentlab")
    session = load_session(path)
    return {"bytes": path.stat().st_size, "points": len(session.codes), "maps": sorted(session.maps)}


def prove_window() -> Facts:
    """The window paints, is not blank, and its sliders change the digit."""
    from latentlab.gui.proof import prove_window

    facts: Facts = prove_window()
    failed = [name for name, value in facts.items() if value is False]
    demand(not failed, f"the window failed at: {', '.join(failed)}", **facts)
    return facts


def thread_counts() -> Facts:
    """How many threads there are to use, and how many are used by default."""
    from latentlab.training.config import default_threads

    return {"cores": os.cpu_count(), "training": default_threads()}


def _config() -> TrainingConfig:
    return TrainingConfig(ModelConfig(hidden=(64,), latent=4), epochs=4, batch_size=32, seed=0, threads=1)


def _train_a_little() -> tuple[Finished, ImageSet]:
    """A run of a second on a fifth of the bundled digits."""
    from latentlab.models.build import build_autoencoder
    from latentlab.training.trainer import train

    whole = open_images("mnist-5k")
    chosen = np.arange(0, len(whole), len(whole) // _IMAGES)
    images = ImageSet("digits", whole.images[chosen], whole.labels[chosen], whole.classes)
    config = _config()
    model = build_autoencoder(config.model, images.shape, config.seed)
    *_, last = train(model, images, split_images(images, config.seed), config)
    demand(isinstance(last, Finished), f"expected the run to end, got {type(last).__name__}")
    assert isinstance(last, Finished)
    return last, images


def _recall(codes: np.ndarray, points: np.ndarray, count: int) -> float:
    """Share of each code's nearest neighbours that are among its nearest on the map."""
    near_codes, near_points = (_nearest(values, count) for values in (codes, points))
    kept = [len(np.intersect1d(one, other)) for one, other in zip(near_codes, near_points, strict=True)]
    return float(np.mean(kept)) / count


def _nearest(values: np.ndarray, count: int) -> np.ndarray:
    distances = ((values[:, None] - values[None]) ** 2).sum(axis=2)  # (N, N)
    np.fill_diagonal(distances, np.inf)
    return np.argpartition(distances, count, axis=1)[:, :count]
