"""Images and codes are taken in every honest form, and refused with what was expected and what came."""

import warnings

import numpy as np
import pytest

from latentlab.errors import ConfigError
from latentlab.models.checks import code_rows, image_rows
from latentlab.models.coding import as_inputs

SHAPE = (3, 4)
BYTES = np.random.default_rng(0).integers(0, 256, (5, *SHAPE), np.uint8)
BYTES[0, 0, :2] = 0, 255


def locked(values: np.ndarray) -> np.ndarray:
    values = values.copy()
    values.flags.writeable = False
    return values


@pytest.mark.parametrize(
    "images",
    [
        BYTES,
        BYTES.reshape(5, 12),
        locked(BYTES),
        np.asfortranarray(BYTES),
        BYTES[::-1][::-1],
        (BYTES / 255).astype(np.float32),
        BYTES / 255,
        locked(BYTES / 255),
        np.repeat(BYTES, 2, axis=0)[::2] / 255,
        (BYTES / 255).astype(">f8"),
        (BYTES / 255).tolist(),
    ],
)
def test_every_form_of_the_same_images_reaches_the_network_as_the_same_numbers(images: object) -> None:
    """Read-only and reversed arrays too, which torch takes with a warning or not at all."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        inputs = as_inputs(image_rows(images, SHAPE))
    assert inputs.numpy().tobytes() == (BYTES.reshape(5, 12).astype(np.float32) / np.float32(255)).tobytes()


def test_reversed_images_keep_their_order() -> None:
    assert np.array_equal(image_rows(BYTES[::-1], SHAPE), BYTES[::-1].reshape(5, 12))


@pytest.mark.parametrize("kind", [np.uint8, np.float32])
def test_no_images_are_images_too(kind: type) -> None:
    assert image_rows(np.empty((0, 3, 4), kind), SHAPE).shape == (0, 12)


def test_what_is_given_is_never_changed() -> None:
    values = (BYTES / 255).astype(np.float32)
    as_inputs(image_rows(values, SHAPE)).mul(0)
    assert np.array_equal(values, (BYTES / 255).astype(np.float32))


@pytest.mark.parametrize(
    ("images", "told"),
    [
        (BYTES[0], r"of shape \(N, 3, 4\) or \(N, 12\), got \(3, 4\)"),
        (BYTES.transpose(0, 2, 1), r"got \(5, 4, 3\)"),
        (BYTES[..., None], r"got \(5, 3, 4, 1\)"),
        (7, r"got \(\)"),
        (BYTES.astype(int), "bytes from 0 to 255 .uint8. or floats from 0 to 1, got int64 from 0 to 255"),
        (BYTES.astype(float), "got float64 from 0 to 255"),
        (BYTES / -255, r"got float64 from -1 to -?0\."),
        (np.where(BYTES == 0, np.nan, BYTES / 255), "got float64 from nan to nan"),
        (BYTES > 9, "got bool"),
        (BYTES.astype(str), "got <U"),
        (BYTES * 1j, "got complex128"),
    ],
)
def test_other_images_are_refused(images: object, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        image_rows(images, SHAPE)


def test_images_of_rows_have_one_shape_only() -> None:
    with pytest.raises(ConfigError, match=r"^images must be an array of shape \(N, 12\), got \(5, 3, 4\)\.$"):
        image_rows(BYTES, (12,))


@pytest.mark.parametrize(
    "codes", [[[1, 2]], np.array([[1, 2]]), np.array([[1.0, 2.0]]), locked(np.array([[1, 2]]))]
)
def test_codes_of_any_kind_of_number_are_rows(codes: object) -> None:
    rows = code_rows(codes, 2)
    assert rows.dtype == np.float32
    assert rows.tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ([1.0, 2.0], r"of shape \(N, 2\), got float64 of shape \(2,\)"),
        ([[1.0, 2.0, 3.0]], r"got float64 of shape \(1, 3\)"),
        ([["a", "b"]], r"got <U1 of shape \(1, 2\)"),
        ([[1.0, np.nan]], "finite numbers, got float64 from nan to nan"),
        ([[1.0, np.inf]], "got float64 from 1 to inf"),
        ([[1.0, 1e300]], r"got float64 from 1 to 1e\+300"),
    ],
)
def test_other_codes_are_refused(codes: object, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        code_rows(codes, 2)
