"""Images of one's own as arrays: a file .npz, and what makes a set of any arrays."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from latentlab.data.grey import MOST_SIDE, squared
from latentlab.data.image_set import ImageSet
from latentlab.errors import DataError, SurroundingsError

# As numpy's users, Keras' and MedMNIST's files call them; the second of a pair holds the labels.
_ALL = (
    ("images", "labels"),
    ("x", "y"),
    ("X", "y"),
    ("data", "target"),
    ("data", "labels"),
    ("arr_0", "arr_1"),
)
_PARTS = (
    ("x_train", "y_train", "x_test", "y_test"),
    ("train_images", "train_labels", "test_images", "test_labels"),
)
_CLASSES = ("classes", "class_names")
_MOST_BYTES = 2**31
_MOST_CLASSES = 256
_LONGEST = 60  # letters of the name of a class


def read_npz(path: Path) -> ImageSet:
    """The images in a file .npz: arrays called images and labels, or as Keras calls them.

    images: (N, height, width), with or without 1, 3 or 4 channels behind, or (N, P) of squares; bytes, or
    numbers from 0 to 1. labels: (N,) whole numbers or texts; without them all are of one class. Raises
    DataError, saying what was expected and what came.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > _MOST_BYTES:
            raise DataError(
                "{path} must unpack to at most {most:,} bytes, got {size:,}.",
                path=path,
                most=_MOST_BYTES,
                size=size,
            )
        with np.load(path, allow_pickle=False) as packed_arrays:
            return _set_of(path, {name: np.asarray(packed_arrays[name]) for name in packed_arrays.files})
    except FileNotFoundError as error:
        raise DataError("There is no file {path}.", path=path) from error
    except OSError as error:
        raise SurroundingsError(
            "{path} could not be read: {reason}.", path=path, reason=error.strerror or str(error)
        ) from error
    except (zipfile.BadZipFile, ValueError, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
        raise DataError(
            "{path} must be a file .npz of plain arrays, but cannot be read ({reason}).",
            path=path,
            reason=str(error).rstrip("."),
        ) from error


def image_set_of(
    name: str, images: np.ndarray, labels: np.ndarray, classes: Sequence[str], official_test: int = 0
) -> ImageSet:
    """A set of images (N, height, width) uint8; where they are larger, fitted into squares of 64 pixels."""
    if len(images) == 0 or images.size == 0:
        raise DataError("{name} must have images in it, found none.", name=name)
    if max(images.shape[1:]) > MOST_SIDE:
        images = np.stack([squared(Image.fromarray(image), MOST_SIDE) for image in images])
    told = tuple(_printable(one) for one in classes)
    return ImageSet(name, np.ascontiguousarray(images), labels.astype(np.uint8), told, official_test)


def _set_of(path: Path, arrays: dict[str, np.ndarray]) -> ImageSet:
    names = arrays.keys()
    for pair in _ALL:
        if pair[0] in names:
            given = arrays[pair[1]] if pair[1] in names else None
            return _assembled(path, arrays, arrays[pair[0]], given, 0)
    for four in _PARTS:
        if names >= set(four[:2]):
            return _of_parts(path, arrays, [four[:2], four[2:]] if names >= set(four) else [four[:2]])
    raise DataError(
        "{path} must have an array called images and one called labels, found {names}.",
        path=path,
        names=", ".join(sorted(names)[:6]) or "none",
    )


def _of_parts(path: Path, arrays: dict[str, np.ndarray], pairs: list[tuple[str, ...]]) -> ImageSet:
    """Training images and, where they are there, test images behind them."""
    parts = [arrays[images] for images, _ in pairs]
    if len({part.shape[1:] for part in parts}) > 1:
        raise DataError(
            "The images in {path} must be of one size, found {shapes}.",
            path=path,
            shapes=" and ".join(str(part.shape) for part in parts),
        )
    labels = np.concatenate([arrays[labels] for _, labels in pairs])
    test = len(parts[1]) if len(parts) > 1 else 0
    return _assembled(path, arrays, np.concatenate(parts), labels, test)


def _assembled(
    path: Path, arrays: dict[str, np.ndarray], images: np.ndarray, labels: np.ndarray | None, test: int
) -> ImageSet:
    pixels = _bytes(path, _flat(path, images))
    if labels is None:
        return image_set_of(str(path), pixels, np.zeros(len(pixels), np.int64), [path.stem], test)
    labels = labels[:, 0] if labels.ndim == 2 and labels.shape[1] == 1 else labels
    if labels.shape != (len(pixels),) or labels.dtype.kind not in "iubU":
        raise DataError(
            "The labels in {path} must be {count:,} whole numbers or texts, one for each image, got "
            "{dtype} of shape {shape}."
            "shape {shape}.",
            path=path,
            count=len(pixels),
            dtype=labels.dtype,
            shape=labels.shape,
        )
    kinds, indices = np.unique(labels, return_inverse=True)
    if len(kinds) > _MOST_CLASSES:
        raise DataError(
            "The labels in {path} must be of at most {most} classes, got {count:,}.",
            path=path,
            most=_MOST_CLASSES,
            count=len(kinds),
        )
    return image_set_of(str(path), pixels, indices, _names(arrays, kinds), test)


def _names(arrays: dict[str, np.ndarray], kinds: np.ndarray) -> list[str]:
    """What the classes are called: by the file, where it names them all, else by their labels."""
    for key in _CLASSES:
        if key in arrays and kinds.dtype.kind in "iu":
            named = arrays[key]
            if named.ndim == 1 and named.dtype.kind == "U" and kinds.min() >= 0 and kinds.max() < len(named):
                return [str(named[kind]) for kind in kinds]
    return [str(kind) for kind in kinds]


def _flat(path: Path, images: np.ndarray) -> np.ndarray:
    """Grey images (N, height, width), of whatever numbers."""
    if images.ndim == 4 and images.shape[3] in (1, 3, 4):
        return images[..., 0] if images.shape[3] == 1 else images[..., :3].astype(np.float32).mean(axis=3)
    side = round(images.shape[1] ** 0.5) if images.ndim == 2 else 0
    if images.ndim == 2 and images.shape[1] == side * side:
        return images.reshape(len(images), side, side)
    if images.ndim != 3:
        raise DataError(
            "The images in {path} must be of shape (number, height, width), got {shape}.",
            path=path,
            shape=images.shape,
        )
    return images


def _bytes(path: Path, images: np.ndarray) -> np.ndarray:
    """As bytes: numbers up to 1 are stretched over them."""
    if images.dtype == np.uint8:
        return images
    if images.dtype.kind not in "biuf":
        raise DataError("The images in {path} must be numbers, got {dtype}.", path=path, dtype=images.dtype)
    if images.size == 0:
        return images.astype(np.uint8)
    low, high = float(images.min()), float(images.max())
    if not (low >= 0 and high <= 255):
        raise DataError(
            "The images in {path} must be bytes, or numbers from 0 to 1, got {low:g} to {high:g}.",
            path=path,
            low=low,
            high=high,
        )
    stretched = images * np.float32(255) if high <= 1 else images
    rounded: np.ndarray = np.rint(stretched).astype(np.uint8)
    return rounded


def _printable(name: str) -> str:
    shown = "".join(letter if letter.isprintable() else "�" for letter in name.strip())[:_LONGEST]
    return shown or "—"
