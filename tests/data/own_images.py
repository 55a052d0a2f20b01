"""Folders and files of images as a student may bring them, made of the bundled digits."""

from pathlib import Path

import numpy as np
from PIL import Image

from latentlab.data.digits import open_digits


def digits(each: int, classes: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """So many images of each class, (n, 28, 28) uint8, and their labels."""
    whole = open_digits()
    rows = np.concatenate([np.flatnonzero(whole.labels == label)[:each] for label in range(classes)])
    return whole.images[rows], whole.labels[rows]


def write_classes(folder: Path, each: int = 4, classes: int = 3, suffix: str = ".png") -> np.ndarray:
    """A folder of images for each class; returns the images in the order of classes and names."""
    images, labels = digits(each, classes)
    for number, (image, label) in enumerate(zip(images, labels, strict=True)):
        place = folder / str(label)
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(place / f"{number}{suffix}")
    return images
