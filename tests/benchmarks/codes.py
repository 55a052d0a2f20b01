"""Real codes to map: principal components of the digits, as the peers' own timings use."""

from pathlib import Path

import numpy as np

from latentlab.data.digits import open_digits
from latentlab.data.sources import open_images, raw_folder

DIMENSIONS = 8


def bundled_codes() -> np.ndarray:
    """Codes of the 5,000 bundled digits: (5000, 8) float32."""
    return _codes(open_digits().flat)


def mnist_codes(data_root: Path) -> np.ndarray | None:
    """Codes of all 70,000 images: (70000, 8) float32; None where they are not there."""
    if not raw_folder("mnist", data_root).is_dir():
        return None
    return _codes(open_images("mnist", data_root).flat)


def _codes(images: np.ndarray) -> np.ndarray:
    from sklearn.decomposition import PCA

    codes: np.ndarray = PCA(DIMENSIONS, random_state=0).fit_transform(images / np.float32(255))
    return codes.astype(np.float32)
