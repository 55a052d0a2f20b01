"""The version resource that Windows shows in the properties of latentlab.exe, as PyInstaller reads it."""

import re
from pathlib import Path

# 0409: American English, 04B0: Unicode. What the numbers mean is in Microsoft's "VERSIONINFO resource".
_TEXT = """\
# UTF-8
VSVersionInfo(
    ffi=FixedFileInfo(
        filevers={numbers},
        prodvers={numbers},
        mask=0x3F,
        flags={flags},
        OS=0x40004,
        fileType=0x1,
        subtype=0x0,
        date=(0, 0),
    ),
    kids=[
        StringFileInfo([StringTable("040904B0", [
{strings}
        ])]),
        VarFileInfo([VarStruct("Translation", [0x0409, 0x04B0])]),
    ],
)
"""
_IS_PRERELEASE = 0x2


def write_version_info(path: Path, version: str) -> Path:
    """Write the resource of this version of the program to `path`, which is returned."""
    numbers = version_numbers(version)
    is_final = re.fullmatch(r"[\d.]+", version) is not None
    lines = [f"            StringStruct({name!r}, {value!r})," for name, value in _strings(version).items()]
    text = _TEXT.format(
        numbers=numbers, flags=hex(0 if is_final else _IS_PRERELEASE), strings="\n".join(lines)
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows compares: "0.2.0rc1" is 0, 2, 0, 0."""
    release = re.match(r"\d+(\.\d+)*", version)
    if release is None:
        raise ValueError(f"A version must begin with a number, got {version}.")
    parts = [int(part) for part in release[0].split(".")][:4]
    first, second, third, fourth = parts + [0] * (4 - len(parts))
    return first, second, third, fourth


def _strings(version: str) -> dict[str, str]:
    return {
        "CompanyName": "The LatentLab authors",
        "FileDescription": "LatentLab",  # the name that "Open with" and the task manager show
        "FileVersion": version,
        "InternalName": "latentlab",
        "LegalCopyright": "© 2026 The LatentLab authors. MIT licence.",
        "OriginalFilename": "latentlab.exe",
        "ProductName": "LatentLab",
        "ProductVersion": version,
    }
