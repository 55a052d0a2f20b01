"""Which installed packages, and which libraries of the build machine, PyInstaller put into the bundle."""

from __future__ import annotations

import json
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

Entry = tuple[str, str, str]  # PyInstaller's: place in the bundle, where it came from, kind

# Not imported by LatentLab, but in the bundle all the same.
_ALWAYS = ("latentlab", "pyinstaller")
_OF_THE_MACHINE = ("RECORD", "direct_url.json")  # these tell of the folders it was built in


def distributions_of(modules: Iterable[str], places: Iterable[str]) -> list[str]:
    """Names of the packages that these modules and files belong to, sorted."""
    tops = {module.partition(".")[0] for module in modules}
    tops |= {Path(place).parts[0] for place in places if Path(place).parts}
    known = packages_distributions()
    return sorted({name for top in tops for name in known.get(top, ())} | set(_ALWAYS), key=str.lower)


def metadata_files(names: Iterable[str]) -> list[Entry]:
    """The metadata of packages, their licences included, as entries for the bundle."""
    entries: list[Entry] = []
    for name in names:
        for file in distribution(name).files or ():
            source = Path(str(file.locate()))
            if file.parts[0].endswith(".dist-info") and source.is_file() and file.name not in _OF_THE_MACHINE:
                entries.append((str(file), str(source), "DATA"))
    return entries


def system_libraries(binaries: Iterable[Entry]) -> list[Entry]:
    """The libraries that came neither with a package nor with Python."""
    own = [Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve(), Path(sysconfig.get_path("platlib"))]
    return sorted(
        entry
        for entry in binaries
        if entry[2] == "BINARY" and not any(Path(entry[1]).resolve().is_relative_to(folder) for folder in own)
    )


def write_components(path: Path, names: list[str], libraries: list[Entry]) -> None:
    """Tell the next step of the build what was found."""
    found = {"distributions": names, "libraries": [[place, source] for place, source, _ in libraries]}
    path.write_text(json.dumps(found, indent=1), encoding="utf-8")
