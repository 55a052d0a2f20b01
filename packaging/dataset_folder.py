"""The data sets that travel inside a bundle: `build.py --with-data DIR`."""

from __future__ import annotations

import shutil
from pathlib import Path

# In torchvision's layout; the sizes are those of the unpacked IDX files.
SETS = ("MNIST", "FashionMNIST", "KMNIST")
SIZES = {
    "train-images-idx3-ubyte": 47_040_016,
    "train-labels-idx1-ubyte": 60_008,
    "t10k-images-idx3-ubyte": 7_840_016,
    "t10k-labels-idx1-ubyte": 10_008,
}


def collect_datasets(source: Path, folder: Path) -> Path:
    """Copy the complete sets under `source` into `folder`, made anew; ends the build where there is none."""
    shutil.rmtree(folder, ignore_errors=True)
    found = [name for name in SETS if (source / name / "raw").is_dir()]
    if not found:
        raise SystemExit(
            f"Expected a folder with {', '.join(f'{name}/raw' for name in SETS)} in it, in torchvision's "
            f"layout, got {source}. LatentLab's data browser, or torchvision, downloads them so."
        )
    for name in found:
        (folder / name / "raw").mkdir(parents=True)
        for file, size in SIZES.items():
            _copy(source / name / "raw" / file, folder / name / "raw" / file, size)
    print(f"Inside the bundle: {', '.join(found)}.")
    return folder


def _copy(source: Path, target: Path, size: int) -> None:
    got = source.stat().st_size if source.exists() else None
    if got != size:
        found = "no such file" if got is None else f"{got:,} bytes"
        raise SystemExit(f"Expected {source} of {size:,} bytes, got {found}: please download the set again.")
    shutil.copy(source, target)
