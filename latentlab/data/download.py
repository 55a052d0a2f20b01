"""Downloading a data set, on the user's explicit word, from where torchvision knows it."""

import hashlib
import http.client
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from latentlab.data.catalog import CATALOG
from latentlab.data.idx import read_header
from latentlab.data.sources import open_images, raw_folder
from latentlab.errors import DataError, LatentLabError, SurroundingsError

CHUNK = 1 << 17
PATIENCE_S = 5.0  # a silent server is given up after this, and an abandoned download ends within it


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """How far the download of one of the files has come."""

    file: str
    number: int  # of this file, from 1
    files: int  # how many there are
    bytes_read: int
    bytes_total: int | None  # None where the server does not tell


def why_unavailable() -> str | None:
    """The reason why nothing can be downloaded here, or None; imports torchvision, which takes seconds."""
    try:
        _dataset_class("mnist")
    except LatentLabError as error:
        return str(error)
    return None


def download(name: str, data_root: Path | None = None) -> Iterator[DownloadProgress]:
    """Bring the data set `name` from the addresses that torchvision knows; files that are there stay.

    Abandoning the iterator leaves no partial file. Raises SurroundingsError where network, disk or
    torchvision fail, DataError where what came is not what was expected.
    """
    folder = raw_folder(name, data_root)
    dataset = _dataset_class(name)
    wanted = _wanted(dataset.resources, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # A folder of its own, so that an interrupted download never looks like a data set.
        with tempfile.TemporaryDirectory(prefix=".download-", dir=folder) as workshop:
            for number, (file, md5) in enumerate(wanted, start=1):
                packed = Path(workshop) / file
                for bytes_read, total in _fetch(dataset.mirrors, packed, md5):
                    yield DownloadProgress(file, number, len(wanted), bytes_read, total)
                _unpack(packed, folder)
    except OSError as error:
        raise SurroundingsError(
            "{name} could not be stored in {folder}: {reason}.",
            name=CATALOG[name].title,
            folder=folder,
            reason=error.strerror or str(error),
        ) from error
    open_images(name, data_root)  # all four files fit together, or it says which does not


def _dataset_class(name: str) -> Any:
    """Torchvision's class for the data set: it knows the mirrors and the MD5 of each file."""
    entry = CATALOG.get(name)
    if entry is None or entry.is_bundled:
        raise DataError("{name} cannot be downloaded.", name=name)
    try:
        from torchvision import datasets
    except Exception as error:  # beside the wrong torch it raises RuntimeError, OSError and others
        raise SurroundingsError(
            "Downloads need torchvision, which cannot be used here: {reason}. Everything else "
            "works without it.",
            reason=_first_line(error),
        ) from error
    return getattr(datasets, Path(entry.folder).parts[0])


def _wanted(resources: list[tuple[str, str]], folder: Path) -> list[tuple[str, str]]:
    """The files that are missing or damaged; all where each is whole, as they may not fit together."""
    missing = [(file, md5) for file, md5 in resources if not _is_whole(folder / Path(file).stem)]
    return missing or resources


def _is_whole(path: Path) -> bool:
    with suppress(LatentLabError):
        read_header(path, _dimensions(path))
        return True
    return False


def _dimensions(path: Path) -> int:
    return 3 if "idx3" in path.name else 1


def _fetch(mirrors: list[str], target: Path, md5: str) -> Iterator[tuple[int, int | None]]:
    """Stream the first mirror's whole and right file into `target`, yielding bytes read and total."""
    problems: list[LatentLabError] = []
    for mirror in mirrors:
        address = mirror + target.name
        try:
            yield from _stream(address, target)
            _check_md5(address, target, md5)
        except LatentLabError as error:
            problems.append(error)
        else:
            return
    raise problems[0]


def _stream(address: str, target: Path) -> Iterator[tuple[int, int | None]]:
    yield 0, None
    with _open(address) as response, target.open("wb") as file:
        total = int(response.headers.get("Content-Length") or 0) or None
        bytes_read = 0
        while chunk := _read(address, response):
            file.write(chunk)
            bytes_read += len(chunk)
            yield bytes_read, total
    if total is not None and bytes_read < total:
        raise _network_error(address, f"the connection ended after {bytes_read:,} of {total:,} bytes")


def _open(address: str) -> http.client.HTTPResponse:
    try:
        response: http.client.HTTPResponse = urlopen(
            Request(address, headers={"User-Agent": "latentlab"}), timeout=PATIENCE_S
        )
    except HTTPError as error:
        error.close()  # it holds the answer's connection
        raise _network_error(address, f"the server answered {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _network_error(address, _network_reason(error)) from error
    return response


def _read(address: str, response: http.client.HTTPResponse) -> bytes:
    try:
        return response.read(CHUNK)
    except (OSError, http.client.HTTPException) as error:
        raise _network_error(address, _network_reason(error)) from error


def _network_reason(error: Exception) -> str:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return f"no answer for {PATIENCE_S:g} seconds"
    return getattr(cause, "strerror", None) or _first_line(cause)


def _network_error(address: str, reason: str) -> SurroundingsError:
    return SurroundingsError(
        "{address} could not be downloaded: {reason}. Please check the network and try again.",
        address=address,
        reason=reason,
    )


def _check_md5(address: str, path: Path, expected: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    if found != expected:
        raise DataError(
            "What came from {address} is not the expected file: expected the MD5 {expected}, found {found}. "
            "Please try again, or get it elsewhere.",
            address=address,
            expected=expected,
            found=found,
        )


def _unpack(packed: Path, folder: Path) -> None:
    """Unpack beside the packed file, check, and only then put it in its place."""
    from torchvision.datasets import utils

    utils.extract_archive(str(packed), str(packed.parent))
    unpacked = packed.parent / packed.stem
    read_header(unpacked, _dimensions(unpacked))
    os.replace(unpacked, folder / unpacked.name)
    packed.unlink()


def _first_line(error: object) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
