"""Maps as SVG files: one path a colour and round, text as text."""

from base64 import b64encode
from collections.abc import Generator, Iterator
from xml.sax.saxutils import escape, quoteattr

from latentlab.export.look import Look
from latentlab.export.overlay import Stroke
from latentlab.export.picture import MapPicture
from latentlab.export.png import png_bytes, points_image
from latentlab.export.sheet import Block, Dot, Mark, Sheet, Text, lay_out, rounds
from latentlab.export.steps import Making
from latentlab.latent.preparing import Preparing

_FONT = "Helvetica, Arial, sans-serif"


def map_svg(picture: MapPicture, look: Look) -> Making:
    """The map as an SVG; the same picture gives the same bytes."""
    sheet = lay_out(picture, look)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{look.width}" height="{look.height}" '
        f'viewBox="0 0 {look.width} {look.height}" font-family="{_FONT}">'
    ]
    if look.ground_colour:
        lines.append(f'<rect width="{look.width}" height="{look.height}" fill="{look.ground_colour}"/>')
    lines += yield from _points(sheet, picture, look)
    lines += (_stroke(stroke) for stroke in sheet.strokes)
    lines += (_mark(mark, look) for mark in sheet.marks)
    return "\n".join([*lines, "</svg>", ""]).encode()


def _stroke(stroke: Stroke) -> str:
    path = "".join(f"M{x:.2f} {y:.2f}L{to_x:.2f} {to_y:.2f}" for x, y, to_x, to_y in stroke.ends())
    return (
        f'<path fill="none" stroke="{stroke.colour}" stroke-width="{stroke.width:.4g}" '
        f'stroke-linecap="round" d="{path}"/>'
    )


def _points(sheet: Sheet, picture: MapPicture, look: Look) -> Generator[Preparing, None, list[str]]:
    if look.as_image:
        image = yield from points_image(sheet, picture.palette, look)
        data = quoteattr("data:image/png;base64," + b64encode(png_bytes(image)).decode())
        return [f'<image width="{look.width}" height="{look.height}" href={data}/>']
    lines = [f'<g fill="none" stroke-width="{2 * sheet.radius:.4g}" stroke-linecap="round">']
    for path, done in _paths(sheet, picture):
        lines.append(path)
        yield Preparing("drawing", done, len(sheet.places))
    return [*lines, "</g>"]


def _paths(sheet: Sheet, picture: MapPicture) -> Iterator[tuple[str, int]]:
    """A path for each colour and round, with how many points are drawn by then."""
    done = 0
    for tone, rows in rounds(sheet.tones):
        done += len(rows)
        dots = "".join(f"M{x:.2f} {y:.2f}h0" for x, y in sheet.places[rows].tolist())
        yield f'<path stroke="{picture.colour(tone)}" d="{dots}"/>', done


def _mark(mark: Mark, look: Look) -> str:
    match mark:
        case Text(x, y, size, text):
            place = f'x="{x:.2f}" y="{y + 0.35 * size:.2f}" font-size="{size:.4g}"'
            return f'<text {place} fill="{look.ink_colour}">{escape(text)}</text>'
        case Dot(x, y, radius, colour):
            return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.4g}" fill="{colour}"/>'
        case Block(x, y, width, height, colour):
            sides = f'width="{width:.2f}" height="{height + 0.5:.2f}"'  # no seam between two of them
            return f'<rect x="{x:.2f}" y="{y:.2f}" {sides} fill="{colour}"/>'
