"""Finds `latentlab.ini` and reads what can be read of it; whatever is wrong becomes a complaint."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from latentlab.errors import ConfigError, LatentLabError, SurroundingsError
from latentlab.lab.settings import NOTHING_SET, Choices, LabSettings
from latentlab.lab.values import BEGINNINGS, READERS, Value, is_visible, read_value

if TYPE_CHECKING:  # imported only where there is a file to read
    from configparser import RawConfigParser

VARIABLE, NAME = "LATENTLAB_INI", "latentlab.ini"
_MOST_BYTES = 64_000
_LONGEST = 80  # letters of a wrong line that are shown
_NO_SECTION = "\n"  # a name that no line of a file can have

Section = dict[str, Value]


def lab_file() -> Path | None:
    """The file that sets something here: what the variable LATENTLAB_INI names, else the bundle's, if any."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(os.path.abspath(os.path.expanduser(named))) if named.strip() else None
    if not getattr(sys, "frozen", False):
        return None
    return next((path for path in _places(Path(sys.executable).resolve()) if os.path.isfile(path)), None)


def read_lab_settings() -> LabSettings:
    """What is set for this lab. Never raises: the program starts with what could be read."""
    path = lab_file()
    if path is None:
        return NOTHING_SET
    try:
        text = _text_of(path)
    except LatentLabError as complaint:
        return LabSettings(path, complaints=(complaint,))
    return settings_from(text, path)


def settings_from(text: str, path: Path) -> LabSettings:
    """The settings in the text of the file at `path`."""
    complaints: list[LatentLabError] = []
    sections: dict[str, Section] = {"defaults": {}, "locked": {}}
    parser = _parse(text, complaints)
    for name in parser.sections():
        section = name.strip().lower()
        if section not in sections:
            complaints.append(_complaint("[{section}] is not known: expected [defaults] or [locked].", name))
            continue
        for key, value in parser.items(name):
            _take(sections[section], section, key, value, path.parent, complaints)
    if sections["defaults"].keys() >= set(BEGINNINGS):
        del sections["defaults"]["data"]
        complaints.append(
            ConfigError("[defaults] data, session: expected one of the two, got both. The session is opened.")
        )
    return LabSettings(path, _choices(sections["defaults"]), _choices(sections["locked"]), tuple(complaints))


def _places(program: Path) -> tuple[Path, ...]:
    """Beside the program; on macOS beside the .app, then inside it."""
    beside = program.parent / NAME
    app = next((folder for folder in program.parents if folder.suffix == ".app"), None)
    return (beside,) if app is None else (app.parent / NAME, app / "Contents" / "Resources" / NAME, beside)


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SurroundingsError("The file could not be read: {reason}.", reason=reason) from error
    if len(content) > _MOST_BYTES:
        raise ConfigError("Expected at most {most:,} bytes, got a larger file.", most=_MOST_BYTES)
    try:
        return content.decode("utf-8-sig")  # Notepad may put a mark before the first letter
    except UnicodeDecodeError as error:
        raise ConfigError(
            "Expected text in UTF-8, got another encoding: please save the file as UTF-8."
        ) from error


def _parse(text: str, complaints: list[LatentLabError]) -> "RawConfigParser":
    """The sections and keys in `text`; lines that are neither are complained about and left out."""
    from configparser import ParsingError, RawConfigParser

    def fresh() -> RawConfigParser:
        return RawConfigParser(strict=False, default_section=_NO_SECTION, empty_lines_in_values=False)

    # Without indents, as these would make one line the continuation of another.
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    for index, line in enumerate(lines):
        if RawConfigParser.SECTCRE.match(line):
            break
        if line and line[0] not in "#;":
            complaints.append(_stray(index, line, "expected [defaults] or [locked] above it"))
            lines[index] = ""
    try:
        parser = fresh()
        parser.read_string("\n".join(lines))
    except ParsingError as error:
        for number, _ in error.errors:
            complaints.append(_stray(number - 1, lines[number - 1], "expected key = value"))
            lines[number - 1] = ""
        parser = fresh()
        parser.read_string("\n".join(lines))
    return parser


def _stray(index: int, line: str, expected: str) -> ConfigError:
    return ConfigError(
        "Line {number}: {expected}, got {line}.", number=index + 1, expected=expected, line=_short(line)
    )


def _take(
    section: Section, name: str, key: str, text: str, folder: Path, complaints: list[LatentLabError]
) -> None:
    """Read one value into its section, or complain."""
    if key not in READERS:
        known = ", ".join(READERS)
        complaints.append(
            _complaint("[{section}] {key} is not known: expected one of {known}.", name, key, known=known)
        )
    elif name == "locked" and key in BEGINNINGS:
        complaints.append(
            _complaint(
                "[{section}] {key} cannot be locked, as the window only begins with it: expected it under "
                "[defaults].",
                name,
                key,
            )
        )
    else:
        try:
            section[key] = read_value(key, text, folder)
        except ConfigError as error:
            problem = _short(str(error), 200)
            complaints.append(_complaint("[{section}] {key}: {problem}.", name, key, problem=problem))


def _complaint(template: str, section: str, key: str = "", **values: object) -> ConfigError:
    return ConfigError(template, section=_short(section), key=_short(key), **values)


def _choices(section: Section) -> Choices:
    return Choices(**section)  # type: ignore[arg-type]  # each reader returns what its field holds


def _short(text: str, most: int = _LONGEST) -> str:
    """As much of `text` as can be shown, without what would break a line."""
    shown = "".join(letter if is_visible(letter) else "�" for letter in text)
    return shown if len(shown) <= most else shown[: most - 1] + "…"
