"""The script of the Windows installer names what is there and keeps what older installations rely on."""

import re
import stat
from pathlib import Path

import pytest
from windows import make_installer

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "windows" / "latentlab.iss"


@pytest.fixture(scope="module")
def text() -> str:
    return SCRIPT.read_text(encoding="utf-8-sig")


def section(text: str, name: str) -> list[str]:
    """The lines of a section, without comments and the preprocessor's."""
    found = re.search(rf"^\[{name}\]\n(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"there is no [{name}]"
    return [line for line in found[1].splitlines() if line and line[0] not in ";#"]


def test_inno_reads_the_script_as_unicode() -> None:
    """Without the mark at its beginning older compilers would take it for the machine's own code page."""
    assert SCRIPT.read_bytes().startswith(b"\xef\xbb\xbf")


def test_it_installs_for_one_user_and_finds_the_older_version(text: str) -> None:
    setup = dict(line.split("=", 1) for line in section(text, "Setup"))
    assert setup["PrivilegesRequired"] == "lowest"
    assert setup["AppId"] == "{{6E0C1B4F-3B0D-4C55-9B5C-0F6B8E1D7A42}", (
        "a changed AppId orphans installations"
    )
    assert setup["ChangesAssociations"] == setup["CloseApplications"] == "yes"
    assert setup["DefaultDirName"].startswith("{autopf}")


def test_the_files_it_takes_from_the_checkout_are_there(text: str) -> None:
    named = re.findall(r"\{#Checkout\}\\(\S+)", text)
    assert len(named) == 2
    for name in named:
        assert (ROOT / name.replace("\\", "/")).is_file()
    icon = re.search(r"SessionIcon \"\{app\}\\_internal\\(\S+)\"", text)[1]
    assert (ROOT / icon.replace("\\", "/")).is_file()


def test_a_double_click_passes_the_file_as_one_argument(text: str) -> None:
    lines = section(text, "Registry")
    assert all(line.startswith("Root: HKA; Subkey: \"Software\\Classes\\") for line in lines)  # fmt: skip
    (command,) = (line for line in lines if "shell\\open\\command" in line)
    assert 'ValueData: """{app}\\latentlab.exe"" ""%1"""' in command
    assert all(line.count('"') % 2 == 0 for line in lines)


def test_every_message_of_its_own_is_in_both_languages(text: str) -> None:
    lines = [line.partition("=")[0] for line in section(text, "CustomMessages")]
    english = {line.removeprefix("english.") for line in lines if line.startswith("english.")}
    korean = {line.removeprefix("korean.") for line in lines if line.startswith("korean.")}
    used = set(re.findall(r"\{cm:(\w+)", text)) | set(re.findall(r"CustomMessage\('(\w+)'\)", text))
    of_inno = {"CreateDesktopIcon", "AdditionalIcons", "LaunchProgram"}
    assert english == korean == used - of_inno


def test_the_compiler_is_given_version_and_bundle(tmp_path: Path, monkeypatch) -> None:
    """With a compiler that only writes down how it was called."""
    bundle = tmp_path / "dist" / "latentlab"
    bundle.mkdir(parents=True)
    (bundle / "latentlab.exe").touch()
    compiler = tmp_path / "iscc"
    compiler.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{tmp_path}/called'\n")
    compiler.chmod(compiler.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(make_installer, "find_compiler", lambda: str(compiler))
    assert make_installer.main(["--bundle", str(bundle), "--out", str(tmp_path / "dist")]) == 0
    called = (tmp_path / "called").read_text().splitlines()
    assert f"/DBundle={bundle}" in called
    assert f"/O{tmp_path / 'dist'}" in called
    assert called[-1] == str(SCRIPT)
    numbers = make_installer.command("iscc", bundle, tmp_path, "0.2.0rc1")
    assert "/DAppVersion=0.2.0rc1" in numbers
    assert "/DVersionNumbers=0.2.0.0" in numbers


def test_without_bundle_or_compiler_one_line_says_so(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(make_installer, "find_compiler", lambda: None)
    assert make_installer.main(["--bundle", str(tmp_path)]) == 1
    assert "build it with packaging/build.py" in capsys.readouterr().err
    (tmp_path / "latentlab.exe").touch()
    assert make_installer.main(["--bundle", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "Inno Setup (iscc.exe, 6.3 or newer) is neither on PATH nor in Program Files.\n"
    )
