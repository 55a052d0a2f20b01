"""List all components of the bundle with their licences: `sbom.py COMPONENTS.json BUNDLE VERSION`.

Writes `sbom.cdx.json` (CycloneDX) and `LICENCES.txt` into the bundle. Runs in the build's environment.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.exception import CycloneDxException
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from latentlab.gui.dialogs.components import COMPONENTS, licence_text


@dataclass(frozen=True)
class Part:
    """One component of the bundle."""

    name: str
    version: str | None
    licence: str  # in short
    text: str  # whole, as it came with the component
    url: PackageURL | None = None


def main(found: Path, bundle: Path, version: str) -> None:
    """Write both lists for what `found` names."""
    named = json.loads(found.read_text(encoding="utf-8"))
    parts = [_python()]
    parts += [_package(distribution(name)) for name in named["distributions"]]
    parts += [part for part in _without_package() if part.name not in {other.name for other in parts}]
    parts += _system_parts([(place, Path(source)) for place, source in named["libraries"]])
    parts.sort(key=lambda part: part.name.lower())
    write_bom(parts, version, bundle / "sbom.cdx.json")
    write_licences(parts, bundle / "LICENCES.txt")
    print(f"{len(parts)} components, {sum(not part.text for part in parts)} of them without a licence text.")


def write_bom(parts: list[Part], version: str, path: Path) -> None:
    """Write the list for machines, and hold it against CycloneDX's own schema."""
    factory = LicenseFactory()
    bom = Bom()
    application = Component(name="LatentLab", version=version, type=ComponentType.APPLICATION)
    bom.metadata.component = application
    for part in parts:
        licences = [factory.make_from_string(part.licence)] if part.licence else []
        bom.components.add(
            Component(
                name=part.name,
                version=part.version,
                type=ComponentType.LIBRARY,
                licenses=licences,
                purl=part.url,
                bom_ref=str(part.url or part.name),
            )
        )
    bom.register_dependency(application, bom.components)
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if problem is not None:
        raise CycloneDxException(f"the list of components breaks CycloneDX's schema: {problem}")
    path.write_text(text, encoding="utf-8")


def write_licences(parts: list[Part], path: Path) -> None:
    """Write the list for people: an overview, then every licence text."""
    lines = ["LatentLab is made of these components.", ""]
    lines += [
        f"{part.name} {part.version or ''}".rstrip() + f": {part.licence or 'see below'}" for part in parts
    ]
    for part in parts:
        title = f"{part.name} {part.version or ''}".rstrip()
        lines += ["", "", title, "=" * len(title), "", part.text or f"{part.licence}. No text came with it."]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _package(installed: Distribution) -> Part:
    name, version = installed.metadata["Name"], installed.version
    return Part(
        name, version, _short_licence(installed), _texts(installed), PackageURL("pypi", None, name, version)
    )


def _short_licence(installed: Distribution) -> str:
    fields: Any = installed.metadata
    said = fields.get("License-Expression") or fields.get("License") or ""
    if said and "\n" not in said.strip() and len(said) < 80:
        return str(said).strip()
    classes = [
        line.rpartition(" :: ")[2] for line in fields.get_all("Classifier") or () if "License ::" in line
    ]
    return " AND ".join(classes)


def _texts(installed: Distribution) -> str:
    """The licence files in the package's metadata."""
    texts = []
    for file in installed.files or ():
        place = Path(str(file.locate()))
        is_licence = file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS"))
        if is_licence and ".dist-info" in file.parts[0] and place.is_file():
            texts.append(place.read_text(encoding="utf-8", errors="replace").strip())
    return "\n\n\n".join(texts)


def _python() -> Part:
    text = Path(sys.base_prefix, "lib", f"python{sys.version_info[0]}.{sys.version_info[1]}", "LICENSE.txt")
    said = text.read_text(encoding="utf-8") if text.exists() else ""
    return Part("Python", platform.python_version(), "Python-2.0.1", said)


def _without_package() -> list[Part]:
    """What is no Python package: Qt, the icon font, the digits."""
    loose = [component for component in COMPONENTS if component.package is None]
    return [Part(item.name, None, item.licence, licence_text(item)) for item in loose]


def _system_parts(libraries: list[tuple[str, Path]]) -> list[Part]:
    """The build machine's own libraries, by the Debian package that holds them."""
    parts: dict[str, Part] = {}
    for place, source in libraries:
        package = _debian_package(source)
        name = package[0] if package else Path(place).name
        parts[name] = _debian_part(*package) if package else Part(name, None, "", "")
    return list(parts.values())


def _debian_package(source: Path) -> tuple[str, str] | None:
    """Name and version of the package that holds a file."""
    if not shutil.which("dpkg-query"):
        return None
    for path in (source, source.resolve(), Path(str(source.resolve()).removeprefix("/usr"))):
        done = subprocess.run(["dpkg-query", "--search", str(path)], capture_output=True, text=True)
        if done.returncode == 0:
            name = done.stdout.partition(":")[0]
            version = subprocess.run(
                ["dpkg-query", "--show", "--showformat=${Version}\n", name], capture_output=True, text=True
            )
            return name, version.stdout.splitlines()[0]
    return None


def _debian_part(name: str, version: str) -> Part:
    copyright_file = Path("/usr/share/doc", name, "copyright")
    text = copyright_file.read_text(encoding="utf-8", errors="replace") if copyright_file.exists() else ""
    # The licence of the library itself; those of its build files and tests follow in the text.
    main = re.search(r"^Files: \*\n(?:.*\n)*?License: (.+)$", text, flags=re.MULTILINE)
    short = main[1].strip() if main else ""
    return Part(name, version, short, text, PackageURL("deb", "debian", name, version))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
