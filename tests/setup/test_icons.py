"""Program and session file have their icon in every size and in the format of each system."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from latentlab.resources import resource

NAMES = ("latentlab", "latentlab-session")


def _pixels(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("RGBA"), np.int16)


def _png(name: str, size: int) -> Image.Image:
    return Image.open(resource("icons", f"{name}-{size}.png"))


@pytest.fixture(scope="module")
def script():
    path = Path(__file__).parents[2] / "packaging" / "make_icons.py"
    spec = importlib.util.spec_from_file_location("make_icons", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", NAMES)
def test_every_size_is_drawn_in_its_own_size(script, name: str) -> None:
    for size in script.SIZES:
        with _png(name, size) as image:
            assert image.size == (size, size)
            assert image.getpixel((0, 0))[3] == 0, "the corners are transparent"
            assert np.asarray(image.convert("RGBA"))[..., 3].mean() > 100, "most of it is not"


@pytest.mark.parametrize("name", NAMES)
def test_windows_finds_each_size_as_it_was_drawn(script, name: str) -> None:
    """A shrunk large drawing would be a blur at 16 pixels."""
    with Image.open(resource("icons", f"{name}.ico")) as icon:
        assert icon.ico.sizes() == {(size, size) for size in script.WINDOWS_SIZES}
        for size in script.WINDOWS_SIZES:
            frame = icon.ico.getimage((size, size))
            assert np.array_equal(_pixels(frame), _pixels(_png(name, size))), size


@pytest.mark.parametrize("name", NAMES)
def test_macos_finds_sizes_for_every_screen(name: str) -> None:
    with Image.open(resource("icons", f"{name}.icns")) as icon:
        assert {width * scale for width, _, scale in icon.info["sizes"]} >= {32, 64, 128, 256, 512, 1024}
        frame = icon.icns.getimage((256, 256, 1))
        assert np.array_equal(_pixels(frame), _pixels(_png(name, 256)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [16, 256])
def test_the_files_are_what_the_script_draws(script, qapp, tmp_path: Path, name: str, size: int) -> None:
    """After a change of a drawing `packaging/make_icons.py` has to be run; each Qt smooths in its own way."""
    script.render(script.drawing(name, size), size, tmp_path / "icon.png")
    with Image.open(tmp_path / "icon.png") as drawn:
        difference = np.abs(_pixels(drawn) - _pixels(_png(name, size)))
    assert difference.mean() < 1.0


def test_the_session_icon_is_not_the_programs(script) -> None:
    for size in script.SIZES:
        difference = np.abs(_pixels(_png("latentlab", size)) - _pixels(_png("latentlab-session", size)))
        assert difference.mean() > 20.0
