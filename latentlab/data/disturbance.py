"""Disturbs one image by so much as is asked: noise, a shift, a turn, a scale, and what is covered."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What is done to an image.

    It is scaled and turned about its middle, then shifted, then covered by a black square; last, every pixel
    gets noise of its own.
    """

    noise: float = 0.0  # standard deviation, where white is 1
    right: float = 0.0  # share of the width
    down: float = 0.0  # share of the height
    turn: float = 0.0  # degrees, clockwise
    scale: float = 1.0
    cover: float = 0.0  # side of the square, as a share of the image's shorter side
    cover_x: float = 0.5  # where its middle is: from the left, 0, to the right, 1
    cover_y: float = 0.5  # from the top to the bottom
    seed: int = 0  # of the noise

    @property
    def is_on(self) -> bool:
        """Whether it changes anything."""
        moves = (self.noise, self.right, self.down, self.turn, self.cover)
        return any(moves) or self.scale != 1


def disturbed(image: np.ndarray, by: Disturbance) -> np.ndarray:
    """The image (h, w) uint8 disturbed: (h, w) uint8. The same noise, by its seed, grows with its level."""
    grey = image.astype(np.float32)
    if by.right or by.down or by.turn or by.scale != 1:
        grey = _moved(grey, by)
    if by.cover:
        rows, columns = _square(image.shape, by)
        grey[rows, columns] = 0
    if by.noise:
        grey += 255 * by.noise * np.random.default_rng(by.seed).standard_normal(image.shape, np.float32)
    return np.rint(np.clip(grey, 0, 255)).astype(np.uint8)


def _moved(grey: np.ndarray, by: Disturbance) -> np.ndarray:
    """Read bilinearly where each pixel comes from; what comes from beyond the image is black."""
    from PIL import Image  # not before the window is painted

    height, width = grey.shape
    angle = np.deg2rad(by.turn)
    cos, sin = np.cos(angle) / by.scale, np.sin(angle) / by.scale
    x, y = width / 2 + by.right * width, height / 2 + by.down * height  # where the middle comes to lie
    back = (cos, sin, width / 2 - cos * x - sin * y, -sin, cos, height / 2 + sin * x - cos * y)
    padded = Image.fromarray(np.pad(grey, 1))  # so that what touches the rim fades out into black
    # Both have a rim of one pixel: their places are one further right and down.
    shifted = (back[0], back[1], back[2] + 1 - back[0] - back[1], *back[3:5], back[5] + 1 - back[3] - back[4])
    size = (width + 2, height + 2)
    moved = padded.transform(size, Image.Transform.AFFINE, shifted, Image.Resampling.BILINEAR)
    return np.array(moved, np.float32)[1:-1, 1:-1].copy()


def _square(shape: tuple[int, ...], by: Disturbance) -> tuple[slice, slice]:
    """Rows and columns under the square, which never leaves the image."""
    height, width = shape
    side = max(1, round(by.cover * min(height, width)))
    top, left = round(by.cover_y * (height - side)), round(by.cover_x * (width - side))
    return slice(top, top + side), slice(left, left + side)
