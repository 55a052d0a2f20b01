"""Coding, decoding and measuring agree with the network, whatever the number of images."""

import numpy as np
import pytest
import torch

from latentlab.errors import ConfigError
from latentlab.models import coding
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.build import build_autoencoder
from latentlab.models.coding import (
    as_inputs,
    decode_codes,
    encode_images,
    frozen_copy,
    reconstruct_images,
    reconstruction_error,
    trainable_copy,
)
from latentlab.models.config import ModelConfig

PIXELS = 12


@pytest.fixture
def model() -> Autoencoder:
    return build_autoencoder(ModelConfig((8,), 3), (1, PIXELS), seed=4)


def images(count: int) -> np.ndarray:
    return np.random.default_rng(count).integers(0, 256, (count, PIXELS), np.uint8)


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 35])
def test_batches_leave_no_seam(model: Autoencoder, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """In batches of ten as in one piece."""
    monkeypatch.setattr(coding, "_BATCH", 10)
    rows = images(count)
    x = torch.tensor(rows / 255, dtype=torch.float32)
    with torch.no_grad():
        z = model.encode(x).numpy()
        rebuilt = model(x).numpy()
    assert encode_images(model, rows) == pytest.approx(z, abs=1e-6)
    assert decode_codes(model, z) == pytest.approx(rebuilt, abs=1e-6)
    assert reconstruct_images(model, rows) == pytest.approx(rebuilt, abs=1e-6)
    squares = (rebuilt.astype(np.float64) - rows / 255) ** 2
    errors = reconstruction_error(model, rows)
    assert errors == pytest.approx(squares.mean(axis=1) if count else np.empty(0), rel=1e-5)
    assert errors.shape == (count,)
    for result in (encode_images(model, rows), decode_codes(model, z), errors):
        assert result.dtype == np.float32


def test_codes_of_any_kind_of_number_and_order_in_memory_are_decoded(model: Autoencoder) -> None:
    codes = np.random.default_rng(0).normal(size=(6, 3))
    expected = decode_codes(model, codes.astype(np.float32))
    assert np.array_equal(decode_codes(model, codes), expected)
    assert np.array_equal(decode_codes(model, np.asfortranarray(codes)), expected)
    assert np.array_equal(decode_codes(model, np.repeat(codes, 2, axis=0)[::2]), expected)
    locked = codes.astype(np.float32)
    locked.flags.writeable = False
    assert np.array_equal(decode_codes(model, locked), expected)


@pytest.mark.parametrize("shape", [(1, 2), (5, 4), (3,), (1, 1, 3), (0, 2), ()])
def test_codes_of_another_length_are_refused_with_what_came(model: Autoencoder, shape: tuple) -> None:
    with pytest.raises(ConfigError, match="must have 3 values for this network, got ") as refused:
        decode_codes(model, np.zeros(shape))
    assert str(refused.value.values["got"]) != "3", "three values were expected and three came?"


def test_bytes_become_the_numbers_from_0_to_1_and_stay_as_they_are() -> None:
    rows = np.arange(256, dtype=np.uint8)
    x = as_inputs(rows)
    assert x.dtype == torch.float32
    assert (float(x[0]), float(x[255])) == (0.0, 1.0)
    assert x.numpy() == pytest.approx(rows / 255)
    assert np.array_equal(rows, np.arange(256))


def test_nothing_that_is_asked_of_a_network_changes_it(model: Autoencoder) -> None:
    before = [p.clone() for p in model.parameters()]
    reconstruction_error(model, images(5))
    decode_codes(model, encode_images(model, images(5)))
    assert all(map(torch.equal, before, model.parameters()))
    assert all(parameter.grad is None for parameter in model.parameters())
    assert model.training
    assert torch.is_grad_enabled()


def test_a_frozen_copy_stays_while_its_original_learns(model: Autoencoder) -> None:
    copy = frozen_copy(model)
    before = encode_images(copy, images(5))
    model(torch.rand(4, PIXELS)).sum().backward()
    torch.optim.SGD(model.parameters(), 1.0).step()
    assert np.array_equal(encode_images(copy, images(5)), before)
    assert not np.array_equal(encode_images(model, images(5)), before)
    assert not copy.training
    assert not any(p.requires_grad for p in copy.parameters())
    assert all(p.grad is None for p in copy.parameters())
    assert all(p.requires_grad for p in model.parameters()), "the original can still learn"
    assert (copy.latent, copy.pixels) == (3, PIXELS)


def test_a_trainable_copy_of_a_frozen_one_learns_alone(model: Autoencoder) -> None:
    frozen = frozen_copy(model)
    copy = trainable_copy(frozen)
    copy(torch.rand(4, PIXELS)).sum().backward()
    torch.optim.SGD(copy.parameters(), 1.0).step()
    assert copy.training
    assert not np.array_equal(encode_images(copy, images(5)), encode_images(model, images(5)))
    assert np.array_equal(encode_images(frozen, images(5)), encode_images(model, images(5)))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_one_lost_weight_is_noticed(model: Autoencoder, value: float) -> None:
    assert model.is_finite
    with torch.no_grad():
        list(model.parameters())[-1][0] = value
    assert not model.is_finite
