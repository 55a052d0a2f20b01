"""Images and maps as PNG and SVG files."""

from io import BytesIO
from xml.sax.saxutils import escape

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from latentlab.gui.widgets.scatter.class_palette import class_colours  # knows nothing of Qt

_GROUND, _INK = "#ffffff", "#1c1f26"
_WIDTH, _HEIGHT, _MARGIN, _LEGEND = 1_200, 1_000, 40, 170
_FINE = 3  # drawn so many times larger, then scaled down: round points, smooth letters


def digit_png(image: np.ndarray, scale: int = 10) -> bytes:
    """One image (height, width) in [0, 1] as a PNG, each pixel a square of `scale` pixels."""
    grey = (np.clip(image, 0, 1) * 255).round().astype(np.uint8)
    return _png(Image.fromarray(grey.repeat(scale, axis=0).repeat(scale, axis=1)))


def map_png(points: np.ndarray, labels: np.ndarray, classes: tuple[str, ...]) -> bytes:
    """A map (N, 2) coloured by class, with a legend, as a PNG of 1200×1000 pixels."""
    sheet = Image.new("RGB", (_WIDTH * _FINE, _HEIGHT * _FINE), _GROUND)
    draw = ImageDraw.Draw(sheet, "RGBA")
    radius = _radius(len(points))
    reach = np.array([[-radius, -radius, radius, radius]])
    boxes = (np.tile(_places(points), (1, 2)) + reach) * _FINE  # (N, 4)
    colours = _colours(classes)
    for box, label in zip(boxes.tolist(), labels.tolist(), strict=True):
        draw.ellipse(box, fill=colours[label] + "c0")
    for label, name, x, y in _legend(labels, classes):
        _draw_key(draw, colours[label], name, x, y)
    return _png(sheet.resize((_WIDTH, _HEIGHT), Image.Resampling.BOX))


def map_svg(points: np.ndarray, labels: np.ndarray, classes: tuple[str, ...]) -> bytes:
    """A map (N, 2) coloured by class, with a legend, as an SVG: one path a class."""
    places = _places(points)
    width = 2 * _radius(len(points))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="20">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{_GROUND}"/>',
        f'<g fill="none" stroke-width="{width:g}" stroke-linecap="round" stroke-opacity="0.75">',
    ]
    colours = _colours(classes)
    for label in np.unique(labels).tolist():
        dots = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in places[labels == label].tolist())
        lines.append(f'<path stroke="{colours[label]}" d="{dots}"/>')
    lines.append("</g>")
    for label, name, x, y in _legend(labels, classes):
        lines.append(f'<circle cx="{x}" cy="{y}" r="8" fill="{colours[label]}"/>')
        lines.append(f'<text x="{x + 18}" y="{y + 7}" fill="{_INK}">{escape(name)}</text>')
    return "\n".join([*lines, "</svg>", ""]).encode()


def _places(points: np.ndarray) -> np.ndarray:
    """Places on the sheet (N, 2), one scale for both axes, y upwards."""
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.array([_WIDTH - 2 * _MARGIN - _LEGEND, _HEIGHT - 2 * _MARGIN])
    scale = float((room / np.maximum(high - low, 1e-12)).min())
    centred = (points - (low + high) / 2) * min(scale, 1e12) * (1, -1)
    return np.asarray(centred + _MARGIN + room / 2)


def _legend(labels: np.ndarray, classes: tuple[str, ...]) -> list[tuple[int, str, int, int]]:
    """Label, name and place of each class that there is."""
    present = np.unique(labels).tolist()
    step = min(36, (_HEIGHT - 2 * _MARGIN) // max(1, len(present)))
    x = _WIDTH - _LEGEND
    return [(label, classes[label], x, _MARGIN + 12 + row * step) for row, label in enumerate(present)]


def _draw_key(draw: ImageDraw.ImageDraw, colour: str, name: str, x: int, y: int) -> None:
    draw.ellipse([(x - 8) * _FINE, (y - 8) * _FINE, (x + 8) * _FINE, (y + 8) * _FINE], fill=colour)
    font = ImageFont.load_default(20 * _FINE)
    draw.text(((x + 18) * _FINE, y * _FINE), name, fill=_INK, font=font, anchor="lm")


def _radius(points: int) -> float:
    """Radius of a point: smaller where there are many."""
    return float(np.clip(180 / max(points, 1) ** 0.5, 1.0, 5.0))


def _colours(classes: tuple[str, ...]) -> list[str]:
    return ["#" + colour.tobytes().hex() for colour in class_colours(len(classes), dark=False)]


def _png(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
