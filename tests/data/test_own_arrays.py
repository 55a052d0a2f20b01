"""Files .npz of one's own become data sets, and what is wrong with them is said."""

import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.data.own_arrays import image_set_of
from latentlab.data.sources import open_images
from latentlab.errors import DataError
from tests.data.own_images import digits

IMAGES, LABELS = digits(4)
NO_ARRAYS = r"must be a file \.npz of plain arrays"


def opened(folder: Path, **arrays: np.ndarray):
    path = folder / "mine.npz"
    np.savez(path, **arrays)
    return open_images(str(path))


def refusal(folder: Path, **arrays: np.ndarray) -> str:
    with pytest.raises(DataError) as refused:
        opened(folder, **arrays)
    return str(refused.value)


@pytest.mark.parametrize(
    "images",
    [
        IMAGES,
        IMAGES[..., None],
        np.repeat(IMAGES[..., None], 3, axis=3),
        IMAGES.reshape(len(IMAGES), -1),
        IMAGES.astype(np.float32) / 255,
        IMAGES.astype(np.float64),
        IMAGES.astype(np.int64),
    ],
)
def test_every_usual_form_gives_the_same_images(tmp_path: Path, images: np.ndarray) -> None:
    found = opened(tmp_path, images=images, labels=LABELS)
    assert np.array_equal(found.images, IMAGES)
    assert np.array_equal(found.labels, LABELS)
    assert found.classes == ("0", "1", "2")


@pytest.mark.parametrize(
    "names",
    [
        ("x_train", "y_train", "x_test", "y_test"),
        ("train_images", "train_labels", "test_images", "test_labels"),
    ],
)
def test_the_test_images_of_known_files_stay_apart(tmp_path: Path, names: tuple[str, ...]) -> None:
    values = (IMAGES[:9], LABELS[:9], IMAGES[9:], LABELS[9:, None][:, 0])
    found = opened(tmp_path, **dict(zip(names, values, strict=True)))
    assert found.official_test == 3
    assert np.array_equal(found.images, IMAGES)
    alone = opened(tmp_path, **dict(zip(names[:2], values[:2], strict=True)))
    assert (alone.official_test, len(alone)) == (0, 9)


def test_labels_may_be_any_numbers_or_texts_and_may_have_names(tmp_path: Path) -> None:
    texts = np.array(["cat", "ant", "bee"])[LABELS]
    named = opened(tmp_path, images=IMAGES, labels=texts)
    assert named.classes == ("ant", "bee", "cat")
    assert named.labels.tolist() == [2] * 4 + [0] * 4 + [1] * 4
    numbers = opened(tmp_path, images=IMAGES, labels=LABELS.astype(np.int64) * 100 - 5)
    assert numbers.classes == ("-5", "95", "195")
    told = opened(tmp_path, images=IMAGES, labels=LABELS, classes=np.array(["zero", "one", "two", "three"]))
    assert told.classes == ("zero", "one", "two")
    assert opened(tmp_path, images=IMAGES).classes == ("mine",)


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    assert "must have an array called images and one called labels, found a, b." in refusal(
        tmp_path, a=IMAGES, b=LABELS
    )
    assert "12 whole numbers or texts, one for each image, got uint8 of shape (7,)" in refusal(
        tmp_path, images=IMAGES, labels=LABELS[:7]
    )
    assert "got float64 of shape (12,)" in refusal(tmp_path, images=IMAGES, labels=LABELS * 0.5)
    assert "of shape (number, height, width), got (12, 27)" in refusal(
        tmp_path, images=np.zeros((12, 27)), labels=LABELS
    )
    assert "bytes, or numbers from 0 to 1, got -1 to 254" in refusal(
        tmp_path, images=IMAGES.astype(float) - 1, labels=LABELS
    )
    assert "bytes, or numbers from 0 to 1, got nan to nan" in refusal(
        tmp_path, images=np.full((12, 4, 4), np.nan), labels=LABELS
    )
    assert "must be numbers, got <U1" in refusal(tmp_path, images=np.full((12, 4, 4), "x"), labels=LABELS)
    assert "must have images in it, found none" in refusal(tmp_path, images=IMAGES[:0], labels=LABELS[:0])
    assert "at most 256 classes, got 300" in refusal(
        tmp_path, images=np.zeros((300, 4, 4)), labels=np.arange(300)
    )


def test_a_file_that_is_none_is_refused_and_nothing_in_it_is_run(tmp_path: Path) -> None:
    path = tmp_path / "mine.npz"
    path.write_bytes(b"no archive")
    with pytest.raises(DataError, match=NO_ARRAYS):
        open_images(str(path))
    np.savez(path, images=IMAGES)
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(DataError, match=NO_ARRAYS):
        open_images(str(path))
    np.savez(path, images=np.array([print, 1], object))
    with pytest.raises(DataError, match=NO_ARRAYS):
        open_images(str(path))
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("images.npy", pickle.dumps(IMAGES))
    with pytest.raises(DataError, match=r"of shape \(number, height, width\), got "):
        open_images(str(path))
    with pytest.raises(DataError, match="nothing there"):
        open_images(str(tmp_path / "other.npz"))


def test_large_arrays_are_fitted(tmp_path: Path) -> None:
    large = np.kron(IMAGES, np.ones((1, 3, 3), np.uint8))
    assert opened(tmp_path, images=large, labels=LABELS).shape == (64, 64)
    assert opened(tmp_path, images=IMAGES[:, 4:24], labels=LABELS).shape == (20, 28)


@given(st.text(max_size=80))
def test_classes_of_any_name_can_be_shown_and_kept(name: str) -> None:
    (shown,) = image_set_of("x", IMAGES[:1], LABELS[:1], [name]).classes
    assert 0 < len(shown) <= 60
    assert shown.isprintable()
