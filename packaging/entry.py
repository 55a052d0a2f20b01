"""The bundle's first lines; a child process of the bundle starts here too."""

import multiprocessing
import os
import sys


def main() -> int:
    """Be that child process, or the program."""
    multiprocessing.freeze_support()
    give_back_library_path()
    from latentlab.__main__ import main as latentlab

    return latentlab()


def give_back_library_path() -> None:
    """Programs that we open, such as a file browser, must find their own libraries and not the bundle's.

    PyInstaller's loader keeps the user's path aside; this process has read the bundle's already.
    """
    if "LD_LIBRARY_PATH" not in os.environ or not hasattr(sys, "_MEIPASS"):
        return
    users = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if users is None:
        del os.environ["LD_LIBRARY_PATH"]
    else:
        os.environ["LD_LIBRARY_PATH"] = users


if __name__ == "__main__":
    sys.exit(main())
