"""Maps as PNG files, and as pixels for whatever else is made of them."""

from collections.abc import Generator
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from latentlab.export.dots import paint_dots
from latentlab.export.look import Look
from latentlab.export.picture import MapPicture
from latentlab.export.sheet import Block, Dot, Mark, Sheet, Text, lay_out
from latentlab.export.steps import Making
from latentlab.latent.preparing import Preparing

_FINE = 3  # the legend's dots and lines are drawn so many times larger, then scaled down
_BAND = 256  # rows of lines drawn at a time


def map_png(picture: MapPicture, look: Look) -> Making:
    """The map as a PNG; the same picture gives the same bytes."""
    image = yield from map_image(picture, look)
    yield Preparing("writing", 0, 1)
    return png_bytes(image)


def map_image(picture: MapPicture, look: Look) -> Generator[Preparing, None, Image.Image]:
    """The map as an image: RGB, or RGBA where the ground is left open."""
    sheet = lay_out(picture, look)
    points = yield from points_image(sheet, picture.palette, look)
    image = Image.new("RGBA", points.size, look.ground_colour or (0, 0, 0, 0))
    image.alpha_composite(points)
    if sheet.strokes:
        image.alpha_composite(_strokes_image(sheet, look))
    for mark in sheet.marks:
        _draw(image, mark, look)
    return image.convert("RGB") if look.ground_colour else image


def points_image(sheet: Sheet, palette: np.ndarray, look: Look) -> Generator[Preparing, None, Image.Image]:
    """The points alone, on an open ground."""
    pixels = yield from paint_dots(sheet.places, sheet.tones, palette, sheet.radius, look.width, look.height)
    return Image.fromarray(pixels)


def _strokes_image(sheet: Sheet, look: Look) -> Image.Image:
    """The lines alone, on an open ground, in bands that are drawn larger and scaled down."""
    whole = Image.new("RGBA", (look.width, look.height))
    for top in range(0, look.height, _BAND):
        height = min(_BAND, look.height - top)
        fine = Image.new("RGBA", (look.width * _FINE, height * _FINE))
        draw = ImageDraw.Draw(fine)
        for stroke in sheet.strokes:
            near = (stroke.pieces[..., 1].max(axis=1) >= top - stroke.width) & (
                stroke.pieces[..., 1].min(axis=1) <= top + height + stroke.width
            )
            for ends in ((stroke.pieces[near] - (0, top)) * _FINE).reshape(-1, 4).tolist():
                draw.line(ends, stroke.colour, max(1, round(stroke.width * _FINE)))
        whole.paste(_averaged(fine, (look.width, height)), (0, top))
    return whole


def _averaged(fine: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Scaled down, its colours weighted by how much they cover."""
    return fine.convert("RGBa").resize(size, Image.Resampling.BOX).convert("RGBA")


def png_bytes(image: Image.Image) -> bytes:
    """The image in a PNG file."""
    buffer = BytesIO()
    image.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()


def _draw(image: Image.Image, mark: Mark, look: Look) -> None:
    draw = ImageDraw.Draw(image)
    match mark:
        case Text(x, y, size, text):
            draw.text((x, y), text, look.ink_colour, ImageFont.load_default(max(4.0, size)), anchor="lm")
        case Dot(x, y, radius, colour):
            _draw_dot(image, x, y, radius, colour)
        case Block(x, y, width, height, colour):
            draw.rectangle((round(x), round(y), round(x + width) - 1, round(y + height)), colour)


def _draw_dot(image: Image.Image, x: float, y: float, radius: float, colour: str) -> None:
    left, top, side = round(x - radius) - 1, round(y - radius) - 1, 2 * round(radius) + 3
    disc = Image.new("L", (side * _FINE, side * _FINE))
    at, reach = ((x - left) * _FINE, (y - top) * _FINE), radius * _FINE
    ImageDraw.Draw(disc).ellipse((at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach), 255)
    mask = disc.resize((side, side), Image.Resampling.BOX)
    layer = Image.new("RGBA", (side, side), colour)
    layer.putalpha(mask)
    image.alpha_composite(layer, (max(0, left), max(0, top)))
