"""Sessions: they come back bit for bit, and a file that is none is refused with a reason."""

import json
import os
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from latentlab.errors import SessionError, SurroundingsError
from latentlab.models.config import ACTIVATIONS, OUTPUTS, ModelConfig
from latentlab.models.noise import Noise
from latentlab.models.shapes import weight_shapes
from latentlab.session import Session, load_session, save_session
from latentlab.training.config import OPTIMIZERS, SCHEDULES, TrainingConfig
from latentlab.training.events import EpochResult
from latentlab.training.objective import Objective
from tests.session_samples import same, small_session

_FINITE = st.floats(width=32, allow_nan=False, allow_infinity=False)
_ANY = st.floats(allow_nan=True, allow_infinity=True)
_TEXT = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(-1e300, 1e300) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)

_TERMS = st.dictionaries(st.sampled_from(["mse", "bce", "l1", "kl_sparsity"]), st.floats(0, 1e9), max_size=3)


def _floats(*shape: int) -> st.SearchStrategy[np.ndarray]:
    return hnp.arrays(np.float32, shape, elements=_FINITE)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    model = ModelConfig(
        hidden=tuple(draw(st.lists(st.integers(1, 4), max_size=2))),
        latent=draw(st.integers(1, 4)),
        activation=draw(st.sampled_from(ACTIVATIONS)),
        output=draw(st.sampled_from(OUTPUTS)),
    )
    points = draw(st.integers(0, 5))
    epochs = tuple(
        EpochResult(n, draw(_ANY), draw(_ANY), draw(_ANY), draw(_TERMS))
        for n in range(1, draw(st.integers(0, 3)) + 1)
    )
    return Session(
        config=TrainingConfig(
            model=model,
            epochs=draw(st.integers(1, 100_000)),
            learning_rate=draw(st.floats(1e-8, 10)),
            objective=Objective(l1=draw(st.floats(0, 10)), kl_target=draw(st.floats(0.01, 0.9))),
            noise=draw(st.sampled_from([Noise(), Noise("gaussian", 0.25), Noise("masking", 1.0)])),
            optimizer=draw(st.sampled_from(OPTIMIZERS)),
            schedule=draw(st.sampled_from(SCHEDULES)),
            patience=draw(st.integers(0, 9)),
            seed=draw(st.integers(0, 2**31 - 1)),
            threads=draw(st.integers(1, 256)),
        ),
        weights={name: draw(_floats(*shape)) for name, shape in weight_shapes(model, (1, 2)).items()},
        image_shape=(1, 2),
        classes=tuple(draw(st.lists(_TEXT, min_size=1, max_size=4))),
        epochs=epochs,
        losses=draw(hnp.arrays(np.float32, draw(st.integers(0, 5)))),
        best_epoch=draw(st.integers(0, len(epochs))),
        report=draw(st.none() | st.dictionaries(_TEXT, _JSON, max_size=4)),
        data_name=draw(_TEXT),
        data_sha256=draw(_TEXT),
        indices=draw(hnp.arrays(np.int64, points, elements=st.integers(0, 2**62))),
        labels=np.zeros(points, np.uint8),
        codes=draw(_floats(points, model.latent)),
        maps={"umap": draw(_floats(draw(st.integers(0, points)), 2))} if draw(st.booleans()) else {},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sessions")


@pytest.fixture(scope="module")
def saved(folder: Path) -> bytes:
    save_session(small_session(), folder / "saved.latentlab")
    return (folder / "saved.latentlab").read_bytes()


@settings(max_examples=60, deadline=None)
@given(session=sessions())
def test_a_session_comes_back_bit_for_bit(folder: Path, session: Session) -> None:
    """What is saved is what is opened, and saving it again gives the same bytes."""
    save_session(session, folder / "one.latentlab")
    opened = load_session(folder / "one.latentlab")
    save_session(opened, folder / "two.latentlab")
    assert same(session, opened)
    assert (folder / "one.latentlab").read_bytes() == (folder / "two.latentlab").read_bytes()


def _opens_or_is_refused(folder: Path, content: bytes) -> None:
    path = folder / "hostile.latentlab"
    path.write_bytes(content)
    message = ""
    try:
        load_session(path)
    except SessionError as error:
        message = str(error)
    assert "\n" not in message
    assert not message or str(path) in message


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=400))
def test_random_bytes_are_refused_with_a_sentence(folder: Path, content: bytes) -> None:
    _opens_or_is_refused(folder, content)
    _opens_or_is_refused(folder, b"PK\x03\x04" + content)


