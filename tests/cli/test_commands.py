"""Train, map and decode, as a script would: real digits in, files and numbers out."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from latentlab.cli.main import main
from latentlab.data.sources import open_images
from latentlab.models.coding import decode_codes, encode_images
from latentlab.models.restore import restore_autoencoder
from latentlab.session import Session, load_session, save_session
from tests.data.own_images import write_classes
from tests.session_samples import small_session

TRAIN = "train --data mnist-5k --hidden 64 --latent 3 --epochs 6 --batch-size 32 --seed 4 --threads 1"
_TIMES = {"images_per_second", "peak_rss_mb", "seconds"}


def _train(folder: Path, name: str) -> dict[str, Any]:
    assert main([*TRAIN.split(), "--json", str(folder / f"{name}.json"), "--out", str(folder / name)]) == 0
    return json.loads((folder / f"{name}.json").read_text())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("commands")


@pytest.fixture(scope="module")
def numbers(folder: Path) -> dict[str, Any]:
    return _train(folder, "run")


@pytest.fixture(scope="module")
def session(folder: Path, numbers: dict[str, Any]) -> Session:
    return load_session(folder / "run")


def _without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_times(inner) for name, inner in value.items() if name not in _TIMES}
    return [_without_times(inner) for inner in value] if isinstance(value, list) else value


def test_the_document_has_every_name_that_scripts_rely_on(numbers: dict[str, Any]) -> None:
    assert set(numbers) == {
        "seed", "threads", "device", "versions", "weights_sha256", "peak_rss_mb", "images_per_second", "data",
        "model", "history", "best_epoch", "test",
    }  # fmt: skip
    assert numbers["data"] == {
        "name": "mnist-5k", "train": 4000, "validation": 500, "test": 500, "dimensions": 784
    }  # fmt: skip
    assert numbers["model"] == {
        "architecture": "dense", "hidden": [64], "latent": 3, "activation": "relu",
        "code_activation": "identity", "output": "sigmoid",
        "parameters": 2 * (784 * 64 + 64 * 3) + 64 + 3 + 64 + 784,
    }  # fmt: skip
    assert set(numbers["test"]) == {
        "mse", "sse_per_image", "pca_mse", "mean_image_mse", "linear_probe_accuracy", "knn_accuracy",
        "principal_cos2", "mean_activation", "share_near_zero", "dead_units", "duplicate_codes",
        "classifier_accuracy", "noise",
    }  # fmt: skip
    assert [set(epoch) for epoch in numbers["history"]] == [
        {"epoch", "train", "validation", "seconds", "terms"}
    ] * 6
    assert [row["level"] for row in numbers["test"]["noise"]] == [0.1, 0.3, 0.5, 0.7]
    assert numbers["seed"] == 4
    assert numbers["versions"]["torch"]


def test_the_network_learns_and_its_numbers_make_sense(numbers: dict[str, Any]) -> None:
    """Even six epochs beat PCA of three dimensions, which beats the mean image; noise hurts."""
    test = numbers["test"]
    assert test["mse"] < test["pca_mse"] < test["mean_image_mse"]
    assert test["sse_per_image"] == pytest.approx(784 * test["mse"])
    assert 0.3 < test["linear_probe_accuracy"] < test["knn_accuracy"] < 0.95
    errors = [test["mse"], *(row["mse_to_clean"] for row in test["noise"])]
    assert errors == sorted(errors)
    assert test["noise"][3]["probe_accuracy"] < test["linear_probe_accuracy"]
    assert numbers["history"][-1]["validation"] < numbers["history"][0]["validation"]


def test_the_same_command_gives_the_same_numbers(folder: Path, numbers: dict[str, Any]) -> None:
    assert _without_times(_train(folder, "again")) == _without_times(numbers)


def test_the_session_holds_the_codes_of_all_images(session: Session) -> None:
    """Codes belong to the images that the indices name; every beginning is a fair sample of the classes."""
    images = open_images("mnist-5k")
    model = restore_autoencoder(session.config.model, session.image_shape, session.weights)
    assert sorted(session.indices) == list(range(5_000))
    assert (session.labels == images.labels[session.indices]).all()
    np.testing.assert_array_equal(session.codes, encode_images(model, images.flat)[session.indices])
    assert session.data_sha256 == images.sha256
    counts = np.bincount(session.labels[:100], minlength=10)
    assert counts.min() >= 9
    assert len(session.losses) == 6 * 125


def _pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


@pytest.mark.parametrize("method", ["pca", "tsne", "umap", "kernel-pca", "axes", "plane"])
def test_a_map_needs_the_session_alone(folder: Path, session: Session, method: str) -> None:
    """All methods draw a stratified sample; the JSON says how, how long and how well."""
    out, told = folder / f"{method}.npz", folder / f"{method}.json"
    asked = f"map {folder / 'run'} --method {method} --points 300 --seed 2 --out {out} --json {told}"
    assert main(asked.split()) == 0
    document = json.loads(told.read_text())
    assert set(document) == {
        "method", "parameters", "points", "seed", "iterations", "kl", "explained_variance", "seconds",
        "quality",
    }  # fmt: skip
    assert (document["method"], document["points"], document["seed"]) == (method, 300, 2)
    assert (document["kl"] is not None) == (method == "tsne")
    assert (document["explained_variance"] is not None) == (method in ("pca", "axes", "plane"))
    assert 0 < document["seconds"]["to_first_layout"] <= document["seconds"]["total"]
    quality = document["quality"]
    assert quality["against"] == "codes"
    assert quality["trustworthiness"]["value"] > 0.7
    with np.load(out, allow_pickle=False) as arrays:
        assert arrays["points"].shape == (300, 2)
        assert np.isfinite(arrays["points"]).all()
        assert (np.bincount(arrays["labels"]) == 30).all()
        rows = np.argsort(session.indices)[arrays["indices"]]
        np.testing.assert_array_equal(arrays["codes"], session.codes[rows])


@pytest.mark.parametrize(
    ("options", "parameters"),
    [
        ("pca", {}),
        (
            "tsne --perplexity 5 --exaggeration 4 --learning-rate 50 --start random",
            {"perplexity": 5, "exaggeration": 4, "learning_rate": 50, "start": "random"},
        ),
        ("umap --neighbours 6 --min-dist 0.3", {"neighbours": 6, "min_dist": 0.3, "start": "pca"}),
        ("kernel-pca --gamma 0.25", {"gamma": 0.25}),
        ("axes --axes 3,1", {"axes": [3, 1]}),
        ("plane --anchors 7,0,3", {"anchors": [7, 0, 3], "anchored_by": "classes"}),
        ("plane --anchors 7,0,3 --anchored-by points", {"anchors": [7, 0, 3], "anchored_by": "points"}),
    ],
)
def test_the_parameters_of_a_map_are_told_in_its_json(
    folder: Path, options: str, parameters: dict[str, object]
) -> None:
    told = folder / "parameters.json"
    asked = f"map {folder / 'run'} --points 60 --json {told} --method {options}"
    assert main(asked.split()) == 0
    assert json.loads(told.read_text())["parameters"] == parameters


def test_the_same_map_twice_is_the_same(folder: Path, session: Session) -> None:
    places = []
    for name in ("one", "two"):
        out = folder / f"{name}.npz"
        assert main(f"map {folder / 'run'} --method umap --points 200 --out {out}".split()) == 0
        places.append(out.read_bytes())
    assert places[0] == places[1]


def test_a_map_can_be_a_table_or_a_picture(folder: Path, session: Session) -> None:
    for suffix in ("csv", "png", "svg", "pdf"):
        asked = f"map {folder / 'run'} --method pca --points 50 --out {folder / f'map.{suffix}'}"
        assert main(asked.split()) == 0
    rows = list(csv.DictReader(StringIO((folder / "map.csv").read_text())))
    assert len(rows) == 50
    by_index = dict(zip(session.indices.tolist(), session.labels.tolist(), strict=True))
    assert all(session.classes[by_index[int(row["index"])]] == row["class"] for row in rows)
    assert _pixels(folder / "map.png").shape == (1_000, 1_200, 3)
    assert (folder / "map.svg").read_text().startswith("<svg")
    assert (folder / "map.pdf").read_bytes().startswith(b"%PDF-1.4")


@pytest.mark.parametrize("method", ["pca", "tsne", "umap", "kernel-pca", "axes", "plane"])
def test_a_map_of_three_dimensions_is_a_table_of_three(folder: Path, session: Session, method: str) -> None:
    asked = f"map {folder / 'run'} --method {method} --points 80 --dimensions 3 --out"
    for name in ("space.npz", "space.csv"):
        assert main([*asked.split(), str(folder / name)]) == 0
    with np.load(folder / "space.npz", allow_pickle=False) as arrays:
        assert arrays["points"].shape == (80, 3)
        assert np.isfinite(arrays["points"]).all()
        places = arrays["points"]
    rows = list(csv.DictReader(StringIO((folder / "space.csv").read_text())))
    np.testing.assert_allclose([[float(row[axis]) for axis in "xyz"] for row in rows], places, rtol=1e-5)


def test_a_map_of_the_pixels_is_no_map_of_the_codes(folder: Path, session: Session) -> None:
    told, out = folder / "pixels.json", folder / "pixels.npz"
    asked = f"map {folder / 'run'} --method pca --points 300 --source pixels --json {told} --out {out}"
    assert main(asked.split()) == 0
    assert json.loads(told.read_text())["quality"]["against"] == "pixels"
    images = open_images("mnist-5k").flat.astype(np.float32) / 255
    with np.load(out, allow_pickle=False) as arrays:
        assert arrays["codes"].shape == (300, 3)
        shown = images[arrays["indices"]]
        values = np.linalg.eigvalsh(np.cov(shown.T))[::-1]
        np.testing.assert_allclose(arrays["points"].var(axis=0, ddof=1), values[:2], rtol=1e-3)


@pytest.mark.parametrize("points", [1, 2, 5])
@pytest.mark.parametrize("method", ["pca", "tsne", "umap", "kernel-pca", "axes"])
def test_very_few_points_make_a_map_too(folder: Path, method: str, points: int) -> None:
    path, told = folder / "few.latentlab", folder / "few.json"
    save_session(small_session(points=points, maps={}), path)
    assert main(f"map {path} --method {method} --json {told} --out {folder / 'few.png'}".split()) == 0
    assert json.loads(told.read_text())["points"] == points


def test_a_decoded_code_is_the_networks_own_image(folder: Path, session: Session) -> None:
    """A value may begin with a minus sign; each pixel becomes a square of ten."""
    assert main(["decode", str(folder / "run"), "--z", "-1.5,0,2", "--out", str(folder / "digit.png")]) == 0
    model = restore_autoencoder(session.config.model, session.image_shape, session.weights)
    expected = decode_codes(model, np.array([[-1.5, 0, 2]], np.float32)).reshape(28, 28)
    drawn = _pixels(folder / "digit.png")
    assert drawn.shape == (280, 280)
    np.testing.assert_allclose(drawn[5::10, 5::10] / 255, expected, atol=0.003)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_for_one_result_does_not_cost_the_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = folder / "kept.json"
    asked = "train --data mnist-5k --hidden none --latent 2 --epochs 1 --threads 1 --out /dev/full --json"
    assert main([*asked.split(), str(kept)]) == 1
    assert "/dev/full could not be written" in capsys.readouterr().err
    assert json.loads(kept.read_text())["model"]["hidden"] == []


def test_a_loss_that_is_no_number_ends_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    asked = (
        "train --data mnist-5k --hidden 64,64,64 --activation identity --output identity --lr 10 --threads 1"
    )
    assert main(asked.split()) == 2
    error = capsys.readouterr().err
    assert error.startswith("latentlab: The loss must stay a number")
    assert error.count("\n") == 1


def test_a_run_that_goes_astray_without_a_file_says_that_its_weights_are_lost(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The error says that weights are kept, which is so in the window and in a file."""
    assert (
        main(
            ["train", "--data", "mnist-5k", "--hidden", "32", "--latent", "2", "--lr", "10", "--threads", "1"]
        )
        == 2
    )
    assert "no --out to keep them in\n" in capsys.readouterr().out


