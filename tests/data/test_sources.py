"""Data sets open by name, and what is missing or wrong is named."""

import socket
import sys
from pathlib import Path

import numpy as np
import pytest

from latentlab.data.catalog import CATALOG
from latentlab.data.sources import available, bundled_data_root, default_data_root, files_of, open_images
from latentlab.errors import DataError
from tests.data.idx_files import idx_bytes, write_data_set


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data root with a small MNIST in it."""
    write_data_set(tmp_path / "MNIST" / "raw")
    return tmp_path


def test_the_training_images_come_first_and_the_official_test_images_last(root: Path) -> None:
    images = open_images("mnist", root)
    assert images.images[:, 0, 0].tolist() == list(range(40))
    assert images.labels.tolist() == [index % 10 for index in range(40)]
    assert images.official_test == 10
    assert images.classes == tuple("0123456789")


def test_no_data_set_opens_a_connection(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "socket", refuse)
    assert len(open_images("mnist-5k")) == 5_000
    assert len(open_images("mnist", root)) == 40
    assert len(available(root)) == 4


@pytest.mark.parametrize("name", ["", "MNIST", "cifar10"])
def test_an_unknown_name_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(
        DataError, match="must be one of mnist-5k, mnist, fashion-mnist, kmnist, a folder or a"
    ):
        open_images(name)


def test_missing_data_says_where_it_looked_and_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        open_images("kmnist", tmp_path)
    for part in (str(tmp_path / "KMNIST" / "raw"), "t10k-labels-idx1-ubyte", "Download", "--data-root"):
        assert part in str(refused.value)


@pytest.mark.parametrize("number", range(4))
def test_a_truncated_file_is_named_and_makes_the_set_unavailable(root: Path, number: int) -> None:
    path = files_of(root / "MNIST" / "raw")[number]
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DataError, match=path.name):
        open_images("mnist", root)
    problem = {state.name: state.problem for state in available(root)}["mnist"]
    assert path.name in str(problem)


@pytest.mark.parametrize("number", range(4))
def test_a_missing_file_is_named(root: Path, number: int) -> None:
    path = files_of(root / "MNIST" / "raw")[number]
    path.unlink()
    with pytest.raises(DataError, match=f"expected {path.name} in"):
        open_images("mnist", root)


def test_labels_of_another_set_are_refused(root: Path) -> None:
    labels = root / "MNIST" / "raw" / "train-labels-idx1-ubyte"
    labels.write_bytes(idx_bytes(np.zeros(29, np.uint8)))
    with pytest.raises(DataError, match="29 labels and 30 images"):
        open_images("mnist", root)
    assert {state.name: state.problem for state in available(root)}["mnist"] is not None


def test_a_label_without_a_class_is_refused(root: Path) -> None:
    labels = root / "MNIST" / "raw" / "t10k-labels-idx1-ubyte"
    labels.write_bytes(idx_bytes(np.full(10, 10, np.uint8)))
    with pytest.raises(DataError, match="below 10, its number of classes, got 10"):
        open_images("mnist", root)


def test_test_images_of_another_size_are_refused(root: Path) -> None:
    images = root / "MNIST" / "raw" / "t10k-images-idx3-ubyte"
    images.write_bytes(idx_bytes(np.zeros((10, 4, 5), np.uint8)))
    with pytest.raises(DataError, match=r"expected test images of 4×4 .* found 4×5"):
        open_images("mnist", root)


def test_empty_files_are_refused(tmp_path: Path) -> None:
    write_data_set(tmp_path / "MNIST" / "raw", train=0, test=0)
    with pytest.raises(DataError, match="0 images"):
        open_images("mnist", tmp_path)


def test_the_browser_is_told_what_is_there_and_how_many(root: Path) -> None:
    states = {state.name: state for state in available(root)}
    assert list(states) == list(CATALOG)
    assert (states["mnist-5k"].problem, states["mnist-5k"].images) == (None, 5_000)
    assert (states["mnist"].problem, states["mnist"].images) == (None, 40)
    assert states["kmnist"].images == 70_000
    assert states["kmnist"].folder == root / "KMNIST" / "raw"
    assert "is not there" in str(states["kmnist"].problem)


def test_without_a_data_root_the_own_folder_is_searched(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.setattr("latentlab.data.sources.default_data_root", lambda: root)
    assert len(open_images("mnist", None)) == 40
    assert default_data_root().name == "datasets"


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a bundle with a small MNIST inside: 20 images, and none of them in any data root."""
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
    folder = tmp_path / "bundle" / "resources" / "data"
    write_data_set(folder / "MNIST" / "raw", train=15, test=5)
    return folder


def test_a_set_inside_the_bundle_is_found_wherever_the_data_root_points(bundle: Path, tmp_path: Path) -> None:
    for root in (None, tmp_path / "nowhere", tmp_path):
        assert len(open_images("mnist", root)) == 20
        states = {state.name: state for state in available(root)}
        assert (states["mnist"].problem, states["mnist"].images) == (None, 20)
        assert states["mnist"].folder == bundle / "MNIST" / "raw"
        assert states["kmnist"].problem is not None


def test_the_data_root_comes_before_the_bundle(bundle: Path, root: Path) -> None:
    assert len(open_images("mnist", root)) == 40
    assert {state.name: state.images for state in available(root)}["mnist"] == 40


@pytest.mark.parametrize("number", range(4))
def test_the_bundle_serves_where_the_data_root_holds_half_a_set(
    bundle: Path, root: Path, number: int
) -> None:
    """A file that is cut short, or that a download never brought."""
    path = files_of(root / "MNIST" / "raw")[number]
    path.write_bytes(path.read_bytes()[:-1])
    assert len(open_images("mnist", root)) == 20
    path.unlink()
    assert len(open_images("mnist", root)) == 20


def test_what_is_in_neither_is_expected_in_the_data_root(bundle: Path, tmp_path: Path) -> None:
    """Nobody is sent into the bundle's folder to mend it."""
    with pytest.raises(DataError, match="Kuzushiji-MNIST is not there") as refused:
        open_images("kmnist", tmp_path)
    assert str(tmp_path / "KMNIST") in str(refused.value)
    assert str(bundle) not in str(refused.value)


def test_a_bundle_without_data_sets_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert not bundled_data_root().exists()
    problems = [state.problem for state in available(tmp_path) if state.name != "mnist-5k"]
    assert all("is not there" in str(problem) for problem in problems)


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["mnist", "fashion-mnist"])
def test_the_whole_sets_open(mnist_root: Path, name: str) -> None:
    images = open_images(name, mnist_root)
    assert images.images.shape == (70_000, 28, 28)
    assert images.official_test == 10_000
    assert len(np.unique(images.labels)) == len(images.classes) == 10
    assert {state.name: state.images for state in available(mnist_root)}[name] == 70_000
