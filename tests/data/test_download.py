"""Downloads bring whole, checked files or a sentence, and leave nothing half done."""

import gzip
import hashlib
import importlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from latentlab.data import download as module
from latentlab.data.download import download, why_unavailable
from latentlab.data.sources import files_of, open_images
from latentlab.errors import DataError, SurroundingsError
from tests.data.idx_files import idx_bytes, write_data_set


class Server:
    """An HTTP server on this machine whose answers a test sets: path to bytes."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.cut_after: int | None = None  # bytes sent before the connection ends
        self.stalls = threading.Event()  # set: bytes beyond `cut_after` never come, the connection stays
        self.ended = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = False
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._http.server_port}/"

    def close(self) -> None:
        self.ended.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                packed = server.files.get(self.path.rpartition("/")[2])
                if packed is None or self.path.startswith("/broken/"):
                    self.send_error(404, "Not Found")
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(len(packed)))
                self.end_headers()
                self.wfile.write(packed[: server.cut_after])
                if server.stalls.is_set():
                    server.ended.wait()

            def log_message(self, *arguments: object) -> None:
                """Nothing: the tests' output is for the tests."""

        return Handler


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that holds a small MNIST, and a torchvision that knows its address."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = Server()
    source = tmp_path / "source"
    write_data_set(source)
    for path in files_of(source):
        server.files[f"{path.name}.gz"] = gzip.compress(path.read_bytes())
    pretend_torchvision(monkeypatch, server, [server.address])
    yield server
    server.close()


def pretend_torchvision(monkeypatch: pytest.MonkeyPatch, server: Server, mirrors: list[str]) -> None:
    """Put a torchvision in place that has what the download uses: a table, and `extract_archive`."""
    table = [(name, hashlib.md5(packed).hexdigest()) for name, packed in server.files.items()]
    utils, datasets, torchvision = (
        ModuleType(f"torchvision{part}") for part in (".datasets.utils", ".datasets", "")
    )
    utils.extract_archive = extract_gzip
    datasets.utils = utils
    datasets.MNIST = SimpleNamespace(mirrors=mirrors, resources=table)
    torchvision.datasets = datasets
    for fake in (torchvision, datasets, utils):
        monkeypatch.setitem(sys.modules, fake.__name__, fake)


def extract_gzip(from_path: str, to_path: str) -> None:
    unpacked = Path(to_path) / Path(from_path).name.removesuffix(".gz")
    unpacked.write_bytes(gzip.decompress(Path(from_path).read_bytes()))


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_download_brings_four_checked_files_and_nothing_else(server: Server, tmp_path: Path) -> None:
    events = list(download("mnist", tmp_path))
    raw = tmp_path / "MNIST" / "raw"
    assert names_in(raw) == {path.name for path in files_of(raw)}
    assert len(open_images("mnist", tmp_path)) == 40
    assert [event.number for event in events if event.bytes_read == event.bytes_total] == [1, 2, 3, 4]
    assert {event.files for event in events} == {4}


