"""Sessions for tests: small, whole and made without training."""

import numpy as np

from latentlab.models.config import ModelConfig
from latentlab.models.shapes import weight_shapes
from latentlab.session import Session
from latentlab.training.config import TrainingConfig
from latentlab.training.events import EpochResult


def small_session(
    points: int = 40, latent: int = 3, side: int = 4, seed: int = 0, **changes: object
) -> Session:
    """A session of random numbers with a network of `side`² pixels."""
    random = np.random.default_rng(seed)
    model = ModelConfig(hidden=(5,), latent=latent)
    values = {
        "config": TrainingConfig(model=model, epochs=2, seed=seed, threads=1),
        "weights": {
            name: random.normal(size=shape).astype(np.float32)
            for name, shape in weight_shapes(model, (side, side)).items()
        },
        "image_shape": (side, side),
        "classes": tuple("0123456789"),
        "epochs": (EpochResult(1, 0.07, 0.06, 0.25), EpochResult(2, 0.05, 0.055, 0.2)),
        "losses": random.random(8, np.float32),
        "best_epoch": 2,
        "report": {"mse": 0.05, "classifier_accuracy": None},
        "data_name": "mnist-5k",
        "data_sha256": "ab" * 32,
        "indices": np.arange(points),
        "labels": random.integers(0, 10, points).astype(np.uint8),
        "codes": random.normal(size=(points, latent)).astype(np.float32),
        "maps": {"pca": random.normal(size=(points, 2)).astype(np.float32)},
    }
    return Session(**(values | changes))


def same(one: Session, other: Session) -> bool:
    """Whether two sessions hold the same values, bit for bit."""
    arrays = ("losses", "indices", "labels", "codes")
    plain = (
        "config", "image_shape", "classes", "best_epoch", "report", "data_name", "data_sha256"
    )  # fmt: skip
    return (
        all(getattr(one, name) == getattr(other, name) for name in plain)
        and _epochs(one) == _epochs(other)
        and all(_equal(getattr(one, name), getattr(other, name)) for name in arrays)
        and _equal_all(one.weights, other.weights)
        and _equal_all(one.maps, other.maps)
    )


def _epochs(session: Session) -> list[str]:
    """As text, where NaN equals NaN; terms in any order."""
    return [
        repr((one.epoch, one.train, one.validation, one.seconds, sorted(one.terms.items())))
        for one in session.epochs
    ]


def _equal_all(one: dict, other: dict) -> bool:
    return one.keys() == other.keys() and all(_equal(one[name], other[name]) for name in one)


def _equal(one: np.ndarray, other: np.ndarray) -> bool:
    return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
