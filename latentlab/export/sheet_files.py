"""Traversal sheets as PNG, SVG, GIF, WebP and NPZ files."""

import json
from base64 import b64encode
from collections.abc import Generator, Iterator
from dataclasses import asdict, replace
from xml.sax.saxutils import escape

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from latentlab.export.animation import Animation, GifAnimation, WebpAnimation
from latentlab.export.png import png_bytes
from latentlab.export.preview import arrays_text
from latentlab.export.sheet_plan import SheetPlan, plan_sheet
from latentlab.export.sheet_source import SheetFile, SheetFrame, SheetSource, film_of, sheet_of
from latentlab.export.steps import Making, Preview
from latentlab.export.table import npz_bytes
from latentlab.latent.preparing import Preparing
from latentlab.latent.walks.traversal import Traversal, reach
from latentlab.plain_json import plain

_FONT = "Helvetica, Arial, sans-serif"
_ANCHORS = {"l": "start", "m": "middle", "r": "end"}


def make_sheet(source: SheetSource, file: SheetFile) -> Making:
    """The file that is wished for. Raises ConfigError for a picture that is too large."""
    if file.subject == "film":
        frames = yield from film_of(source, file)
        return (yield from _film(source, file, frames))
    sheet = yield from sheet_of(source, file.rows)
    return _sheet(source, file, sheet)


def preview_sheet(source: SheetSource, file: SheetFile) -> Generator[Preparing | Preview, None, None]:
    """A look at the file and its size: small enough to be made whole, but for films."""
    if file.subject == "film" and file.suffix != ".npz":
        few = replace(file, frames=2)
        frames = yield from film_of(source, few)
        image = sheet_image(_plan_of(source, file, frames[0]))
        content = yield from _film(source, few, frames)
        size = round(len(content) / 2 * (2 * file.frames - 2))
        yield Preview(file, size, False, np.asarray(image.convert("RGBA")))
        return
    if file.suffix == ".npz":
        content = yield from make_sheet(source, file)
        yield Preview(file, len(content), True, text=arrays_text(content))
        return
    sheet = yield from sheet_of(source, file.rows)
    content = _sheet(source, file, sheet)
    image = sheet_image(plan_sheet(source, file, sheet.images))
    yield Preview(file, len(content), True, np.asarray(image.convert("RGBA")))


def sheet_image(plan: SheetPlan) -> Image.Image:
    """The sheet as an image: RGB, or RGBA where the ground is left open."""
    look = plan.look
    image = Image.new("RGBA", (look.width, look.height), look.ground_colour or (0, 0, 0, 0))
    for strip in plan.strips:
        image.paste(_scaled(strip.tiles, plan.scale).convert("RGBA"), (strip.x, strip.y))
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(plan.type)
    for word in plan.words:
        draw.text((word.x, word.y), word.text, look.ink_colour, font, anchor=word.anchor)
    return image.convert("RGB") if look.ground_colour else image


def sheet_svg(plan: SheetPlan) -> bytes:
    """The same as an SVG: each strip an image of its own pixels, text as text."""
    look = plan.look
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{look.width}" height="{look.height}" '
        f'viewBox="0 0 {look.width} {look.height}" font-family="{_FONT}" font-size="{plan.type:.4g}">'
    ]
    if look.ground_colour:
        lines.append(f'<rect width="{look.width}" height="{look.height}" fill="{look.ground_colour}"/>')
    for strip in plan.strips:
        high, wide = (side * plan.scale for side in strip.tiles.shape)
        data = b64encode(png_bytes(Image.fromarray(strip.tiles))).decode()
        lines.append(
            f'<image x="{strip.x}" y="{strip.y}" width="{wide}" height="{high}" '
            f'style="image-rendering:pixelated" href="data:image/png;base64,{data}"/>'
        )
    for word in plan.words:
        place = f'x="{word.x:.2f}" y="{word.y + 0.35 * plan.type:.2f}"'
        anchor = _ANCHORS[word.anchor[0]]
        lines.append(
            f'<text {place} fill="{look.ink_colour}" text-anchor="{anchor}">{escape(word.text)}</text>'
        )
    return "\n".join([*lines, "</svg>", ""]).encode()


def _scaled(tiles: np.ndarray, scale: int) -> Image.Image:
    image = Image.fromarray(tiles)
    return image.resize((image.width * scale, image.height * scale), Image.Resampling.NEAREST)


def _sheet(source: SheetSource, file: SheetFile, sheet: Traversal) -> bytes:
    if file.suffix == ".npz":
        return _arrays(source, file, sheet.codes, sheet.images)
    plan = plan_sheet(source, file, sheet.images)
    return sheet_svg(plan) if file.suffix == ".svg" else png_bytes(sheet_image(plan))


def _film(source: SheetSource, file: SheetFile, frames: list[SheetFrame]) -> Making:
    """There and back again, so that a loop has no jump."""
    if file.suffix == ".npz":
        images = np.stack([frame.images for frame in frames])
        return _arrays(source, file, np.array([frame.place for frame in frames]), images)
    there_and_back = [*frames, *frames[-2:0:-1]]
    plans = (_plan_of(source, file, frame) for frame in there_and_back)
    return (yield from animated(plans, len(there_and_back), file.suffix, file.seconds))


def animated(plans: Iterator[SheetPlan], count: int, suffix: str, seconds: float) -> Making:
    """So many pictures of one size, one after the other in so many seconds, as GIF or WebP."""
    milliseconds = max(20, round(1e3 * seconds / count))
    animation: Animation | None = None
    for number, plan in enumerate(plans):
        yield Preparing("drawing", number, count)
        if animation is None:
            size = (plan.look.width, plan.look.height)
            animation = (
                GifAnimation(*size, _in_greys(Image.new("L", (1, 1))))
                if suffix == ".gif"
                else WebpAnimation(*size)
            )
        image = sheet_image(plan)
        animation.add(_in_greys(image) if suffix == ".gif" else image, milliseconds)
    assert animation is not None
    return animation.finish()


def _plan_of(source: SheetSource, file: SheetFile, frame: SheetFrame) -> SheetPlan:
    name = source.name(min(file.film_axis, len(source.axes) - 1))
    return plan_sheet(source, file, frame.images, f"{name} = {frame.place:6.2f}" if file.values else "")


def _in_greys(image: Image.Image) -> Image.Image:
    """The image with every grey as it is: looking for the nearest colour of a palette would be coarser."""
    indexed = Image.frombytes("P", image.size, image.convert("L").tobytes())
    indexed.putpalette(np.repeat(np.arange(256, dtype=np.uint8), 3).tobytes())
    return indexed


def _arrays(source: SheetSource, file: SheetFile, codes: np.ndarray, images: np.ndarray) -> bytes:
    """Images, codes, and all that is needed to make them again; `about` is a line of JSON."""
    axes = source.axes
    about = (
        dict(source.about) | asdict(source.wish) | {"axes": [source.name(axis) for axis in range(len(axes))]}
    )
    named = {"places": codes} if file.subject == "film" else {"codes": codes}
    return npz_bytes(
        named
        | {
            "images": images,
            "z": source.z,
            "origin": axes.origin,
            "directions": axes.directions,
            "low": reach(axes, source.wish)[0],
            "high": reach(axes, source.wish)[1],
            "about": np.array(json.dumps(plain(about), allow_nan=False)),
        }
    )
