"""Silences warnings for a moment, in one thread at a time."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_FILTERS = Lock()


@contextmanager
def silenced(category: type[Warning] = Warning) -> Iterator[None]:
    """Drop the warnings of a category that come from within; short work only, as others wait for it.

    The filters are the whole process's: of two threads that change and restore them at once, one warns after
    all and the other leaves every later warning silenced.
    """
    with _FILTERS, warnings.catch_warnings():
        warnings.simplefilter("ignore", category)
        yield
