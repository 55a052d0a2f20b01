"""Gives Qt a UTF-8 locale where the environment names none, as on a machine with LANG=C."""

import locale
import os
import sys

_UTF8 = "C.UTF-8"


def use_utf8() -> None:
    """Name a UTF-8 locale for what is a character; Qt would take one too, but complain of it."""
    if not sys.platform.startswith("linux"):
        return
    try:
        locale.setlocale(locale.LC_ALL, "")
    except locale.Error:  # what the environment names is not installed here
        os.environ["LC_ALL"] = _UTF8
        return
    is_utf8 = locale.nl_langinfo(locale.CODESET).upper() == "UTF-8"
    # Numbers are written with a point all the same: Python's own formatting, and files for other programs.
    locale.setlocale(locale.LC_ALL, "C")
    if not is_utf8:
        os.environ["LC_ALL" if os.environ.get("LC_ALL") else "LC_CTYPE"] = _UTF8