def test_a_run_that_goes_astray_leaves_its_last_good_weights_in_the_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = folder / "astray.latentlab"
    asked = f"train --data mnist-5k --hidden 32 --latent 2 --lr 10 --threads 1 --out {kept}"
    assert main(asked.split()) == 2
    streams = capsys.readouterr()
    assert f"its last good weights are those of step 0\nthey are kept in {kept}\n" in streams.out
    assert "with a smaller learning rate." in streams.err
    session = load_session(kept)
    assert (session.best_epoch, session.report, len(session.losses)) == (0, None, 0)
    assert session.codes.shape == (5_000, 2)
    assert main(["decode", str(kept), "--z", "0,1", "--out", str(folder / "kept.png")]) == 0


def test_images_of_ones_own_are_learnt_and_mapped(folder: Path, tmp_path: Path) -> None:
    """A classifier has as many classes as there are folders, whatever the presets count on."""
    write_classes(tmp_path / "mine", each=20)
    kept, told = tmp_path / "own.latentlab", tmp_path / "own.json"
    asked = f"train --data {tmp_path / 'mine'} --preset classifier --epochs 2 --threads 1"
    assert main([*asked.split(), "--out", str(kept), "--json", str(told)]) == 0
    document = json.loads(told.read_text())
    assert document["data"] == {
        "name": str(tmp_path / "mine"), "train": 48, "validation": 6, "test": 6, "dimensions": 784
    }  # fmt: skip
    assert load_session(kept).config.model.classes == 3
    out = str(tmp_path / "map.csv")
    assert main(["map", str(kept), "--method", "pca", "--source", "pixels", "--out", out]) == 0