def test_progress_grows_and_names_the_file(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHUNK", 16)
    events = [event for event in download("mnist", tmp_path) if event.number == 1]
    read = [event.bytes_read for event in events]
    total = len(server.files["train-images-idx3-ubyte.gz"])
    assert read == [*range(0, total, 16), total]
    assert {event.file for event in events} == {"train-images-idx3-ubyte.gz"}
    assert {event.bytes_total for event in events[1:]} == {total}


def test_nothing_is_asked_for_before_the_first_step(server: Server, tmp_path: Path) -> None:
    download("mnist", tmp_path)
    assert server.asked == []


def test_an_abandoned_download_leaves_nothing_half_done(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHUNK", 16)
    steps = download("mnist", tmp_path)
    while (event := next(steps)).number == 1 or event.bytes_read == 0:
        pass
    steps.close()
    assert names_in(tmp_path / "MNIST" / "raw") == {"train-images-idx3-ubyte"}


def test_files_that_are_there_are_not_fetched_again(server: Server, tmp_path: Path) -> None:
    write_data_set(tmp_path / "MNIST" / "raw")
    (tmp_path / "MNIST" / "raw" / "t10k-images-idx3-ubyte").unlink()
    list(download("mnist", tmp_path))
    assert server.asked == ["/t10k-images-idx3-ubyte.gz"]


def test_a_truncated_file_is_fetched_again(server: Server, tmp_path: Path) -> None:
    write_data_set(tmp_path / "MNIST" / "raw")
    damaged = tmp_path / "MNIST" / "raw" / "train-images-idx3-ubyte"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    list(download("mnist", tmp_path))
    assert len(open_images("mnist", tmp_path)) == 40


def test_whole_files_that_do_not_fit_together_are_all_fetched_again(server: Server, tmp_path: Path) -> None:
    write_data_set(tmp_path / "MNIST" / "raw")
    other = idx_bytes(np.zeros(7, np.uint8))
    (tmp_path / "MNIST" / "raw" / "train-labels-idx1-ubyte").write_bytes(other)
    list(download("mnist", tmp_path))
    assert len(open_images("mnist", tmp_path)) == 40


def test_a_file_with_the_wrong_checksum_is_not_kept(server: Server, tmp_path: Path) -> None:
    server.files["train-images-idx3-ubyte.gz"] = gzip.compress(b"an advertisement")
    with pytest.raises(DataError, match=r"expected the MD5 [0-9a-f]{32}, found [0-9a-f]{32}"):
        list(download("mnist", tmp_path))
    assert names_in(tmp_path / "MNIST" / "raw") == set()


def test_a_right_checksum_does_not_save_a_file_that_is_no_idx_file(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.files["train-images-idx3-ubyte.gz"] = gzip.compress(b"an advertisement")
    pretend_torchvision(monkeypatch, server, [server.address])
    with pytest.raises(DataError, match="not an IDX file"):
        list(download("mnist", tmp_path))
    assert names_in(tmp_path / "MNIST" / "raw") == set()


def test_the_next_mirror_steps_in(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_torchvision(monkeypatch, server, [f"{server.address}broken/", server.address])
    list(download("mnist", tmp_path))
    assert len(open_images("mnist", tmp_path)) == 40


def test_the_server_s_refusal_is_told(server: Server, tmp_path: Path) -> None:
    del server.files["train-images-idx3-ubyte.gz"]
    with pytest.raises(SurroundingsError, match="the server answered 404 Not Found") as refused:
        list(download("mnist", tmp_path))
    assert f"{server.address}train-images-idx3-ubyte.gz" in str(refused.value)


def test_a_connection_that_ends_early_is_told(server: Server, tmp_path: Path) -> None:
    server.cut_after = 10
    with pytest.raises(SurroundingsError, match="the connection ended after 10 of"):
        list(download("mnist", tmp_path))
    assert names_in(tmp_path / "MNIST" / "raw") == set()


def test_a_silent_server_is_given_up(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_S", 0.2)
    server.cut_after = 10
    server.stalls.set()
    with pytest.raises(SurroundingsError, match=r"no answer for 0\.2 seconds"):
        list(download("mnist", tmp_path))


def test_without_a_network_there_is_one_sentence(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    pretend_torchvision(monkeypatch, server, [address])
    with pytest.raises(SurroundingsError, match="could not be downloaded: Connection refused"):
        list(download("mnist", tmp_path))


def test_a_folder_that_cannot_be_written_is_told(server: Server, tmp_path: Path) -> None:
    (tmp_path / "MNIST").write_text("a file is in the way")
    with pytest.raises(SurroundingsError, match="MNIST could not be stored in"):
        list(download("mnist", tmp_path))


@pytest.mark.parametrize("name", ["mnist-5k", "cifar10"])
def test_what_nobody_offers_cannot_be_downloaded(server: Server, tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match=name):
        list(download(name, tmp_path))


def test_a_missing_torchvision_costs_downloads_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torchvision", None)
    assert "torchvision" in str(why_unavailable())
    with pytest.raises(SurroundingsError, match="Downloads need torchvision"):
        list(download("mnist", tmp_path))
    assert len(open_images("mnist-5k")) == 5_000


def test_a_torchvision_beside_the_wrong_torch_gives_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "torchvision"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('operator torchvision::nms does not exist')\n")
    for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    assert "operator torchvision::nms does not exist" in str(why_unavailable())


def test_with_torchvision_in_order_there_is_no_reason(server: Server) -> None:
    assert why_unavailable() is None


def test_opening_data_imports_neither_torch_nor_torchvision() -> None:
    code = (
        "import sys, latentlab.data.download, latentlab.data.split, latentlab.data.sources as sources\n"
        "sources.open_images('mnist-5k'); sources.available()\n"
        "slow = {'torch', 'torchvision', 'scipy', 'sklearn', 'numba', 'PySide6'} & set(sys.modules)\n"
        "assert not slow, slow"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "HOME": "/nowhere"})


def test_the_real_torchvision_knows_the_sets_as_we_expect() -> None:
    if (reason := why_unavailable()) is not None:
        pytest.skip(reason)
    from torchvision import datasets

    for dataset in (datasets.MNIST, datasets.FashionMNIST, datasets.KMNIST):
        assert all(mirror.startswith("http") and mirror.endswith("/") for mirror in dataset.mirrors)
        files = {Path(name).stem for name, _ in dataset.resources}
        assert files == {path.name for path in files_of(Path())}
