"""Puts pictures of one size into an animated GIF or WebP, one after the other, so that none is kept."""

import struct
from io import BytesIO
from typing import Protocol

from PIL import GifImagePlugin, Image

_LOOP_FOREVER = b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"


class Animation(Protocol):
    """A file that grows by a picture at a time."""

    def add(self, image: Image.Image, milliseconds: int) -> None:
        """Show this picture for so long."""

    def finish(self) -> bytes:
        """The whole file."""


class GifAnimation:
    """An animated GIF whose pictures share one palette of 256 colours. Source: GIF89a specification."""

    def __init__(self, width: int, height: int, palette: Image.Image) -> None:
        self._palette = palette  # an image of mode P
        colours = bytes(palette.getpalette() or []).ljust(768, b"\0")
        screen = struct.pack("<HHBBB", width, height, 0b1111_0111, 0, 0)
        self._parts = [b"GIF89a", screen, colours, _LOOP_FOREVER]
        self._late_ms = 0  # GIF counts in hundredths: what was cut off is made up for later

    def add(self, image: Image.Image, milliseconds: int) -> None:
        wanted = milliseconds + self._late_ms
        shown = max(20, 10 * (wanted // 10))  # less than 20 ms is slowed down by every viewer
        self._late_ms = max(0, wanted - shown)
        indexed = image
        if image.mode != "P":  # else it is drawn with this palette already
            indexed = image.convert("RGB").quantize(palette=self._palette, dither=Image.Dither.NONE)
        self._parts += GifImagePlugin.getdata(indexed, duration=shown)

    def finish(self) -> bytes:
        return b"".join([*self._parts, b";"])


class WebpAnimation:
    """An animated WebP without loss. Source: RFC 9649, section 2.7."""

    def __init__(self, width: int, height: int) -> None:
        self._size = _three_bytes(width - 1) + _three_bytes(height - 1)
        has_animation, has_alpha = 0b10, 0b1_0000
        self._parts = [
            _chunk(b"VP8X", struct.pack("<I", has_animation | has_alpha) + self._size),
            _chunk(b"ANIM", b"\0\0\0\0\0\0"),  # ground open, loops forever
        ]

    def add(self, image: Image.Image, milliseconds: int) -> None:
        still = BytesIO()
        image.save(still, "WEBP", lossless=True, quality=0, method=1)
        place, replaces_all = b"\0" * 6, b"\x02"
        head = place + self._size + _three_bytes(milliseconds) + replaces_all
        self._parts.append(_chunk(b"ANMF", head + _pixels_of(still.getvalue())))

    def finish(self) -> bytes:
        return _chunk(b"RIFF", b"".join([b"WEBP", *self._parts]))


def _pixels_of(still: bytes) -> bytes:
    """The chunks of a still WebP that hold its pixels."""
    kept, at = [], 12
    while at < len(still):
        name, size = still[at : at + 4], struct.unpack_from("<I", still, at + 4)[0]
        end = at + 8 + size + size % 2
        if name in (b"ALPH", b"VP8 ", b"VP8L"):
            kept.append(still[at:end])
        at = end
    return b"".join(kept)


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _three_bytes(value: int) -> bytes:
    return struct.pack("<I", value)[:3]