def test_a_file_cut_short_anywhere_is_refused(folder: Path, saved: bytes) -> None:
    """No beginning of a session passes for a session."""
    path = folder / "cut.latentlab"
    for length in range(0, len(saved), 7):
        path.write_bytes(saved[:length])
        with pytest.raises(SessionError):
            load_session(path)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 7)), min_size=1, max_size=3))
def test_flipped_bits_never_break_through(folder: Path, saved: bytes, places: list[tuple[int, int]]) -> None:
    content = bytearray(saved)
    for place, bit in places:
        content[place % len(content)] ^= 1 << bit
    _opens_or_is_refused(folder, bytes(content))


def _rewritten(
    saved: bytes, change: Callable[[dict[str, bytes]], object], method: int = zipfile.ZIP_STORED
) -> bytes:
    """The same zip after `change` had its way with the parts: checksums are right, the contents are not."""
    with zipfile.ZipFile(BytesIO(saved)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@settings(max_examples=300, deadline=None)
@given(part=st.integers(0, 7), place=st.integers(0, 10**9), value=st.binary(min_size=1, max_size=8))
def test_parts_with_right_checksums_and_wrong_bytes_never_break_through(
    folder: Path, saved: bytes, part: int, place: int, value: bytes
) -> None:
    def damage(parts: dict[str, bytes]) -> None:
        name = list(parts)[part % len(parts)]
        start = place % max(1, min(len(parts[name]), 1_500))
        parts[name] = parts[name][:start] + value + parts[name][start + len(value) :]

    _opens_or_is_refused(folder, _rewritten(saved, damage))


def _json(**changes: object) -> Callable[[dict[str, bytes]], object]:
    def change(parts: dict[str, bytes]) -> None:
        parts["session.json"] = json.dumps(json.loads(parts["session.json"]) | changes).encode()

    return change


def _with(name: str, content: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda parts: parts.update({name: content})


def _without(name: str) -> Callable[[dict[str, bytes]], object]:
    return lambda parts: parts.pop(name)


def _npy(array: np.ndarray, pickled: bool = False) -> bytes:
    buffer = BytesIO()
    np.save(buffer, array, allow_pickle=pickled)
    return buffer.getvalue()


def _bomb_header(shape: str) -> bytes:
    header = (
        f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}".encode().ljust(118)[:117] + b"\n"
    )
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_without("codes.npy"), "codes.npy, but it is missing"),
        (_without("session.json"), "session.json, but it is missing"),
        (_without("weights.safetensors"), "weights.safetensors, but it is missing"),
        (_json(format=2), "session format 2"),
        (_json(format="1"), "format in .* must be int, got 1"),
        (_json(format=True), "must be int, got True"),
        (_json(points=41), r"must be \(41,"),
        (_json(points=-1), "points in .* must be from 0"),
        (_json(points=2**80), "points in .* must be from 0"),
        (_json(image_shape=[4, 5]), r"must have shape \(20,\) in this network, got \(16,\)"),
        (_json(image_shape=[4]), "image_shape"),
        (_json(best_epoch=3), "best_epoch must be 0 to 2, got 3"),
        (_json(classes=["0"]), "labels must be below 1"),
        (_json(classes=["\ud800"] * 10), "names"),
        (_json(config={"model": {"latent": 0}}), "latent must be a whole number from 1 to 1024, got 0"),
        (_json(config={"model": {"latent": "3"}}), "config.model.latent in .* must be int"),
        (_json(config={"model": {"hidden": [5], "latent": 3}, "dropout": 0.5}), "config.dropout"),
        (_json(config={"model": {"hidden": [5], "latent": 3, "tied": 1}}), "tied in .* must be bool"),
        (_json(config={"model": {}, "noise": {"kind": "fog"}}), "noise must be one of none, gaussian"),
        (_json(config={"model": {}, "objective": {"kl_sparsity": 0.1}}), "expected the code activation sig"),
        (_json(config={"model": {"hidden": [5], "architecture": "transformer"}}), "same multiple of 4"),
        (_json(config={"model": {"hidden": [4], "architecture": "transformer", "patch": 3}}), "must divide"),
        (_json(terms=["mse", "mse"]), r"must be \(2, 5\) float64"),
        (_json(config=[]), "config in .* must be dict"),
        (_json(maps={"../pca": 40}), "missing"),
        (_json(report={"mse": float("nan")}), "report must be plain JSON"),
        (_with("session.json", b"[" * 100_000), "must be JSON"),
        (_with("session.json", b"[]"), "must be a JSON object"),
        (_with("session.json", b"\xff\xfe"), "must be JSON"),
        (_with("codes.npy", _npy(np.zeros((40, 2), "f4"))), r"must be \(40, 3\) float32"),
        (_with("codes.npy", _npy(np.zeros((40, 3), "f8"))), "codes.npy"),
        (_with("codes.npy", _npy(np.full((40, 3), np.nan, "f4"))), "codes must be finite"),
        (_with("codes.npy", _npy(np.array([{}]), pickled=True)), "codes.npy"),
        (_with("codes.npy", b"\x80\x04N."), "header is not one"),
        (_with("codes.npy", _bomb_header("(10**12,)")), "header is not one"),
        (_with("codes.npy", _bomb_header("(1000000000000,)")), r"\(1000000000000,\)"),
        (_with("codes.npy", bytes(10**6)), "must be at most 4576 bytes, got 1000000"),
        (_with("weights.safetensors", bytes(8)), "must be safetensors"),
        (_with("indices.npy", _npy(np.arange(40) - 1)), "indices must be 0 or more, got -1"),
    ],
)  # fmt: skip
def test_a_session_whose_parts_do_not_fit_is_refused(
    folder: Path, saved: bytes, change, expected: str
) -> None:
    path = folder / "unfit.latentlab"
    path.write_bytes(_rewritten(saved, change))
    with pytest.raises(SessionError, match=expected):
        load_session(path)


