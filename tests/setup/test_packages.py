"""Debian package and AppImage hold the same files as an installation, and what their systems ask for."""

import io
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from linux import make_appimage, make_deb
from linux.debian_control import debian_version, least_glibc, library_packages
from linux.desktop_files import desktop_files

from tests.setup.desktop_entry import command_of, read_entry
from tests.setup.standin import Desk, tool, tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these packages are for Linux")

MAINTAINER = "A Person <person@example.org>"


@pytest.fixture
def laid_out(desk: Desk, tmp_path: Path) -> Path:
    """The Debian package before it is packed; the program inside is a small real one."""
    shutil.copy(tool("true"), desk.bundle / "latentlab")
    (desk.bundle / "_internal" / "libsmall.so.1").symlink_to("libsmall.so.1.2")
    (desk.bundle / "_internal" / "libsmall.so.1.2").write_bytes(
        b"\x7fELF\0GLIBC_2.4\0GLIBC_2.33.1\0GLIBC_PRIVATE\0"
    )
    (desk.bundle / "_internal" / "libsmall.so.1.2").chmod(0o600)
    make_deb.lay_out(desk.bundle, tmp_path / "deb", "0.2.0rc1", MAINTAINER)
    return tmp_path / "deb"


def control_of(tree_: Path) -> dict[str, str]:
    lines = (tree_ / "DEBIAN" / "control").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if not line.startswith(" "))


def test_the_desktop_files_are_those_of_an_installation(desk: Desk) -> None:
    desk.install()
    made = desktop_files(desk.bundle, "latentlab")
    ours = {
        f"share/{name}" for name in tree(desk.data) if "latentlab" in name and "latentlab-app" not in name
    }
    assert {name for name in made if "/icons/" in name} == {name for name in ours if "/icons/" in name}
    assert {"share/applications/latentlab.desktop", "share/mime/packages/latentlab.xml"} <= made.keys() & ours


def test_debian_knows_what_the_program_needs(laid_out: Path) -> None:
    control = control_of(laid_out)
    assert control["Package"] == "latentlab"
    assert control["Version"] == "0.2.0~rc1"
    assert control["Architecture"] in ("amd64", "arm64")
    assert control["Maintainer"] == MAINTAINER
    depends = control["Depends"].split(", ")
    assert depends[0].startswith("libc6 (>= 2.")
    assert {"libegl1", "libgl1", "libxcb1", "libstdc++6"} <= set(depends)
    assert "libwayland-client0" in control["Recommends"], "without it the window opens through X"
    bytes_inside = sum(p.stat().st_size for p in laid_out.rglob("*") if p.is_file() and not p.is_symlink())
    assert abs(int(control["Installed-Size"]) - bytes_inside / 1024) < 100


def test_everything_lies_where_debian_wants_it_and_can_be_read(laid_out: Path) -> None:
    files = tree(laid_out)
    assert files["usr/bin/latentlab"] == "/opt/latentlab/latentlab"
    assert files["opt/latentlab/_internal/libsmall.so.1"] == "libsmall.so.1.2"
    assert "opt/latentlab/install.sh" not in files
    assert {"usr/share/doc/latentlab/copyright", "usr/share/doc/latentlab/changelog.gz"} <= files.keys()
    entry = read_entry(laid_out / "usr/share/applications/latentlab.desktop")
    assert command_of(entry["Exec"], "a.latentlab") == ["/opt/latentlab/latentlab", "a.latentlab"]
    assert entry["TryExec"] == "/opt/latentlab/latentlab"
    for path in laid_out.rglob("*"):
        assert path.is_symlink() or path.stat().st_mode & 0o444 == 0o444, path


def test_the_copyright_file_names_holder_and_licences(laid_out: Path) -> None:
    text = (laid_out / "usr/share/doc/latentlab/copyright").read_text(encoding="utf-8")
    assert "Copyright: 2026 The LatentLab authors\nLicense: Expat\n Permission is hereby granted" in text
    assert "CC-BY-SA-3.0" in text


