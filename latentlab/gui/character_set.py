"""Gives Qt a UTF-8 locale where the environment names none, as on a machine with LANG=C."""

import locale
import os
import sys

_UTF8 = "C.UTF-8"


def use_utf8() -> None:
    """Name a UTF-8 locale for what is a character; Qt would take one too, but complain of it."""
    if not sys.platform.startswith("linux"):
        return
    name = "LC_ALL" if os.environ.get("LC_ALL") else "LC_CTYPE"
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:  # the locale is not installed here
        os.environ[name] = _UTF8
        return
    if locale.nl_langinfo(locale.CODESET).upper() != "UTF-8":
        os.environ[name] = _UTF8
