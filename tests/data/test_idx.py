"""IDX files are read whole and right, or refused by name."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from latentlab.data.idx import read_header, read_idx
from latentlab.errors import DataError, SurroundingsError
from tests.data.idx_files import idx_bytes

IMAGES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)
WHOLE = idx_bytes(IMAGES)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("idx") / "train-images-idx3-ubyte"


@given(values=npst.arrays(np.uint8, npst.array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=9)))
def test_what_was_written_is_read(path: Path, values: np.ndarray) -> None:
    path.write_bytes(idx_bytes(values))
    assert np.array_equal(read_idx(path, values.ndim), values)
    assert read_header(path, values.ndim).shape == values.shape


@pytest.mark.parametrize("length", range(len(WHOLE)))
def test_a_file_cut_anywhere_is_refused_by_name_with_what_was_found(path: Path, length: int) -> None:
    path.write_bytes(WHOLE[:length])
    for read in (read_idx, read_header):
        with pytest.raises(DataError, match=r"train-images-idx3-ubyte is (cut short|damaged)") as refused:
            read(path, 3)
        assert refused.value.values["found"] == length
        assert refused.value.values["expected"] == (16 if length < 16 else len(WHOLE))


@given(position=st.integers(0, 15), byte=st.integers(0, 255))
def test_a_wrong_header_byte_never_yields_images(path: Path, position: int, byte: int) -> None:
    wrong = bytearray(WHOLE)
    wrong[position] = byte
    path.write_bytes(wrong)
    if bytes(wrong) == WHOLE:
        assert np.array_equal(read_idx(path, 3), IMAGES)
        return
    with pytest.raises(DataError, match="train-images-idx3-ubyte"):
        read_idx(path, 3)


@given(extra=st.binary(min_size=1, max_size=50))
def test_bytes_after_the_end_are_refused(path: Path, extra: bytes) -> None:
    path.write_bytes(WHOLE + extra)
    with pytest.raises(DataError, match=f"expected {len(WHOLE)} bytes in all, found {len(WHOLE + extra)}"):
        read_idx(path, 3)


def test_labels_in_place_of_images_are_refused(path: Path) -> None:
    path.write_bytes(idx_bytes(np.arange(5, dtype=np.uint8)))
    with pytest.raises(DataError, match="expected it to begin with 00 00 08 03, found 00 00 08 01"):
        read_idx(path, 3)


def test_a_header_that_promises_terabytes_is_refused_at_once(path: Path) -> None:
    path.write_bytes(bytes([0, 0, 8, 3]) + b"\xff" * 12 + b"few")
    with pytest.raises(DataError, match="4294967295 × 4294967295 × 4294967295"):
        read_idx(path, 3)


def test_a_missing_file_and_a_folder_in_its_place_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere is missing"):
        read_idx(tmp_path / "nowhere", 3)
    with pytest.raises(SurroundingsError, match="could not be read"):
        read_idx(tmp_path, 3)


def test_the_values_can_be_written_to_as_torch_wants(path: Path) -> None:
    path.write_bytes(WHOLE)
    assert read_idx(path, 3).flags.writeable
