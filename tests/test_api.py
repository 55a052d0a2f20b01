"""LatentLab as a library: numpy in and out, with the same numbers as the command line."""

import doctest
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import latentlab
from latentlab import api
from latentlab.cli.main import main
from latentlab.export.digit import digit_png
from latentlab.resources import resource
from tests.session_samples import same

SMALL = latentlab.TrainingConfig(latentlab.ModelConfig((32,), 3), epochs=2, seed=5, threads=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the trained session that comes along, and another of its first 300 points."""
    folder = tmp_path_factory.mktemp("library")
    shutil.copy(resource("sessions", "first.latentlab"), folder / "run.latentlab")
    session = latentlab.load_session(folder / "run.latentlab")
    few = {name: getattr(session, name)[:300] for name in ("codes", "labels", "indices")}
    latentlab.save_session(replace(session, maps={}, **few), folder / "few.latentlab")
    return folder


@pytest.fixture(scope="module")
def session(folder: Path) -> latentlab.Session:
    return latentlab.load_session(str(folder / "run.latentlab"))


@pytest.fixture(scope="module")
def images() -> latentlab.ImageSet:
    return latentlab.open_images("mnist-5k")


@pytest.mark.long
def test_the_examples_of_the_documentation_are_true(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    result = doctest.testmod(api, extraglobs={"latentlab": latentlab})
    assert result.failed == 0
    assert result.attempted > 10


def test_a_session_s_own_codes_come_back_bit_for_bit(
    session: latentlab.Session, images: latentlab.ImageSet
) -> None:
    """From bytes as from floats, as pictures and as rows."""
    for form in (images.images, images.flat, images.images / 255):
        codes = latentlab.encode(session, form)
        assert codes.dtype == np.float32
        assert np.array_equal(codes[session.indices], session.codes)


def test_images_come_back_from_codes_in_their_own_shape(
    session: latentlab.Session, images: latentlab.ImageSet
) -> None:
    """They are the network's reconstructions: nearer to the originals than the mean image is."""
    digits = latentlab.decode(session, latentlab.encode(session, images.images))
    assert (digits.shape, digits.dtype) == ((5_000, 28, 28), np.float32)
    assert digits.min() >= 0
    assert digits.max() <= 1
    originals = images.images / 255
    assert np.mean((digits - originals) ** 2) < 0.6 * originals.var(axis=0).mean()


def test_a_network_alone_takes_rows_and_gives_rows(
    session: latentlab.Session, images: latentlab.ImageSet
) -> None:
    network = latentlab.network(session)
    codes = latentlab.encode(network, images.flat[:9])
    assert np.array_equal(codes, latentlab.encode(session, images.images[:9]))
    rows = latentlab.decode(network, codes)
    assert np.array_equal(rows, latentlab.decode(session, codes).reshape(9, 784))
    with pytest.raises(latentlab.ConfigError, match=r"of shape \(N, 784\), got \(9, 28, 28\)"):
        latentlab.encode(network, images.images[:9])


def test_no_images_and_no_codes_are_answered_in_kind(session: latentlab.Session) -> None:
    assert latentlab.encode(session, np.empty((0, 28, 28), np.uint8)).shape == (0, 4)
    assert latentlab.decode(session, np.empty((0, 4))).shape == (0, 28, 28)


def test_what_does_not_fit_the_session_is_refused(session: latentlab.Session) -> None:
    with pytest.raises(latentlab.LatentLabError, match=r"\(N, 28, 28\) or \(N, 784\), got \(28, 28\)"):
        latentlab.encode(session, np.zeros((28, 28), np.uint8))
    with pytest.raises(latentlab.LatentLabError, match=r"\(N, 4\), got float64 of shape \(1, 3\)"):
        latentlab.decode(session, np.zeros((1, 3)))
    with pytest.raises(
        latentlab.LatentLabError, match=r"one of pca, tsne, umap, axes, plane, kernel-pca, got mds"
    ):
        latentlab.project(session.codes, "mds")
    with pytest.raises(latentlab.LatentLabError, match=r"must be numbers|are numbers, got <U1"):
        latentlab.project([["a", "b"]] * 5)
    with pytest.raises(latentlab.LatentLabError, match=r"5000 codes must have as many places, got 4999"):
        latentlab.quality(session.codes, session.codes[1:, :2])
    with pytest.raises(latentlab.LatentLabError, match=r"at least 1 point, got 0"):
        latentlab.quality(session.codes, session.codes[:, :2], k=0)
    with pytest.raises(latentlab.SessionError, match="There is no file"):
        latentlab.load_session("nowhere.latentlab")
    with pytest.raises(latentlab.DataError, match="data must be one of mnist-5k"):
        latentlab.open_images("cifar")


def test_a_decoded_image_is_the_one_that_the_command_line_writes(
    folder: Path, session: latentlab.Session
) -> None:
    out = folder / "digit.png"
    assert main(["decode", str(folder / "run.latentlab"), "--z", "-1.5,0,2,0.25", "--out", str(out)]) == 0
    assert out.read_bytes() == digit_png(latentlab.decode(session, [[-1.5, 0, 2, 0.25]])[0])


@pytest.mark.parametrize("method", ["pca", "tsne", "umap"])
def test_a_map_is_the_one_that_the_command_line_makes(folder: Path, method: str) -> None:
    """Bit for bit, and it is judged alike."""
    out, told = folder / f"{method}.npz", folder / f"{method}.json"
    asked = f"map {folder / 'few.latentlab'} --method {method} --out {out} --json {told}"
    assert main(asked.split()) == 0
    session = latentlab.load_session(folder / "few.latentlab")
    places = latentlab.project(session.codes, method)
    with np.load(out, allow_pickle=False) as arrays:
        assert places.dtype == np.float32
        assert places.tobytes() == arrays["points"].tobytes()
    quality = json.loads(told.read_text())["quality"]
    assert (
        latentlab.quality(session.codes, places).trustworthiness.value == quality["trustworthiness"]["value"]
    )


def test_a_map_can_be_watched_while_it_forms(session: latentlab.Session) -> None:
    """The last layout is what `project` gives for the same settings."""
    codes, settings = session.codes[:200], latentlab.MapSettings("umap", neighbours=8, seed=3, iterations=40)
    events = list(latentlab.layouts(codes, settings))
    seen = [event for event in events if isinstance(event, latentlab.Layout)]
    assert any(isinstance(event, latentlab.Preparing) for event in events)
    assert len(seen) > 5
    assert [event.done for event in seen] == [False] * (len(seen) - 1) + [True]
    assert np.array_equal(seen[-1].points, latentlab.project(codes, settings))


def test_a_run_is_the_one_that_the_command_line_trains(folder: Path, images: latentlab.ImageSet) -> None:
    """Weights, codes, losses and verdict, bit for bit; only the seconds differ."""
    out = folder / "trained.latentlab"
    asked = f"train --hidden 32 --latent 3 --epochs 2 --seed 5 --threads 1 --out {out}"
    assert main(asked.split()) == 0
    kept, fitted = latentlab.load_session(out), latentlab.fit(images, SMALL)
    assert same(replace(kept, epochs=()), replace(fitted, epochs=()))
    assert [epoch.validation for epoch in kept.epochs] == [epoch.validation for epoch in fitted.epochs]


def test_a_run_can_be_watched_steered_and_kept(images: latentlab.ImageSet) -> None:
    """Frames carry the codes of the sample; what is kept of the end is what `fit` returns."""
    sample = np.arange(0, 5_000, 50)
    events = list(latentlab.train(images, SMALL, sample, latentlab.Controls(frame_every_s=0, preview=60)))
    frames = [event for event in events if isinstance(event, latentlab.Frame)]
    assert len(frames) > 10
    assert frames[-1].latents.shape == (60, 3)
    finished = events[-1]
    assert isinstance(finished, latentlab.Finished)
    steps = [event.loss for event in events if isinstance(event, latentlab.Step)]
    assert finished.losses.tolist() == np.array(steps, np.float32).tolist()
    kept = latentlab.session_of(finished, images, SMALL)
    assert same(replace(kept, epochs=()), replace(latentlab.fit(images, SMALL), epochs=()))


def test_a_run_is_stopped_by_asking_for_no_more(images: latentlab.ImageSet) -> None:
    events: Iterator[object] = latentlab.train(images, SMALL)
    assert isinstance(next(events), latentlab.Step)
    events.close()


def test_images_of_ones_own_are_trained_on_kept_and_decoded(tmp_path: Path) -> None:
    """Of any size, not square either."""
    random = np.random.default_rng(0)
    pictures = random.integers(0, 256, (60, 5, 3), np.uint8)
    labels = np.arange(60, dtype=np.uint8) % 2
    images = latentlab.ImageSet("noise", pictures, labels, ("left", "right"))
    session = latentlab.fit(images, SMALL)
    latentlab.save_session(session, tmp_path / "noise.latentlab")
    opened = latentlab.load_session(tmp_path / "noise.latentlab")
    assert same(session, opened)
    assert latentlab.decode(opened, latentlab.encode(opened, pictures)).shape == (60, 5, 3)


def test_too_few_images_are_refused_before_anything_is_trained() -> None:
    images = latentlab.ImageSet("two", np.zeros((2, 4, 4), np.uint8), np.zeros(2, np.uint8), ("one",))
    with pytest.raises(latentlab.DataError, match="at least 3 images, got 2"):
        latentlab.train(images)
