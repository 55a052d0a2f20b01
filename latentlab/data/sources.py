"""Opening a data set by its name or its path, and telling which are there."""

import os
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from latentlab.data.catalog import CATALOG, CatalogEntry
from latentlab.data.digits import open_digits
from latentlab.data.idx import read_header, read_idx
from latentlab.data.image_set import ImageSet
from latentlab.errors import DataError, LatentLabError
from latentlab.resources import resource_folder

if TYPE_CHECKING:
    from latentlab.data.own_folder import Reading

PARTS = ("train", "t10k")  # torchvision's names; the official test images come last


@dataclass(frozen=True, slots=True)
class Availability:
    """One line of the data browser: a data set, and whether it can be opened now."""

    name: str
    folder: Path | None  # where it was looked for; None for what travels with the program
    images: int  # how many there are, or, while there are none, how many a download brings
    problem: LatentLabError | None  # why it cannot be opened


def default_data_root() -> Path:
    """Where downloads go, and where data sets are looked for unless the user says otherwise."""
    import platformdirs

    return platformdirs.user_data_path("latentlab", appauthor=False) / "datasets"


def bundled_data_root() -> Path:
    """Where a bundle that was built with whole data sets holds them; usually there is no such folder."""
    return resource_folder(Path(__file__).parents[1]) / "data"


def open_images(name: str, data_root: Path | None = None) -> ImageSet:
    """The data set `name`, or the folder or file .npz of one's own at that path, all of it in memory.

    data_root: the folder that holds `MNIST/raw` and its like; None for the default. What is not there may be
    inside the bundle. Raises DataError where the name is not known or the files are missing or damaged.
    """
    opening = opening_images(name, data_root)
    while True:
        try:
            next(opening)
        except StopIteration as end:
            images: ImageSet = end.value
            return images


def opening_images(name: str, data_root: Path | None = None) -> "Generator[Reading, None, ImageSet]":
    """The same, telling how far it is where many files are read."""
    if not is_own(name):
        return _open_known(name, data_root)
    path = own_path(name)
    if path.is_dir():
        from latentlab.data.own_folder import read_folder  # Pillow is needed for one's own images only

        return (yield from read_folder(path))
    from latentlab.data.own_arrays import read_npz

    return read_npz(path)


def is_own(name: str) -> bool:
    """Whether it is a path rather than a name of a known set."""
    if name in CATALOG or not name:
        return False
    return name.lower().endswith(".npz") or "/" in name or os.sep in name or Path(name).is_dir()


def own_path(name: str) -> Path:
    """Where one's own images are, in full: a session finds them again from anywhere.

    Raises DataError where nothing is there that could be read.
    """
    path = Path(os.path.abspath(os.path.expanduser(name)))
    if path.is_dir() or (path.suffix.lower() == ".npz" and path.is_file()):
        return path
    raise DataError(
        "{path} must be a folder of images or a file .npz, got {got}.",
        path=path,
        got="another file" if path.exists() else "nothing there",
    )


def title_of(name: str) -> str:
    """What a data set is called where people read it."""
    return CATALOG[name].title if name in CATALOG else Path(name).name or name


def _open_known(name: str, data_root: Path | None) -> ImageSet:
    entry = _entry(name)
    if entry.is_bundled:
        return open_digits()
    folder = _folder_found(entry, data_root)
    _check_present(entry, folder)
    images, labels = zip(*(_read_part(folder, part) for part in PARTS), strict=True)
    _check_same_size(folder, images)
    return ImageSet(name, np.concatenate(images), np.concatenate(labels), entry.classes, len(images[1]))


def available(data_root: Path | None = None) -> tuple[Availability, ...]:
    """Every known data set, whether it is there, and how many images it has; reads headers only.

    data_root: as for `open_images`.
    """
    return tuple(_availability(name, data_root) for name in CATALOG)


def files_of(folder: Path) -> tuple[Path, ...]:
    """The four files of a data set in torchvision's layout."""
    return tuple(path for part in PARTS for path in _part_paths(folder, part))


def raw_folder(name: str, data_root: Path | None = None) -> Path:
    """Where the files of the data set `name` are expected; raises DataError where it is not known."""
    return _raw_folder(_entry(name), data_root)


def _entry(name: str) -> CatalogEntry:
    if name in CATALOG:
        return CATALOG[name]
    raise DataError(
        "data must be one of {names}, a folder or a file .npz, got {name}.",
        names=", ".join(CATALOG),
        name=name or '""',
    )


def _raw_folder(entry: CatalogEntry, data_root: Path | None) -> Path:
    return (default_data_root() if data_root is None else data_root) / entry.folder


def _folder_found(entry: CatalogEntry, data_root: Path | None) -> Path:
    """Where the whole set is: below the data root, else in the bundle; the first where it is in neither."""
    wanted = _raw_folder(entry, data_root)
    for folder in (wanted, bundled_data_root() / entry.folder):
        with suppress(LatentLabError):
            _check_present(entry, folder)
            _count(folder)
            return folder
    return wanted


def _part_paths(folder: Path, part: str) -> tuple[Path, Path]:
    return folder / f"{part}-images-idx3-ubyte", folder / f"{part}-labels-idx1-ubyte"


def _check_present(entry: CatalogEntry, folder: Path) -> None:
    missing = [path.name for path in files_of(folder) if not path.is_file()]
    if missing:
        raise DataError(
            "{title} is not there: expected {files} in {folder}. Download it in the window's data "
            "browser, or name the folder that holds {layout} with --data-root.",
            title=entry.title,
            files=", ".join(missing),
            folder=folder,
            layout=entry.folder,
        )


def _read_part(folder: Path, part: str) -> tuple[np.ndarray, np.ndarray]:
    images_path, labels_path = _part_paths(folder, part)
    images = read_idx(images_path, dimensions=3)  # (N, height, width)
    labels = read_idx(labels_path, dimensions=1)  # (N,)
    _check_same_count(images_path, len(images), labels_path, len(labels))
    return images, labels


def _check_same_count(images_path: Path, images: int, labels_path: Path, labels: int) -> None:
    if images != labels or images == 0:
        raise DataError(
            "{labels_path} does not belong to {images_path}: expected one label for each image, found "
            "{labels:,} labels and {images:,} images. Please download both again.",
            labels_path=labels_path,
            images_path=images_path.name,
            labels=labels,
            images=images,
        )


def _check_same_size(folder: Path, parts: tuple[np.ndarray, ...]) -> None:
    sizes = [f"{part.shape[1]}×{part.shape[2]}" for part in parts]
    if len(set(sizes)) > 1:
        raise DataError(
            "The images in {folder} differ in size: expected test images of {expected} pixels like the "
            "training images, found {found}.",
            folder=folder,
            expected=sizes[0],
            found=sizes[1],
        )


def _availability(name: str, data_root: Path | None) -> Availability:
    entry = CATALOG[name]
    if entry.is_bundled:
        return Availability(name, None, entry.images, None)
    folder = _folder_found(entry, data_root)
    try:
        _check_present(entry, folder)
        return Availability(name, folder, _count(folder), None)
    except LatentLabError as error:
        return Availability(name, folder, entry.images, error)


def _count(folder: Path) -> int:
    total = 0
    for part in PARTS:
        images_path, labels_path = _part_paths(folder, part)
        images = read_header(images_path, dimensions=3).shape[0]
        _check_same_count(images_path, images, labels_path, read_header(labels_path, dimensions=1).shape[0])
        total += images
    return total
