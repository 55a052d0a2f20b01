"""What the tests of the set-up share: somebody with a home and a bundle to install."""

from pathlib import Path

import pytest

from tests.setup.standin import Desk, make_bundle


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    home = tmp_path / "김 학생의 방"
    home.mkdir()
    return Desk(home, make_bundle(tmp_path / "새 bundle"))
