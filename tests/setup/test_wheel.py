"""What `pip install` brings: the package, its resources, the program in the menu and its file type."""

import importlib.util
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from latentlab import __version__

ROOT = Path(__file__).resolve().parents[2]
SHARE = f"latentlab-{__version__}.data/data/share/"


def build(what: str, tree: Path, folder: Path) -> Path:
    """Build a wheel or an sdist of `tree`, or what an editable install installs."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling, which builds the wheel, is not installed")
    code = f"import sys, hatchling.build as backend; backend.build_{what}(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=tree, check=True, capture_output=True)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this tree."""
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def desktop_files() -> dict[str, Path]:
    """Every file for desktops by its place below the prefix's share/."""
    linux, icons = ROOT / "packaging" / "linux" / "share", ROOT / "resources" / "icons"
    files = {
        "applications/latentlab.desktop": linux / "latentlab.desktop",
        "mime/packages/latentlab.xml": linux / "latentlab.xml",
    }
    mime = re.search(r'<icon name="([^"]+)"', (linux / "latentlab.xml").read_text(encoding="utf-8"))
    assert mime
    for name, target in (("latentlab", "apps/latentlab"), ("latentlab-session", f"mimetypes/{mime[1]}")):
        for picture in icons.glob(f"{name}-[0-9]*.png"):
            size = picture.stem.rpartition("-")[2]
            files[f"icons/hicolor/{size}x{size}/{target}.png"] = picture
        files[f"icons/hicolor/scalable/{target}.svg"] = icons / f"{name}.svg"
    return files


def test_the_wheel_carries_every_resource_and_nothing_of_the_tools(wheel: Path) -> None:
    names = set(contents(wheel))
    wanted = {
        f"latentlab/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }
    assert wanted <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"latentlab"}


def test_the_wheel_carries_the_command_and_the_types(wheel: Path) -> None:
    files = contents(wheel)
    assert (
        b"latentlab = latentlab.__main__:main" in files[f"latentlab-{__version__}.dist-info/entry_points.txt"]
    )
    assert "latentlab/py.typed" in files
    assert "latentlab/api.py" in files


def test_the_wheel_puts_the_program_into_the_menu_with_its_icons_and_its_file_type(wheel: Path) -> None:
    shared = {
        name.removeprefix(SHARE): content
        for name, content in contents(wheel).items()
        if name.startswith(SHARE)
    }
    wanted = {name: path.read_bytes() for name, path in desktop_files().items()}
    assert len(wanted) > 15
    assert shared == wanted
    entry = shared["applications/latentlab.desktop"].decode()
    assert re.search(r"^Exec=latentlab %f$", entry, re.MULTILINE)
    assert re.search(r"^Icon=latentlab$", entry, re.MULTILINE)


def test_the_digits_open_from_the_unpacked_wheel(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import latentlab; from latentlab.resources import resource\n"
        "assert len(latentlab.open_images('mnist-5k')) == 5000\n"
        "print(resource('digits', 'LICENCE.txt'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.strip() == str(tmp_path / "latentlab" / "_resources" / "digits" / "LICENCE.txt")


def test_an_editable_install_has_the_menu_entry_and_no_copy_of_the_resources(tmp_path: Path) -> None:
    files = contents(build("editable", ROOT, tmp_path))
    assert {f"{SHARE}{name}" for name in desktop_files()} <= set(files)
    assert not [name for name in files if name.startswith("latentlab/")]
    paths = [content.decode().strip() for name, content in files.items() if name.endswith(".pth")]
    assert paths == [str(ROOT)]


def test_a_wheel_made_from_the_source_distribution_is_the_same(wheel: Path, tmp_path: Path) -> None:
    packed, made = tmp_path / "sdist", tmp_path / "wheel"
    packed.mkdir()
    made.mkdir()
    with tarfile.open(build("sdist", ROOT, packed)) as archive:
        archive.extractall(tmp_path, filter="data")
    again = contents(build("wheel", tmp_path / f"latentlab-{__version__}", made))
    assert again == contents(wheel)


def test_an_installed_wheel_lies_where_desktops_look_and_its_command_answers(
    wheel: Path, tmp_path: Path
) -> None:
    if importlib.util.find_spec("pip") is None:
        pytest.skip("pip is not installed")
    asked = ["install", "--quiet", "--no-deps", "--no-index", "--ignore-installed", "--no-compile"]
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            *asked,
            "--disable-pip-version-check",
            "--prefix",
            str(tmp_path),
            wheel,
        ],
        check=True,
        cwd=tmp_path,
    )
    assert [name for name in desktop_files() if not (tmp_path / "share" / name).is_file()] == []
    package = next(tmp_path.rglob("latentlab/__init__.py")).parent
    command = next(path for path in tmp_path.rglob("latentlab*") if path.parent.name in ("bin", "Scripts"))
    told = subprocess.run(
        [command, "--version"],
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert __version__ in told.stdout
