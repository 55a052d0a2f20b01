"""Draws `resources/icons`: the icons of program and session file for all systems, the style sheet's arrows.

Run it from the checkout after changing a drawing or the theme's colours: python packaging/make_icons.py
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from latentlab.gui.tokens import THEMES, Tokens

FOLDER = Path(__file__).parent.parent / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)
MACOS_SIZES = (32, 64, 128, 256, 512, 1024)
NAMES = ("latentlab", "latentlab-session")  # the program, its files
LARGEST_SMALL = 24  # up to here the drawing NAME-small.svg has fewer and thicker strokes

SHAPES = {  # drawn on a grid of 12 by 12
    "chevron-down": "M2.5 4.5 6 8l3.5-3.5",
    "chevron-up": "M2.5 7.5 6 4l3.5 3.5",
    "close": "M3 3l6 6M9 3l-6 6",
    "float": "M4.5 2.5h5v5M7.5 4.5h-5v5h5z",
    "check": "M2.5 6.3 5 8.8l4.7-5.3",
}


def arrows(tokens: Tokens) -> dict[str, str]:
    """The small drawings of one theme: file name to SVG text."""
    drawn = {f"{name}-{tokens.name}.svg": svg(path, tokens.muted) for name, path in SHAPES.items()}
    drawn[f"check-{tokens.name}.svg"] = svg(SHAPES["check"], tokens.on_accent)
    drawn[f"tick-{tokens.name}.svg"] = svg(SHAPES["check"], tokens.text)
    for name in ("chevron-down", "chevron-up"):
        drawn[f"{name}-{tokens.name}-off.svg"] = svg(SHAPES[name], tokens.disabled)
    return drawn


def svg(path: str, stroke: str) -> str:
    """One stroked path as an SVG document."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="12" height="12" viewBox="0 0 12 12">'
        f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="1.4" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg>\n'
    )


def render(source: Path, size: int, target: Path) -> None:
    """Draw the SVG `source` as a PNG of `size` by `size` pixels."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(source)).render(painter)
    painter.end()
    if not picture.save(str(target)):
        raise OSError(f"could not write {target}")


def draw_icon(name: str) -> None:
    """One icon as PNG for Linux and the window, as .ico for Windows, as .icns for macOS."""
    for size in SIZES:
        render(drawing(name, size), size, FOLDER / f"{name}-{size}.png")
    collect(name, WINDOWS_SIZES, FOLDER / f"{name}.ico")
    collect(name, MACOS_SIZES, FOLDER / f"{name}.icns")


def drawing(name: str, size: int) -> Path:
    """The SVG that an icon of this size is drawn from."""
    return FOLDER / (f"{name}-small.svg" if size <= LARGEST_SMALL else f"{name}.svg")


def collect(name: str, sizes: tuple[int, ...], target: Path) -> None:
    """Write all `sizes` into one file, each drawn for itself: Pillow alone would shrink the largest."""
    from PIL import Image

    with TemporaryDirectory() as folder:
        pictures = []
        for size in sizes:
            render(drawing(name, size), size, Path(folder) / f"{size}.png")
            pictures.append(Image.open(Path(folder) / f"{size}.png").convert("RGBA"))
    *smaller, largest = pictures
    largest.save(target, append_images=smaller, sizes=[(size, size) for size in sizes])


def main() -> int:
    """Write all files."""
    from PySide6.QtGui import QGuiApplication

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication(sys.argv)
    for tokens in THEMES.values():
        for name, text in arrows(tokens).items():
            (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    for name in NAMES:
        draw_icon(name)
    del app
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