def test_dpkg_packs_and_unpacks_it(laid_out: Path, tmp_path: Path) -> None:
    package = tmp_path / "latentlab.deb"
    command = [tool("dpkg-deb"), "--root-owner-group", "-Znone", "--build", str(laid_out), str(package)]
    subprocess.run(command, check=True, capture_output=True)
    packed = subprocess.run(
        ["dpkg-deb", "--fsys-tarfile", str(package)], check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as members:
        assert {(member.uname, member.gname) for member in members} == {("root", "root")}
        members.extractall(tmp_path / "root", filter="tar")
    expected = {name: held for name, held in tree(laid_out).items() if not name.startswith("DEBIAN")}
    assert tree(tmp_path / "root") == expected
    sums = laid_out / "DEBIAN" / "md5sums"
    subprocess.run([tool("md5sum"), "--check", "--quiet", str(sums)], cwd=tmp_path / "root", check=True)


def test_settings_of_the_lab_outlive_an_update_of_the_package(desk: Desk, tmp_path: Path) -> None:
    (desk.bundle / "latentlab.ini").touch()
    make_deb.lay_out(desk.bundle, tmp_path / "deb", "0.1.0", MAINTAINER)
    assert (tmp_path / "deb" / "DEBIAN" / "conffiles").read_text() == "/opt/latentlab/latentlab.ini\n"


def test_the_newest_c_library_that_is_asked_for_counts(tmp_path: Path) -> None:
    (tmp_path / "a.so").write_bytes(b"\x7fELF\0GLIBC_2.4\0GLIBC_2.33\0")
    (tmp_path / "b.so").write_bytes(b"\x7fELF\0GLIBC_2.31\0")
    (tmp_path / "notes").write_bytes(b"text\0GLIBC_9.9\0")
    (tmp_path / "empty").touch()
    assert least_glibc(tmp_path) == "2.33"


@pytest.mark.parametrize(
    ("version", "debian"),
    [("0.1.0", "0.1.0"), ("0.2.0rc1", "0.2.0~rc1"), ("0.2.0.dev3", "0.2.0~dev3"), ("1.0b2", "1.0~b2")],
)
def test_versions_are_written_so_that_debian_sorts_them(version: str, debian: str) -> None:
    assert debian_version(version) == debian


def test_the_packages_asked_for_exist_on_this_debian() -> None:
    known = subprocess.run(
        [tool("apt-cache"), "pkgnames"], capture_output=True, text=True, check=True
    ).stdout.split()
    if len(known) < 10_000:
        pytest.skip("apt has no lists of packages here")
    names = [*library_packages(optional=False), *library_packages(optional=True)]
    missing = set(names) - set(known)
    assert not missing


def test_an_appimage_is_laid_out_whole(desk: Desk, tmp_path: Path) -> None:
    """AppRun starts the program wherever the image is mounted."""
    folder = tmp_path / "some where" / "LatentLab.AppDir"
    make_appimage.lay_out(desk.bundle, folder)
    moved = folder.rename(tmp_path / "mounted 한글")
    for name in ("latentlab.desktop", "latentlab.png", ".DirIcon"):
        assert (moved / name).read_bytes()
    subprocess.run([moved / "AppRun", "a file"], env=desk.surroundings, check=True)
    assert desk.called_with() == [str(moved / "usr/lib/latentlab/latentlab"), "a file"]


@pytest.mark.parametrize(
    ("script", "packer"), [(make_appimage, "appimagetool"), (make_deb, "dpkg-deb")]
)  # fmt: skip
def test_without_its_packer_one_line_says_where_the_parts_lie(
    desk: Desk, tmp_path: Path, monkeypatch, capsys, script, packer: str
) -> None:
    monkeypatch.setattr(script, "BUILD", tmp_path / "parts")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert script.main(["--bundle", str(desk.bundle), "--out", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told.startswith(f"{packer} is not on PATH: ")
    assert str(tmp_path / "parts") in told


@pytest.mark.parametrize("script", [make_appimage, make_deb])
def test_without_a_bundle_nothing_is_begun(tmp_path: Path, capsys, script) -> None:
    assert script.main(["--bundle", str(tmp_path / "none")]) == 1
    assert "build it with packaging/build.py" in capsys.readouterr().err
