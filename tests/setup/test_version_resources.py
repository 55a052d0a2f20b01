"""What Windows and macOS are told about the program is well formed and carries its version."""

import plistlib
import sys
from pathlib import Path
from types import ModuleType

import pytest
from macos.info_plist import SESSION_TYPE, info_plist
from windows.version_info import version_numbers, write_version_info

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def versioninfo(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """PyInstaller's reader of version resources; what it imports for Windows alone is left empty."""
    compat = pytest.importorskip("PyInstaller.compat")
    if sys.platform != "win32":
        monkeypatch.setitem(sys.modules, "pefile", ModuleType("pefile"))
        monkeypatch.setattr(compat, "win32api", None, raising=False)
    return pytest.importorskip("PyInstaller.utils.win32.versioninfo")


def test_pyinstaller_reads_the_version_resource(versioninfo: ModuleType, tmp_path: Path) -> None:
    path = write_version_info(tmp_path / "새 폴더" / "version.txt", "1.2.3")
    info = versioninfo.load_version_info_from_text_file(str(path))
    table = {entry.name: entry.val for entry in info.kids[0].kids[0].kids}
    assert info.ffi.fileVersionMS == (1 << 16 | 2)
    assert info.ffi.fileVersionLS == 3 << 16
    assert info.ffi.fileFlags == 0
    assert table["FileDescription"] == "LatentLab"
    assert table["ProductVersion"] == "1.2.3"
    assert table["OriginalFilename"] == "latentlab.exe"
    assert table["LegalCopyright"].startswith("© ")


def test_a_version_before_the_release_is_marked_as_one(versioninfo: ModuleType, tmp_path: Path) -> None:
    path = write_version_info(tmp_path / "version.txt", "0.2.0rc1")
    info = versioninfo.load_version_info_from_text_file(str(path))
    assert info.ffi.fileFlags == 2
    assert info.ffi.productVersionMS == 2


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("2.0", (2, 0, 0, 0)), ("1.2.3.dev4+local", (1, 2, 3, 0))],
)
def test_windows_gets_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert version_numbers(version) == numbers


def test_what_is_no_version_is_refused() -> None:
    with pytest.raises(ValueError, match=r"must begin with a number, got latest\."):
        version_numbers("latest")


def test_macos_knows_the_session_file_as_ours() -> None:
    plist = plistlib.loads(plistlib.dumps(info_plist("1.2.3")))
    (document,) = plist["CFBundleDocumentTypes"]
    (declared,) = plist["UTExportedTypeDeclarations"]
    assert document["LSItemContentTypes"] == [SESSION_TYPE] == [declared["UTTypeIdentifier"]]
    assert document["LSHandlerRank"] == "Owner"
    assert declared["UTTypeTagSpecification"]["public.filename-extension"] == ["latentlab"]
    assert plist["CFBundleShortVersionString"] == "1.2.3"
    assert plist["NSHighResolutionCapable"] is True


def test_the_entitlements_are_a_property_list_that_lets_numba_compile() -> None:
    entitlements = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert entitlements["com.apple.security.cs.allow-jit"] is True
