"""The bundled digits are the real ones, and nothing else passes for them."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from latentlab.data.digits import open_digits, read_digits
from latentlab.errors import DataError, SurroundingsError
from latentlab.resources import resource


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the digits that a test may damage."""
    for name in ("mnist-5k.npz", "mnist-5k.npz.sha256"):
        shutil.copy(resource("digits", name), tmp_path)
    return tmp_path / "mnist-5k.npz"


def test_there_are_500_different_images_of_each_digit() -> None:
    digits = open_digits()
    assert digits.images.shape == (5_000, 28, 28)
    assert np.bincount(digits.labels).tolist() == [500] * 10
    assert len(np.unique(digits.flat, axis=0)) == 5_000
    assert digits.official_test == 0


def test_they_are_white_on_black_with_a_one_thinner_than_a_zero() -> None:
    digits = open_digits()
    ink = np.array([digits.images[digits.labels == label].mean() for label in range(10)])
    assert ink.argmin() == 1
    assert ink.argmax() == 0
    assert digits.images[:, 0].max() == 0, "the border is background"


@pytest.mark.parametrize("position", [0, 400_000, -1])
def test_one_changed_byte_is_refused(copy: Path, position: int) -> None:
    packed = bytearray(copy.read_bytes())
    packed[position] ^= 1
    copy.write_bytes(packed)
    with pytest.raises(DataError, match=r"expected .*mnist-5k\.npz to have the SHA-256 [0-9a-f]{64}, found"):
        read_digits(copy)


def test_a_truncated_file_is_refused(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:1_000])
    with pytest.raises(DataError, match="damaged"):
        read_digits(copy)


@pytest.mark.parametrize("text", [b"", b"\n", b"\xff\xfe", b"0000  mnist-5k.npz\n"])
def test_a_checksum_that_is_none_refuses_the_digits(copy: Path, text: bytes) -> None:
    copy.with_name("mnist-5k.npz.sha256").write_bytes(text)
    with pytest.raises(DataError, match="damaged"):
        read_digits(copy)


@pytest.mark.parametrize("name", ["mnist-5k.npz", "mnist-5k.npz.sha256"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    copy.with_name(name).unlink()
    with pytest.raises(SurroundingsError, match=name):
        read_digits(copy)


def test_their_licence_lies_beside_them() -> None:
    text = resource("digits", "LICENCE.txt").read_text(encoding="utf-8")
    assert "LeCun" in text
    assert "Attribution-ShareAlike 3.0 Unported" in text
    assert "8. Miscellaneous" in text, "the licence is there to its end"


@pytest.mark.shared_data
def test_they_are_training_images_of_mnist(mnist_root: Path) -> None:
    from latentlab.data.sources import open_images

    mnist = open_images("mnist", mnist_root)
    training = dict(zip(map(bytes, mnist.flat[:60_000]), mnist.labels[:60_000], strict=True))
    digits = open_digits()
    assert [training.get(bytes(row)) for row in digits.flat] == digits.labels.tolist()
