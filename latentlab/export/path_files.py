"""Paths as PNG, SVG, GIF, WebP and NPZ files."""

import json
from collections.abc import Generator, Iterator
from dataclasses import replace

import numpy as np

from latentlab.export.look import LEAST_SIDE, Look
from latentlab.export.path_source import PathFile, PathSource, frames_of
from latentlab.export.png import png_bytes
from latentlab.export.preview import arrays_text
from latentlab.export.sheet_files import animated, sheet_image, sheet_svg
from latentlab.export.sheet_plan import SheetPlan, Strip, Word
from latentlab.export.steps import Making, Preview
from latentlab.export.table import npz_bytes
from latentlab.latent.preparing import Preparing
from latentlab.latent.tiles import tiled
from latentlab.plain_json import plain

_LEAST_TYPE = 9.0
_LETTER = 0.6  # of the size of its type: how wide a letter is at most
_SAMPLES = 6  # frames of a film that are made to guess its size


def make_path(source: PathSource, file: PathFile) -> Making:
    """The file that is wished for. Raises ConfigError for a picture that is too large."""
    if file.subject == "film":
        return (yield from _film(source, file))
    yield Preparing("drawing", 0, 1)
    if file.suffix == ".npz":
        return _arrays(source)
    plan = _strip_plan(source, file)
    return sheet_svg(plan) if file.suffix == ".svg" else png_bytes(sheet_image(plan))


def preview_path(source: PathSource, file: PathFile) -> Generator[Preparing | Preview, None, None]:
    """A look at the file and its size: small enough to be made whole, but for films."""
    if file.subject == "film":
        few = replace(file, frames=min(_SAMPLES, file.frames))
        content = yield from _film(source, few)
        size = round(len(content) / _shown(few) * _shown(file))
        middle = (yield from frames_of(source, 3))[1]
        image = sheet_image(_frame_plan(file, middle, 0.5))
        yield Preview(file, size, few.frames == file.frames, np.asarray(image.convert("RGBA")))
        return
    content = yield from make_path(source, file)
    if file.suffix == ".npz":
        yield Preview(file, len(content), True, text=arrays_text(content))
        return
    image = sheet_image(_strip_plan(source, file))
    yield Preview(file, len(content), True, np.asarray(image.convert("RGBA")))


def _shown(file: PathFile) -> int:
    """How many pictures a film shows until it begins again."""
    return max(1, 2 * file.frames - 2) if file.comes_back else file.frames


def _film(source: PathSource, file: PathFile) -> Making:
    images = yield from frames_of(source, file.frames)
    numbers = [*range(file.frames)]
    if file.comes_back:
        numbers += numbers[-2:0:-1]  # so that a loop has no jump

    def plans() -> Iterator[SheetPlan]:
        for number in numbers:
            yield _frame_plan(file, images[number], number / (file.frames - 1))

    return (yield from animated(plans(), len(numbers), file.suffix, file.seconds))


def _frame_plan(file: PathFile, image: np.ndarray, position: float) -> SheetPlan:
    """One picture, large, with how far along the path it is below it."""
    high, wide = (side * file.scale for side in image.shape)
    size = max(_LEAST_TYPE, 0.08 * high)
    line = round(1.8 * size)
    over, under = (line if file.title else 0), (line if file.words else 0)
    width = max(LEAST_SIDE, wide, round(_LETTER * size * len(file.title)))
    look = Look(width, max(LEAST_SIDE, over + high + under), file.ground)
    words = [Word(0.3 * size, line / 2, file.title)] if file.title else []
    if file.words:
        words.append(Word(width / 2, over + high + under / 2, f"{round(100 * position)}%", "mm"))
    strip = Strip((width - wide) // 2, over, tiled(image[None, None]))
    return SheetPlan(look, size, file.scale, (strip,), tuple(words))


def _strip_plan(source: PathSource, file: PathFile) -> SheetPlan:
    """The rows under each other as the window has them: its name and figure above each."""
    count, high, wide = (source.rows[0].images.shape[axis] for axis in range(3))
    high, wide = high * file.scale, wide * file.scale
    size = max(_LEAST_TYPE, 0.36 * high)
    line, gap = round(1.6 * size), max(2, high // 8)
    texts = [f"{row.name}  {row.figure}" for row in source.rows] if file.words else []
    longest = max([len(text) for text in [*texts, file.title]], default=0)
    width = max(LEAST_SIDE, count * wide, round(_LETTER * size * longest))
    words = [Word(0.0, line / 2, file.title)] if file.title else []
    strips, top = [], line if file.title else 0
    for row in source.rows:
        if file.words:
            words += [Word(0.0, top + line / 2, row.name), Word(width, top + line / 2, row.figure, "rm")]
            top += line
        strips.append(Strip(0, top, tiled(row.images[None])))
        top += high + gap
    return SheetPlan(
        Look(width, max(LEAST_SIDE, top - gap), file.ground), size, file.scale, tuple(strips), tuple(words)
    )


def _arrays(source: PathSource) -> bytes:
    """Codes of the chosen way, and the pictures of all ways; `about` is a line of JSON."""
    return npz_bytes(
        {
            "codes": source.codes,
            "images": np.stack([row.images for row in source.rows]),
            "ways": np.array([row.name for row in source.rows]),
            "figures": np.array([row.figure for row in source.rows]),
            "about": np.array(json.dumps(plain(dict(source.about)), allow_nan=False)),
        }
    )