def test_a_bomb_is_refused_before_it_is_unfolded(folder: Path, saved: bytes) -> None:
    """A few kilobytes that unfold to a quarter of a gigabyte are not unfolded."""

    def plant(parts: dict[str, bytes]) -> None:
        _json(steps=2**26)(parts)
        parts["losses.npy"] = _bomb_header(f"({2**26},)") + bytes(2**28)

    path = folder / "bomb.latentlab"
    content = _rewritten(saved, plant, zipfile.ZIP_DEFLATED)
    path.write_bytes(content)
    assert len(content) < 2**20
    with pytest.raises(SessionError, match="must be at most"):
        load_session(path)


def test_a_part_that_unfolds_to_more_than_it_says_is_refused(folder: Path, saved: bytes) -> None:
    """The size in the zip's own list is no more to be trusted than the rest."""
    content = _rewritten(
        saved, lambda parts: parts.update({"session.json": bytes(50 * 2**20)}), zipfile.ZIP_DEFLATED
    )
    lied = content.replace(struct.pack("<I", 50 * 2**20), struct.pack("<I", 500))
    path = folder / "liar.latentlab"
    path.write_bytes(lied)
    with pytest.raises(SessionError, match=r"session\.json"):
        load_session(path)


def test_weights_that_are_not_numbers_are_neither_saved_nor_opened(folder: Path) -> None:
    session = small_session()
    name = next(iter(session.weights))
    broken = dict(session.weights) | {name: np.full_like(session.weights[name], np.nan)}
    with pytest.raises(SessionError, match="must be finite numbers"):
        save_session(replace(session, weights=broken), folder / "nan.latentlab")
    assert not (folder / "nan.latentlab").exists()


def test_a_missing_file_and_a_folder_are_named(folder: Path) -> None:
    with pytest.raises(SessionError, match="There is no file"):
        load_session(folder / "nowhere.latentlab")
    with pytest.raises(SessionError, match="is not a file"):
        load_session(folder)


def test_a_session_opens_without_torch_or_qt(folder: Path, saved: bytes) -> None:
    """The window shows the first session before torch is there."""
    code = (
        "import sys; from pathlib import Path; from latentlab.session import load_session;"
        f"load_session(Path({str(folder / 'saved.latentlab')!r}));"
        "sys.exit(any(name in sys.modules for name in ('torch', 'PySide6', 'scipy', 'sklearn')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_the_old_file_survives_a_save_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is named; the session saved before opens as it was, and nothing lies about."""
    path = tmp_path / "run.latentlab"
    save_session(small_session(seed=1), path)

    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        SurroundingsError, match=r"run\.latentlab could not be written: No space left on device"
    ):
        save_session(small_session(seed=2), path)
    assert same(load_session(path), small_session(seed=1))
    assert [found.name for found in tmp_path.iterdir()] == ["run.latentlab"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_device_is_named_and_stays_a_device() -> None:
    with pytest.raises(SurroundingsError, match="/dev/full could not be written: No space left"):
        save_session(small_session(), Path("/dev/full"))
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="links and modes are the system's own there")
def test_saving_keeps_links_and_file_modes(tmp_path: Path) -> None:
    path, link = tmp_path / "run.latentlab", tmp_path / "link.latentlab"
    save_session(small_session(seed=1), path)
    path.chmod(0o640)
    link.symlink_to(path)
    save_session(small_session(seed=2), link)
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert same(load_session(path), small_session(seed=2))
