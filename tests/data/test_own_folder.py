"""Folders of one's own become data sets, and what is wrong with them is said."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from latentlab.data.own_folder import MOST_CLASSES, Reading, natural, read_folder
from latentlab.data.sources import open_images, opening_images, title_of
from latentlab.data.split import split_images
from latentlab.errors import DataError
from tests.data.idx_files import idx_bytes, write_data_set
from tests.data.own_images import write_classes


def test_a_folder_for_each_class_is_a_data_set(tmp_path: Path) -> None:
    written = write_classes(tmp_path / "mine")
    found = open_images(str(tmp_path / "mine"))
    assert np.array_equal(found.images, written)
    assert found.labels.tolist() == [0] * 4 + [1] * 4 + [2] * 4
    assert found.classes == ("0", "1", "2")
    assert found.official_test == 0
    assert found.name == str(tmp_path / "mine")
    assert title_of(found.name) == "mine"
    assert len(split_images(found, 0).train) == 10


def test_a_relative_path_is_found_again_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_classes(tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    named = open_images("mine").name
    monkeypatch.chdir("/")
    assert open_images(named).sha256 == open_images(str(tmp_path / "mine")).sha256


def test_folders_called_train_and_test_hold_the_official_test_images(tmp_path: Path) -> None:
    write_classes(tmp_path / "train", each=5)
    tested = write_classes(tmp_path / "test", each=2, classes=2)
    found = open_images(str(tmp_path))
    assert found.official_test == 4
    assert np.array_equal(found.images[split_images(found, 3).test], tested)
    assert found.labels[-4:].tolist() == [0, 0, 1, 1]


def test_classes_and_images_are_in_the_order_that_people_read(tmp_path: Path) -> None:
    for name in ("10", "9", "b", "A"):
        (tmp_path / name).mkdir()
        for number, grey in (("10", 100), ("9", 90)):
            Image.new("L", (8, 8), grey).save(tmp_path / name / f"{number}.png")
    found = open_images(str(tmp_path))
    assert found.classes == ("9", "10", "A", "b")
    assert found.images[:2, 0, 0].tolist() == [90, 100]
    assert sorted(["a10", "a9", "a09b"], key=natural) == ["a9", "a09b", "a10"]


def test_other_files_and_hidden_ones_are_left_alone(tmp_path: Path) -> None:
    written = write_classes(tmp_path)
    (tmp_path / "0" / "Thumbs.db").write_bytes(b"x")
    (tmp_path / "0" / ".hidden.png").write_bytes(b"x")
    (tmp_path / "notes").mkdir()
    (tmp_path / "readme.txt").write_text("x")
    assert np.array_equal(open_images(str(tmp_path)).images, written)


def test_images_without_folders_are_one_class(tmp_path: Path) -> None:
    write_classes(tmp_path / "x", classes=1)
    found = open_images(str(tmp_path / "x" / "0"))
    assert found.classes == ("0",)
    assert len(found) == 4


def test_the_commonest_size_is_everybodys(tmp_path: Path) -> None:
    write_classes(tmp_path)
    Image.new("L", (300, 200), 80).save(tmp_path / "1" / "large.jpg")
    assert open_images(str(tmp_path)).shape == (28, 28)


def test_large_images_are_scaled_down(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for number in range(3):
        Image.new("RGB", (640, 480), (200, 200, 200)).save(tmp_path / "a" / f"{number}.jpg")
    assert open_images(str(tmp_path)).shape == (64, 64)


def test_reading_tells_how_far_it_is_and_can_be_left(tmp_path: Path) -> None:
    write_classes(tmp_path, each=60)
    told = []
    reading = opening_images(str(tmp_path))
    told = list(reading)
    assert all(isinstance(one, Reading) and one.total == 360 for one in told)
    assert [one.done for one in told] == [0, 100, 180, 280]
    left = read_folder(tmp_path)
    next(left)
    left.close()


def test_idx_files_of_any_beginning_are_read(tmp_path: Path) -> None:
    write_data_set(tmp_path / "raw")
    known = open_images(str(tmp_path))
    assert len(known) == 40
    assert known.official_test == 10
    single = tmp_path / "emnist"
    single.mkdir()
    images = np.arange(5 * 36, dtype=np.uint8).reshape(5, 6, 6)
    (single / "letters-images.idx3-ubyte").write_bytes(idx_bytes(images))
    (single / "letters-labels.idx1-ubyte").write_bytes(idx_bytes(np.array([7, 9, 7, 9, 9], np.uint8)))
    found = open_images(str(single))
    assert np.array_equal(found.images, images)
    assert found.labels.tolist() == [0, 1, 0, 1, 1]
    assert found.classes == ("7", "9")
    assert found.official_test == 0


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as refused:
        open_images(str(path))
    return str(refused.value)


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    assert "nothing there" in refusal(tmp_path / "no" / "where")
    (tmp_path / "file.txt").write_text("x")
    assert "must be a folder of images or a file .npz, got another file" in refusal(tmp_path / "file.txt")
    (tmp_path / "empty" / "a").mkdir(parents=True)
    assert "a folder of images for each class, or IDX files: found 1 folders" in refusal(tmp_path / "empty")
    write_classes(tmp_path / "cut")
    broken = tmp_path / "cut" / "1" / "5.png"
    broken.write_bytes(broken.read_bytes()[:100])
    assert f"{broken} must be an image that can be read" in refusal(tmp_path / "cut")
    (tmp_path / "cut" / "1" / "5.png").write_text("no image")
    assert f"{broken} must be an image that can be read" in refusal(tmp_path / "cut")
    write_classes(tmp_path / "odd" / "train", classes=2)
    write_classes(tmp_path / "odd" / "test", classes=3)
    assert "found 2 in addition" in refusal(tmp_path / "odd")
    write_classes(tmp_path / "few", each=1, classes=2)
    with pytest.raises(DataError, match="at least 3 images, got 2"):
        split_images(open_images(str(tmp_path / "few")), 0)


def test_too_many_classes_are_refused(tmp_path: Path) -> None:
    for number in range(MOST_CLASSES + 1):
        (tmp_path / str(number)).mkdir()
        Image.new("L", (4, 4)).save(tmp_path / str(number) / "0.png")
    assert "at most 256 folders, one for each class, found 257" in refusal(tmp_path)


@pytest.mark.parametrize("missing", ["labels", "half"])
def test_idx_files_that_do_not_fit_are_refused(tmp_path: Path, missing: str) -> None:
    images = np.zeros((5, 6, 6), np.uint8)
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx_bytes(images))
    if missing == "half":
        (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx_bytes(np.zeros(3, np.uint8)))
    expected = {"labels": "train-labels-idx1-ubyte is missing", "half": "must have a label for each of the 5"}
    assert expected[missing] in refusal(tmp_path)
