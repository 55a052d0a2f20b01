"""The files that travel with the program are found in a source tree, a wheel and a frozen bundle."""

import importlib.util
import subprocess
import sys
import zipfile
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


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this tree."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_every_resource_and_nothing_of_the_tools(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    wanted = {
        f"latentlab/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }
    assert wanted <= set(names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"latentlab"}


def test_the_digits_open_from_the_unpacked_wheel(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from latentlab.data.sources import open_images; from latentlab.resources import resource\n"
        "assert len(open_images('mnist-5k')) == 5000\n"
        "print(resource('digits', 'LICENCE.txt'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.strip() == str(tmp_path / "latentlab" / "_resources" / "digits" / "LICENCE.txt")
