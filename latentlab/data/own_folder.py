"""A folder of one's own: images sorted into a folder for each class, or IDX files."""

import os
import re
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from latentlab.data.grey import SUFFIXES, common_side, grey_square, picture_size
from latentlab.data.idx import read_idx
from latentlab.data.image_set import ImageSet
from latentlab.data.own_arrays import image_set_of
from latentlab.errors import DataError, SurroundingsError

MOST_CLASSES = 256
_MOST_BYTES = 2**30
_PIECE = 100  # images between two words of progress
_IDX = re.compile(r"(?P<part>.*?)-?images[-.]idx3-ubyte$")
_PARTS = ("train", "test")


@dataclass(frozen=True, slots=True)
class Reading:
    """So many images of a folder are read."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class _Pile:
    """The image files of one class."""

    name: str
    files: list[Path]


def read_folder(folder: Path) -> Generator[Reading, None, ImageSet]:
    """The images in a folder, which may hold IDX files, or a folder of images for each class.

    With two folders of classes called train and test the latter are the official test images. Images are
    made grey and fitted into squares of the commonest size, at most 64 pixels. Raises DataError, saying what
    was expected and what is there.
    """
    for place in (folder, folder / "raw"):
        idx = _idx_parts(place)
        if idx:
            return _read_idx_parts(folder, place, idx)
    parts = [folder / part for part in _PARTS]
    if all(part.is_dir() for part in parts) and len(_folders(folder)) == len(parts):
        piles = [_piles(part) for part in parts]
        classes = _common_classes(folder, piles)
    else:
        piles = [_piles(folder)]
        classes = [pile.name for pile in piles[0]]
    return (yield from _read_piles(folder, piles, classes))


def natural(name: str) -> list[tuple[int, int, str]]:
    """Sorts names as people do: 2 before 10."""
    pieces = re.findall(r"\d+|\D+", name.casefold())
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces]


def _read_piles(
    folder: Path, piles: list[list[_Pile]], classes: list[str]
) -> Generator[Reading, None, ImageSet]:
    files = [file for part in piles for pile in part for file in pile.files]
    labels = [classes.index(pile.name) for part in piles for pile in part for _ in pile.files]
    longest = np.empty(len(files), np.int64)
    for number, file in enumerate(files):
        longest[number] = max(picture_size(file))
        if number % _PIECE == 0:
            yield Reading(number, 2 * len(files))
    side = common_side(longest)
    _require_room(folder, len(files), side)
    images = np.empty((len(files), side, side), np.uint8)
    for number, file in enumerate(files):
        images[number] = grey_square(file, side)
        if number % _PIECE == 0:
            yield Reading(len(files) + number, 2 * len(files))
    test = sum(len(pile.files) for pile in piles[1]) if len(piles) > 1 else 0
    return image_set_of(str(folder), images, np.array(labels), classes, test)


def _piles(folder: Path) -> list[_Pile]:
    """The classes in a folder; one alone, called by the folder, where images lie in it directly."""
    subfolders = sorted(_folders(folder), key=lambda path: natural(path.name))
    piles = [_Pile(path.name, _pictures(path)) for path in subfolders]
    piles = [pile for pile in piles if pile.files]
    loose = _pictures(folder)
    if not piles and loose:
        return [_Pile(folder.resolve().name, loose)]
    if not piles:
        raise DataError(
            "{folder} must hold a folder of images for each class, or IDX files: found {found}.",
            folder=folder,
            found=f"{len(subfolders)} folders, and no image ({', '.join(SUFFIXES[:4])} …) in any of them",
        )
    if len(piles) > MOST_CLASSES:
        raise DataError(
            "{folder} must hold at most {most} folders, one for each class, found {found:,}.",
            folder=folder,
            most=MOST_CLASSES,
            found=len(piles),
        )
    return piles


def _common_classes(folder: Path, piles: list[list[_Pile]]) -> list[str]:
    names = [[pile.name for pile in part] for part in piles]
    strange = sorted(set(names[1]) - set(names[0]), key=natural)
    if strange:
        raise DataError(
            "The classes in {folder}/test must be those of {folder}/train, found {strange} in addition.",
            folder=folder,
            strange=", ".join(strange[:3]),
        )
    return names[0]


def _folders(folder: Path) -> list[Path]:
    return [path for path in _entries(folder) if path.is_dir()]


def _pictures(folder: Path) -> list[Path]:
    found = [path for path in _entries(folder) if path.suffix.lower() in SUFFIXES and path.is_file()]
    return sorted(found, key=lambda path: natural(path.name))


def _entries(folder: Path) -> list[Path]:
    try:
        return [folder / name for name in os.listdir(folder) if not name.startswith(".")]
    except OSError as error:
        raise SurroundingsError(
            "{folder} could not be read: {reason}.", folder=folder, reason=error.strerror or str(error)
        ) from error


def _require_room(folder: Path, count: int, side: int) -> None:
    if count * side * side > _MOST_BYTES:
        raise DataError(
            "The images in {folder} must fit into {most:,} bytes, got {count:,} of {side}×{side} pixels.",
            folder=folder,
            most=_MOST_BYTES,
            count=count,
            side=side,
        )


# IDX files


def _idx_parts(folder: Path) -> list[tuple[Path, Path]]:
    """Pairs of files with images and labels, the test images last; whatever the names begin with."""
    if not folder.is_dir():
        return []
    names = sorted(name for name in os.listdir(folder) if _IDX.fullmatch(name))
    names.sort(key=lambda name: name.startswith(("t10k", "test")))
    return [(folder / name, folder / _labels_beside(name)) for name in names]


def _labels_beside(images: str) -> str:
    return images.replace("images", "labels").replace("idx3", "idx1")


def _read_idx_parts(folder: Path, place: Path, parts: list[tuple[Path, Path]]) -> ImageSet:
    images = [read_idx(path, dimensions=3) for path, _ in parts]
    labels = [read_idx(path, dimensions=1) for _, path in parts]
    for (images_path, labels_path), some, theirs in zip(parts, images, labels, strict=True):
        if len(some) != len(theirs):
            raise DataError(
                "{labels_path} must have a label for each of the {images:,} images in {images_path}, found "
                "{labels:,}.",
                labels_path=labels_path,
                images=len(some),
                images_path=images_path.name,
                labels=len(theirs),
            )
    if len({part.shape[1:] for part in images}) > 1:
        raise DataError(
            "The images in the IDX files of {place} must be of one size, found {sizes}.",
            place=place,
            sizes=" and ".join(f"{part.shape[1]}×{part.shape[2]}" for part in images),
        )
    is_tested = len(parts) > 1 and parts[-1][0].name.startswith(("t10k", "test"))
    together = np.concatenate(labels)
    kinds = np.unique(together)
    return image_set_of(
        str(folder),
        np.concatenate(images),
        np.searchsorted(kinds, together),
        [str(kind) for kind in kinds],
        len(images[-1]) if is_tested else 0,
    )
