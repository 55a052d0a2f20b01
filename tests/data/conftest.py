"""What the tests of data share."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def mnist_root() -> Path:
    """The folder that holds the whole MNIST and Fashion-MNIST, beside the checkout."""
    if not (SHARED / "MNIST" / "raw").is_dir():
        pytest.skip("the whole MNIST is not beside the checkout")
    return SHARED
