"""Where the files that travel with the program are found: source tree, wheel or frozen bundle."""

import sys
from pathlib import Path

from latentlab.errors import SurroundingsError


def resource(*parts: str) -> Path:
    """Path of one bundled file or folder, for example `resource("digits", "mnist-5k.npz")`.

    Raises SurroundingsError when the installation lacks it.
    """
    folder = resource_folder(Path(__file__).parent)
    path = folder.joinpath(*parts)
    if not path.exists():
        raise SurroundingsError(
            "LatentLab's own file {name} is missing: expected it in {folder}. Please install LatentLab anew.",
            name="/".join(parts),
            folder=folder,
        )
    return path


def resource_folder(package: Path) -> Path:
    """The folder of all resources, for the package `latentlab` that lies in the folder `package`."""
    if bundle := getattr(sys, "_MEIPASS", None):
        return Path(bundle) / "resources"
    tree = package.parent
    # A source tree's own files come first: an editable install may hold an older copy of them. The
    # project file tells the tree from a site-packages that happens to hold something named "resources".
    if (tree / "resources").is_dir() and (tree / "pyproject.toml").is_file():
        return tree / "resources"
    return package / "_resources"
