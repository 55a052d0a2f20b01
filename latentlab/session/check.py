"""Whether the parts of a session fit each other."""

import json
import re

import numpy as np

from latentlab.errors import LatentLabError, SessionError
from latentlab.models.shapes import check_weights
from latentlab.session.document import term_names
from latentlab.session.kept_epochs import check_kept
from latentlab.session.session import Session

_MAP_NAME = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_MOST_CLASSES = 256
_LONGEST_PATH = 4_096
_MOST_MAPS = 16
_MOST_TERMS = 32


def check_session(session: Session, file: str) -> None:
    """Raise SessionError, naming `file`, unless every part has the shape that the others ask for."""
    try:
        check_weights(session.config.model, session.image_shape, session.weights)
    except LatentLabError as error:
        raise SessionError("{file}: {reason}", file=file, reason=error) from error
    points = len(session.codes)
    _expect(file, "the shape of codes", session.codes.shape, (points, session.config.model.latent))
    _expect(file, "the shape of labels", session.labels.shape, (points,))
    _expect(file, "the shape of indices", session.indices.shape, (points,))
    _expect(file, "the shape of losses", session.losses.shape, (session.losses.size,))
    _check_numbers(session, file)
    _check_names(session, file)
    _check_maps(session, file)
    if session.kept is not None:
        steps = len(session.losses)
        check_kept(session.kept, session.config.model, session.image_shape, steps, points, file)


def _check_numbers(session: Session, file: str) -> None:
    for name, weights in session.weights.items():
        _expect(file, f"the type of {name}", weights.dtype.name, "float32")
        _demand(bool(np.isfinite(weights).all()), file, name, "finite numbers", "NaN or infinity among them")
    _demand(
        bool(np.isfinite(session.codes).all()), file, "codes", "finite numbers", "NaN or infinity among them"
    )
    most = int(session.labels.max(initial=0))
    _demand(most < len(session.classes), file, "labels", f"below {len(session.classes)}", str(most))
    least = int(session.indices.min(initial=0))
    _demand(least >= 0, file, "indices", "0 or more", str(least))
    epochs = len(session.epochs)
    numbers = [result.epoch for result in session.epochs]
    _demand(numbers == list(range(1, epochs + 1)), file, "epochs", f"numbered 1 to {epochs}", str(numbers))
    named = term_names(session.epochs)
    plain = len(named) <= _MOST_TERMS and all(name.isidentifier() for name in named)
    _demand(plain, file, "terms", f"at most {_MOST_TERMS} plain names", str(named))
    _demand(0 <= session.best_epoch <= epochs, file, "best_epoch", f"0 to {epochs}", str(session.best_epoch))


def _check_names(session: Session, file: str) -> None:
    count = len(session.classes)
    _demand(1 <= count <= _MOST_CLASSES, file, "classes", f"1 to {_MOST_CLASSES} names", str(count))
    for text, most in (
        *((name, 200) for name in (*session.classes, session.data_sha256)),
        (session.data_name, _LONGEST_PATH),  # of a folder of one's own
    ):
        is_fine = 0 < len(text) <= most and text.isprintable()
        _demand(is_fine, file, "names", f"1 to {most} printable signs", repr(text))
    try:
        json.dumps(session.report, allow_nan=False)
    except (ValueError, TypeError, RecursionError) as error:
        raise SessionError(
            "{file}: report must be plain JSON ({reason}).", file=file, reason=error
        ) from error


def _check_maps(session: Session, file: str) -> None:
    _demand(len(session.maps) <= _MOST_MAPS, file, "maps", f"at most {_MOST_MAPS}", str(len(session.maps)))
    for name, places in session.maps.items():
        _demand(bool(_MAP_NAME.fullmatch(name)), file, "names of maps", "short and plain", repr(name))
        _expect(file, f"the shape of the map {name}", places.shape, (len(places), 2))
        most = len(session.codes)
        _demand(len(places) <= most, file, f"the map {name}", f"of at most {most} points", str(len(places)))
        _demand(bool(np.isfinite(places).all()), file, f"the map {name}", "finite", "NaN or infinity in it")


def _expect(file: str, what: str, got: object, expected: object) -> None:
    _demand(got == expected, file, what, str(expected), str(got))


def _demand(holds: bool, file: str, what: str, expected: str, got: str) -> None:
    if not holds:
        raise SessionError(
            "{file}: {what} must be {expected}, got {got}.",
            file=file,
            what=what,
            expected=expected,
            got=got[:200],
        )
