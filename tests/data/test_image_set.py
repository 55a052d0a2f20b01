"""An image set holds together, and its hash tells it from others."""

import numpy as np
import pytest

from latentlab.data.image_set import ImageSet
from latentlab.errors import DataError

IMAGES = np.arange(24, dtype=np.uint8).reshape(4, 2, 3)
LABELS = np.array([0, 1, 2, 1], np.uint8)


def test_rows_are_a_view_of_the_images() -> None:
    images = ImageSet("x", IMAGES.copy(), LABELS, ("a", "b", "c"))
    assert images.flat.shape == (4, images.pixels) == (4, 6)
    assert np.shares_memory(images.flat, images.images)


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (IMAGES.astype(np.float32), LABELS, "must be bytes .* got float32"),
        (IMAGES.reshape(4, 6), LABELS, r"got uint8 of shape \(4, 6\)"),
        (IMAGES[:0], LABELS[:0], r"shape \(0, 2, 3\)"),
        (IMAGES, LABELS[:3], "one label .* 4 images"),
        (IMAGES, LABELS.astype(np.int64), "got int64"),
        (IMAGES, LABELS + 1, "below 3, its number of classes, got 3"),
    ],
)
def test_parts_that_do_not_fit_are_refused(images: np.ndarray, labels: np.ndarray, message: str) -> None:
    with pytest.raises(DataError, match=message):
        ImageSet("x", images, labels, ("a", "b", "c"))


def test_a_changed_pixel_or_label_changes_the_hash() -> None:
    def sha256(images: np.ndarray, labels: np.ndarray) -> str:
        return ImageSet("x", images, labels, ("a", "b", "c")).sha256

    other_pixels, other_labels = IMAGES.copy(), LABELS.copy()
    other_pixels[3, 1, 2] ^= 1
    other_labels[0] = 1
    hashes = {sha256(IMAGES, LABELS), sha256(other_pixels, LABELS), sha256(IMAGES, other_labels)}
    assert len(hashes) == 3
    assert sha256(np.asfortranarray(IMAGES), LABELS) == sha256(IMAGES, LABELS), "the layout does not matter"
