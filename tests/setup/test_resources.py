"""The files that travel with the program are found in a source tree, a wheel and a frozen bundle."""

import sys
from pathlib import Path

import pytest

from latentlab.errors import SurroundingsError
from latentlab.resources import resource, resource_folder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The folder of an installed package that brought its resources along."""
    (tmp_path / "site-packages" / "latentlab" / "_resources").mkdir(parents=True)
    return tmp_path / "site-packages" / "latentlab"


def test_a_source_tree_uses_its_own_resources() -> None:
    assert resource_folder(ROOT / "latentlab") == ROOT / "resources"


def test_a_source_tree_is_preferred_to_a_copy_inside_the_package(package: Path) -> None:
    (package.parent / "resources").mkdir()
    (package.parent / "pyproject.toml").touch()
    assert resource_folder(package) == package.parent / "resources"


def test_an_installed_wheel_uses_what_it_brought(package: Path) -> None:
    assert resource_folder(package) == package / "_resources"


def test_another_package_s_resources_are_not_mistaken_for_ours(package: Path) -> None:
    (package.parent / "resources").mkdir()
    assert resource_folder(package) == package / "_resources"


def test_a_frozen_bundle_uses_the_bundle(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/latentlab/_internal", raising=False)
    assert resource_folder(package) == Path("/opt/latentlab/_internal/resources")


def test_a_missing_resource_is_named_with_the_place_it_should_have() -> None:
    with pytest.raises(SurroundingsError, match=r"digits/nothing\.npz is missing: expected it in .*"):
        resource("digits", "nothing.npz")
