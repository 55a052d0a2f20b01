"""Makes of any drawing or picture an image as those of the data set are: boxed, centred, grey."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from latentlab.errors import DataError

_BOX = 20 / 28  # of the side of an image: so large is what MNIST's digits are scaled to
_LOWER = 0.5  # pixels from the very middle to where MNIST's centres of mass lie, downwards and to the right
_INK = 0.05  # fainter is paper
_FAINT = 0.2  # of the strongest: fainter is no part of the box; measured: MNIST's own digits come back best
_MOST_PIXELS = 40_000_000
_MOST_SIDE = 1_024  # pixels of the ink: more are not seen in what is made of it
_ASKED = 200  # images whose margins are looked at
_RARE = 0.12  # ink in the margin, to ink in the middle: MNIST has 0.04, Fashion-MNIST 0.36
_GRAIN = 5.0  # median deviations of the paper's grain that are paper still
_PAPER = 0.5  # mean brightness of the border beyond which a picture is dark on light


def as_digit(ink: np.ndarray, shape: tuple[int, int] = (28, 28)) -> np.ndarray:
    """Scale and centre a drawing as MNIST's digits are: (height, width) uint8 of `shape`.

    ink: (H, W) float from 0, paper, to 1. What is drawn fits a box of 20/28 of the image, its aspect kept,
    and its centre of mass lies in the middle, as far as nothing is cut off. Nothing drawn is a black image.
    Source: LeCun et al. 1998, "Gradient-based learning applied to document recognition", III.A.
    """
    height, width = shape
    image = np.zeros(shape, np.uint8)
    marked = ink > _FAINT * max(float(ink.max()), 1e-6)
    if not marked.any():
        return image
    rows, columns = np.flatnonzero(marked.any(axis=1)), np.flatnonzero(marked.any(axis=0))
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    box = _scaled(cut, _BOX * min(height / cut.shape[0], width / cut.shape[1]))
    top, left = _corner(box, shape)
    image[top : top + box.shape[0], left : left + box.shape[1]] = np.round(255 * box)
    return image


def as_frame(ink: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Scale a whole drawing into an image, its aspect kept, in the middle: (height, width) uint8 of `shape`.

    ink: (H, W) float from 0, paper, to 1. For sets whose images are not centred as MNIST's are.
    """
    height, width = shape
    small = _scaled(ink, min(height / ink.shape[0], width / ink.shape[1]))
    image = np.zeros(shape, np.uint8)
    top, left = (height - small.shape[0]) // 2, (width - small.shape[1]) // 2
    image[top : top + small.shape[0], left : left + small.shape[1]] = np.round(255 * small)
    return image


def are_boxed(images: np.ndarray) -> bool:
    """Whether images (N, h, w) uint8 leave the margin around a box of 20/28 empty, as MNIST's do."""
    some = images[:: max(1, len(images) // _ASKED)]
    height, width = some.shape[1:]
    y, x = (round(side * (1 - _BOX) / 2) for side in (height, width))
    rim = np.ones((height, width), bool)
    rim[y : height - y, x : width - x] = False
    inked = (some > 255 * _INK).mean(axis=0)  # (h, w): how often there is ink
    return bool(rim.any() and inked.any() and inked[rim].mean() < _RARE * inked[~rim].mean())


def ink_of_picture(path: Path) -> np.ndarray:
    """The ink (H, W) float32 in [0, 1] of a picture in a file, of any size, mode and depth.

    Dark on light is turned round, as the border tells; what is transparent is paper. Raises DataError for
    what is no picture.
    """
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise DataError(
                    "A picture may have {most:,} pixels, got {width:,} by {height:,} in {name}. "
                    "Make it smaller.",
                    most=_MOST_PIXELS,
                    width=picture.width,
                    height=picture.height,
                    name=path.name,
                )
            return ink_of(ImageOps.exif_transpose(picture))  # a photograph may lie on its side
    except UnidentifiedImageError as error:  # whose text is the path once more
        raise DataError(
            "Expected a picture such as PNG or JPEG, but {name} is none that is known.", name=path.name
        ) from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise DataError(
            "Expected a picture such as PNG or JPEG, but {name} cannot be read as one: {reason}.",
            name=path.name,
            reason=getattr(error, "strerror", None) or str(error) or type(error).__name__,
        ) from error


def is_blank(ink: np.ndarray) -> bool:
    """Whether a picture has one colour only: there is nothing in it, whichever the colour is."""
    return _spread(ink) < _INK


def ink_of(picture: Image.Image) -> np.ndarray:
    """The ink (H, W) float32 in [0, 1] of a picture of any mode, turned round where it is dark on light."""
    grey, cover = _grey(picture)
    if _border(cover).mean() < _PAPER:  # drawn on nothing: where there is any colour there is ink
        strength = grey if _spread(grey[cover > _PAPER]) > _INK else np.ones_like(grey)
    else:
        strength = _without_paper(1 - grey if _border(grey).mean() > _PAPER else grey)
    return np.asarray(cover * strength, np.float32)


def _scaled(ink: np.ndarray, scale: float) -> np.ndarray:
    """Ink (H, W) in another size, no side less than a pixel: float32 in [0, 1]."""
    size = (max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale)))
    filtered = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    scaled = np.asarray(Image.fromarray(ink.astype(np.float32)).resize(size, filtered))
    return np.asarray(np.clip(scaled, 0, 1))


def _grey(picture: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """Brightness and cover (H, W) float32 in [0, 1] each."""
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        deep = np.nan_to_num(np.asarray(picture, np.float32), nan=0.0, posinf=0.0, neginf=0.0)
        step = -(-max(deep.shape) // _MOST_SIDE)
        deep = deep[::step, ::step] - deep.min()
        return deep / np.float32(deep.max() or 1.0), np.ones_like(deep)
    light = picture.convert("LA")
    light.thumbnail((_MOST_SIDE, _MOST_SIDE), Image.Resampling.BOX)  # nothing where it is smaller
    both = np.asarray(light, np.float32) / 255  # (H, W, 2)
    return both[..., 0], both[..., 1]


def _without_paper(strength: np.ndarray) -> np.ndarray:
    """Take away what the border has of ink (H, W), as paper that was photographed is never quite white."""
    rim = _border(strength)
    paper = float(np.median(rim))
    paper += _GRAIN * float(np.median(np.abs(rim - paper)))
    most = float(strength.max())
    if paper == 0 or most <= paper:
        return strength
    return np.asarray(np.clip(strength - paper, 0, None) / (most - paper), np.float32)


def _border(values: np.ndarray) -> np.ndarray:
    return np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])


def _spread(values: np.ndarray) -> float:
    return float(np.ptp(values)) if values.size else 0.0


def _corner(box: np.ndarray, shape: tuple[int, int]) -> tuple[int, int]:
    """Where the top left of the box (h, w) goes, so that its centre of mass is in the middle of `shape`."""
    total = float(box.sum()) or 1.0
    rows, columns = np.arange(box.shape[0]) + 0.5, np.arange(box.shape[1]) + 0.5
    down, right = float(rows @ box.sum(axis=1)) / total, float(columns @ box.sum(axis=0)) / total
    top, left = round(shape[0] / 2 + _LOWER - down), round(shape[1] / 2 + _LOWER - right)
    return min(max(top, 0), shape[0] - box.shape[0]), min(max(left, 0), shape[1] - box.shape[1])
