"""Maps as PDF files of one page: one path a colour and round, text as text in the reader's Helvetica."""

import zlib
from collections.abc import Generator

from PIL import Image

from latentlab.export.look import Look
from latentlab.export.overlay import Stroke
from latentlab.export.picture import MapPicture
from latentlab.export.png import points_image
from latentlab.export.sheet import Block, Dot, Mark, Sheet, Text, lay_out, rounds
from latentlab.export.steps import Making
from latentlab.latent.preparing import Preparing

_POINTS_A_PIXEL = 0.75  # at 96 pixels an inch


def map_pdf(picture: MapPicture, look: Look) -> Making:
    """The map as a PDF; the same picture gives the same bytes. Letters beyond Latin-1 become "?"."""
    sheet = lay_out(picture, look)
    scale = _POINTS_A_PIXEL
    lines = [f"{scale} 0 0 -{scale} 0 {look.height * scale:g} cm"]  # from here on as pixels, y downwards
    if look.ground_colour:
        lines.append(f"{_rgb(look.ground_colour)} rg 0 0 {look.width} {look.height} re f")
    images: tuple[bytes, ...] = ()
    if look.as_image:
        image = yield from points_image(sheet, picture.palette, look)
        images = _image_objects(image)
        lines.append(f"q {look.width} 0 0 -{look.height} 0 {look.height} cm /Points Do Q")
    else:
        lines += yield from _points(sheet, picture)
    lines += (_stroke(stroke) for stroke in sheet.strokes)
    lines += (_mark(mark, look) for mark in sheet.marks)
    yield Preparing("writing", 0, 1)
    return _document("\n".join(lines).encode("ascii"), images, look)


def _points(sheet: Sheet, picture: MapPicture) -> Generator[Preparing, None, list[str]]:
    """Points without length and with round ends: discs."""
    lines, done = [f"1 J {2 * sheet.radius:.4g} w"], 0
    for tone, rows in rounds(sheet.tones):
        done += len(rows)
        places = (f"{x:.2f} {y:.2f}" for x, y in sheet.places[rows].tolist())
        dots = " ".join(f"{place} m {place} l" for place in places)
        lines.append(f"{_rgb(picture.colour(tone))} RG {dots} S")
        yield Preparing("drawing", done, len(sheet.places))
    return lines


def _stroke(stroke: Stroke) -> str:
    path = " ".join(f"{x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l" for x, y, to_x, to_y in stroke.ends())
    return f"1 J {stroke.width:.4g} w {_rgb(stroke.colour)} RG {path} S"


def _mark(mark: Mark, look: Look) -> str:
    match mark:
        case Text(x, y, size, text):
            told = _string(text)
            at = f"1 0 0 -1 {x:.2f} {y + 0.35 * size:.2f} Tm"
            return f"BT /F1 {size:.4g} Tf {_rgb(look.ink_colour)} rg {at} {told} Tj ET"
        case Dot(x, y, radius, colour):
            place = f"{x:.2f} {y:.2f}"
            return f"1 J {2 * radius:.4g} w {_rgb(colour)} RG {place} m {place} l S"
        case Block(x, y, width, height, colour):
            return f"{_rgb(colour)} rg {x:.2f} {y:.2f} {width:.2f} {height + 0.5:.2f} re f"


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


def _string(text: str) -> str:
    return f"<{text.encode('cp1252', 'replace').hex()}>"


def _image_objects(image: Image.Image) -> tuple[bytes, bytes]:
    """The colours of an image and its coverage, as PDF keeps them."""
    size = f"/Width {image.width} /Height {image.height} /BitsPerComponent 8".encode()
    kind = b"/Type /XObject /Subtype /Image " + size
    *channels, cover = image.split()
    colours = Image.merge("RGB", channels).tobytes()
    return (
        _stream(colours, kind + b" /ColorSpace /DeviceRGB /SMask 8 0 R"),
        _stream(cover.tobytes(), kind + b" /ColorSpace /DeviceGray"),
    )


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, 6)
    head = b"<< %s /Filter /FlateDecode /Length %d >>" % (entries, len(packed))
    return head + b"\nstream\n" + packed + b"\nendstream"


def _document(content: bytes, images: tuple[bytes, ...], look: Look) -> bytes:
    """The file around a page's content. Source: ISO 32000-1, 7.5."""
    box = f"[0 0 {look.width * _POINTS_A_PIXEL:g} {look.height * _POINTS_A_PIXEL:g}]"
    points = "/XObject << /Points 7 0 R >>" if images else ""
    info = f"<< /Producer {_string('LatentLab')} /Title {_string(look.title)} >>"
    page = f"/MediaBox {box} /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> {points} >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {page} >>".encode("ascii"),
        _stream(content),
        font,
        info.encode("ascii"),
        *images,
    )
    return _file(objects)


def _file(objects: tuple[bytes, ...]) -> bytes:
    """Objects numbered from 1, the first the catalog and the sixth the information, with their table."""
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, count = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(out)
