"""Kept epochs survive the file of their session, and what they cannot be is refused."""

from dataclasses import replace

import numpy as np
import pytest

from latentlab.errors import SessionError
from latentlab.resources import resource
from latentlab.session import Session, load_session, save_session
from latentlab.session.kept_epochs import KeptEpochs
from tests.session_samples import small_session


def _kept(session: Session, steps: tuple[int, ...] = (0, 3, 8), points: int = 6) -> KeptEpochs:
    random = np.random.default_rng(1)
    count = len(steps)
    weights = {
        name: random.normal(size=(count, *values.shape)).astype(np.float32)
        for name, values in session.weights.items()
    }
    codes = random.normal(size=(count, points, session.config.model.latent)).astype(np.float32)
    return KeptEpochs(steps, tuple(step / 4 for step in steps), weights, codes)


def _with(kept: KeptEpochs, session: Session) -> Session:
    return replace(session, kept=kept)


def test_kept_epochs_come_back_bit_for_bit(tmp_path) -> None:
    session = small_session()
    kept = _kept(session)
    save_session(_with(kept, session), tmp_path / "a.latentlab")
    back = load_session(tmp_path / "a.latentlab").kept
    assert back is not None
    assert (back.steps, back.epochs) == (kept.steps, kept.epochs)
    assert np.array_equal(back.codes, kept.codes)
    assert back.weights.keys() == kept.weights.keys()
    assert all(np.array_equal(back.weights[name], kept.weights[name]) for name in kept.weights)


def test_the_session_that_comes_along_opens_without_any() -> None:
    assert load_session(resource("sessions", "first.latentlab")).kept is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: replace(kept, steps=(3, 0, 8)),
        lambda kept: replace(kept, steps=(0, 3, 9)),
        lambda kept: replace(kept, steps=(-1, 3, 8)),
        lambda kept: replace(kept, epochs=(0.0, 0.75)),
        lambda kept: replace(kept, epochs=(0.0, 0.75, float("nan"))),
        lambda kept: replace(kept, codes=kept.codes[:, :, :2]),
        lambda kept: replace(kept, codes=np.full_like(kept.codes, np.inf)),
        lambda kept: replace(kept, codes=np.zeros((3, 41, 3), np.float32)),
        lambda kept: replace(kept, weights={name: values[:2] for name, values in kept.weights.items()}),
        lambda kept: replace(kept, weights=dict(list(kept.weights.items())[1:])),
        lambda kept: replace(kept, weights={n: v.astype(np.float64) for n, v in kept.weights.items()}),
        lambda kept: replace(kept, weights={n: v * np.nan for n, v in kept.weights.items()}),
    ],
)
def test_kept_epochs_that_cannot_be_are_refused(tmp_path, spoil) -> None:
    session = small_session()
    with pytest.raises(SessionError):
        save_session(_with(spoil(_kept(session)), session), tmp_path / "a.latentlab")
    assert not (tmp_path / "a.latentlab").exists()
