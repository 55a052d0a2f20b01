"""What a file will be, before it is written: a look at it, and its size."""

from collections.abc import Generator
from dataclasses import replace
from io import BytesIO

import numpy as np

from latentlab.export.film import film_gif, film_webp, frame_picture
from latentlab.export.formats import FILM_ARRAYS
from latentlab.export.look import Look
from latentlab.export.png import map_image
from latentlab.export.source import Source, Wish, film_of, make, picture_of
from latentlab.export.steps import Preview
from latentlab.latent.film import Film
from latentlab.latent.preparing import Preparing

_SIDE = 640  # of the picture that is looked at
_WHOLE = 8_000_000  # pixels up to which the file itself is made to know its size
_SAMPLES = 4  # frames of a film that are made to guess its size
_LINES = 12


def preview(source: Source, wish: Wish) -> Generator[Preparing | Preview, None, None]:
    """Make the preview of a file; small files are made whole for it."""
    match wish.subject:
        case "map":
            image = yield from _miniature(source, wish)
            size, is_exact = yield from _map_size(source, wish)
            yield Preview(wish, size, is_exact, image)
        case "points":
            content = yield from make(source, wish)
            yield Preview(wish, len(content), True, text=_beginning(content, wish.suffix))
        case "film" if wish.suffix == FILM_ARRAYS:
            content = yield from make(source, wish)
            yield Preview(wish, len(content), True, text=_beginning(content, wish.suffix))
        case "film":
            shot = film_of(source, wish.look)
            last = len(source.film.frames) - 1
            picture, look = frame_picture(shot, last, _smaller(wish.look))
            drawn = yield from map_image(picture, look)
            size = yield from _film_size(source, wish)
            yield Preview(wish, size, False, np.asarray(drawn.convert("RGBA")))


def _miniature(source: Source, wish: Wish) -> Generator[Preparing, None, np.ndarray]:
    image = yield from map_image(picture_of(source, wish), _smaller(wish.look))
    return np.asarray(image.convert("RGBA"))


def _smaller(look: Look) -> Look:
    """The same picture at a size for looking at it."""
    share = min(1.0, _SIDE / max(look.width, look.height))
    return replace(look, width=max(64, round(look.width * share)), height=max(64, round(look.height * share)))


def _map_size(source: Source, wish: Wish) -> Generator[Preparing, None, tuple[int, bool]]:
    """Bytes of the picture, and whether that is known or guessed from a smaller one."""
    look = wish.look
    share = (_WHOLE / (look.width * look.height)) ** 0.5
    if share >= 1 or (wish.suffix != ".png" and not look.as_image):
        content = yield from make(source, wish)
        return len(content), True
    small = replace(look, width=round(look.width * share), height=round(look.height * share))
    content = yield from make(source, replace(wish, look=small))
    return round(len(content) / share**2), False


def _film_size(source: Source, wish: Wish) -> Generator[Preparing, None, int]:
    """Bytes of the film, guessed from a few of its frames."""
    frames = source.film.frames
    numbers = np.unique(np.linspace(0, len(frames) - 1, min(_SAMPLES, len(frames))).astype(int))
    some = Film(source.film.method, tuple(frames[number] for number in numbers))
    shot = replace(film_of(source, wish.look), film=some)
    made = film_gif if wish.suffix == ".gif" else film_webp
    content = yield from made(shot, wish.look, wish.seconds)
    return round(len(content) / len(numbers) * len(frames))


def _beginning(content: bytes, suffix: str) -> str:
    """The first lines of a table, or the names of arrays with their shapes."""
    if suffix == ".csv":
        return "\n".join(content[:20_000].decode(errors="ignore").splitlines()[:_LINES])
    return arrays_text(content)


def arrays_text(content: bytes) -> str:
    """The names of the arrays in an NPZ file with their shapes, and what its `about` says."""
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        told = [f"{name:<9}{_shape(arrays[name])}" for name in arrays]
        return "\n".join([*told, "", str(arrays["about"])])


def _shape(array: np.ndarray) -> str:
    sides = " × ".join(f"{side:,}" for side in array.shape)
    return f"{sides}  {array.dtype}" if sides else "text"
