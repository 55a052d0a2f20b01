"""Pictures of any size and mode as grey squares of one size."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from latentlab.errors import DataError

MOST_SIDE = 64  # pixels: a network on larger ones takes minutes where a student waits for seconds
LEAST_SIDE = 4
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".pgm", ".ppm", ".pbm")
_WORD = 257  # what a white of 16 bits is, divided by one of 8


def picture_size(path: Path) -> tuple[int, int]:
    """Height and width of a picture, from its header. Raises DataError where it is none."""
    with _opened(path) as picture:
        return picture.height, picture.width


def grey_square(path: Path, side: int) -> np.ndarray:
    """The picture in a file as (side, side) uint8; raises DataError where it cannot be read.

    Of several pictures the first; turned as the camera says. It keeps its proportions: what the square has
    beyond it is filled with the grey of its rim. Black stays black, that is 0.
    """
    with _opened(path) as picture:
        try:
            return squared(_grey(ImageOps.exif_transpose(picture)), side)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise _unreadable(path, error) from error


def squared(grey: Image.Image, side: int) -> np.ndarray:
    """A grey picture fitted into (side, side) uint8, in the middle."""
    if grey.size == (side, side):
        return np.asarray(grey, np.uint8)
    scale = side / max(grey.size)
    width, height = (max(1, round(scale * length)) for length in grey.size)
    kind = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    scaled = np.asarray(grey.resize((width, height), kind), np.uint8)
    square = np.full((side, side), _rim(scaled), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = scaled
    return square


def common_side(longest: np.ndarray) -> int:
    """The side that suits pictures whose longer sides are these: the commonest, within what is allowed."""
    return int(np.clip(np.bincount(longest).argmax(), LEAST_SIDE, MOST_SIDE))


def _opened(path: Path) -> Image.Image:
    try:
        return Image.open(path)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise _unreadable(path, error) from error


def _grey(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 or 32 bits, which a conversion would cut off at 255
        values = np.asarray(picture, np.float64)
        return Image.fromarray(
            (values / (_WORD if values.max(initial=0) > 255 else 1)).clip(0, 255).astype("u1")
        )
    if picture.mode == "F":
        values = np.nan_to_num(np.asarray(picture, np.float64))
        return Image.fromarray(
            (values * (255 if values.max(initial=0) <= 1 else 1)).clip(0, 255).astype("u1")
        )
    if picture.has_transparency_data:
        return _on_a_ground(picture.convert("RGBA"))
    return picture.convert("L")


def _on_a_ground(picture: Image.Image) -> Image.Image:
    """What is drawn on nothing: bright ink on black, dark ink on white."""
    grey, cover = picture.convert("L"), picture.getchannel("A")
    weights = np.asarray(cover, np.float64)
    ink = float((np.asarray(grey) * weights).sum() / max(weights.sum(), 1.0))
    ground = Image.new("L", picture.size, 0 if ink >= 128 else 255)
    return Image.composite(grey, ground, cover)


def _rim(grey: np.ndarray) -> int:
    return int(np.median(np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])))


def _unreadable(path: Path, error: Exception) -> DataError:
    return DataError(
        "{path} must be an image that can be read, but it cannot ({reason}). Mend it or take it away.",
        path=path,
        reason=str(error).strip().rstrip(".") or type(error).__name__,
    )
