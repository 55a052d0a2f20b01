"""One user installs the bundle without root, and a double-click on a session file opens it."""

import os
import select
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.setup.desktop_entry import command_of, read_entry, string_of
from tests.setup.standin import LINUX, PROGRAM, ROOT, Desk, make_bundle, put_program, tool, tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="install.sh is for Linux")

HOMES = ["plain", "김 학생의 방", "a b $c `d` \"e\" \\f 'g' ~&;|<>*?#()", "50% off=x", "50%  off\tx"]
SESSION = ROOT / "resources" / "sessions" / "first.latentlab"
# What install.sh may count on: POSIX, and readlink. No tool of a desktop is among them.
POSIX_TOOLS = (
    "awk", "cat", "chmod", "cp", "cut", "df", "dirname", "du", "env", "grep", "head", "ln", "ls", "mkdir",
    "mv", "readlink", "rm", "rmdir", "sed", "sh", "sort", "tail", "touch", "tr",
)  # fmt: skip


@pytest.mark.parametrize("name", HOMES)
def test_the_entrys_own_command_opens_the_session(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    home.mkdir()
    desk = Desk(home, make_bundle(tmp_path / "bundle"))
    desk.install()
    entry = read_entry(desk.entry)
    program = str(desk.app / "1" / "latentlab")
    session = str(home / "내 세션 1.latentlab")
    command = command_of(entry["Exec"], session)
    subprocess.run(command, env=desk.surroundings, check=True, timeout=60)
    assert desk.called_with() == [program, session]
    assert string_of(entry["TryExec"]) == program


@pytest.mark.parametrize(
    ("opener", "name"),
    [
        *(("gio open", name) for name in HOMES),  # as GNOME's file manager does
        ("xdg-open", "plain"),  # decides by itself where no desktop runs, and then cannot read quotes
        ("xdg-open", "김학생의방"),
    ],
)
def test_a_double_click_opens_the_session(tmp_path: Path, opener: str, name: str) -> None:
    command = [tool(opener.split()[0]), *opener.split()[1:]]
    for needed in ("update-mime-database", *(("mimetype",) if opener == "xdg-open" else ())):
        tool(needed)
    home = tmp_path / name
    home.mkdir()
    desk = Desk(home, make_bundle(tmp_path / "bundle"), {"DISPLAY": ":0", "LANG": "C.UTF-8"})
    desk.install()
    session = home / "내 세션 1.latentlab"
    shutil.copy(SESSION, session)
    record = calling(desk)
    subprocess.run(
        [*command, str(session)], env=desk.surroundings, timeout=60, check=True, capture_output=True
    )
    assert heard(record) == [str(desk.app / "1" / "latentlab"), str(session)]


def calling(desk: Desk) -> int:
    """Make the record a pipe: the opener need not wait for the program, but we must."""
    os.mkfifo(desk.surroundings["RECORD"])
    return os.open(desk.surroundings["RECORD"], os.O_RDONLY | os.O_NONBLOCK)


def heard(record: int) -> list[str]:
    with open(record, encoding="utf-8") as lines:
        assert select.select([lines], [], [], 20)[0], "the program was not called"
        os.set_blocking(record, True)
        return lines.read().splitlines()


def test_the_desktop_knows_the_file_by_what_it_holds(desk: Desk) -> None:
    gio = tool("gio")
    tool("update-mime-database")
    desk.install()
    for name in ("run.latentlab", "a session without an ending"):
        shutil.copy(SESSION, desk.home / name)
        query = [gio, "info", "-a", "standard::content-type,standard::icon", str(desk.home / name)]
        told = subprocess.run(query, env=desk.surroundings, capture_output=True, text=True, check=True).stdout
        assert "content-type: application/x-latentlab-session" in told
        assert "icon: application-x-latentlab-session" in told


def test_the_entry_is_valid(desk: Desk) -> None:
    validate = tool("desktop-file-validate")
    desk.install()
    for entry in (desk.entry, LINUX / "share" / "latentlab.desktop"):
        done = subprocess.run([validate, str(entry)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_entry_belongs_to_the_window_and_to_the_file_type() -> None:
    """A taskbar finds the entry by the window's class, which Qt makes of the application's name."""
    entry = read_entry(LINUX / "share" / "latentlab.desktop")
    source = (ROOT / "latentlab" / "gui" / "app.py").read_text(encoding="utf-8")
    assert f'setApplicationName("{entry["StartupWMClass"]}")' in source
    assert 'setDesktopFileName("latentlab")' in source
    types = ElementTree.parse(LINUX / "share" / "latentlab.xml").getroot()
    assert entry["MimeType"] == types[0].attrib["type"] + ";"
    assert {"Name[ko]", "GenericName[ko]", "Comment[ko]"} <= entry.keys()


def test_icons_of_all_sizes_go_where_desktops_look(desk: Desk) -> None:
    desk.install()
    for size in ("16x16", "24x24", "32x32", "48x48", "64x64", "128x128", "256x256", "512x512", "scalable"):
        ending = "svg" if size == "scalable" else "png"
        folder = desk.data / "icons" / "hicolor" / size
        number = size.partition("x")[0]
        source = ".svg" if size == "scalable" else f"-{number}.png"
        for kind, name, picture in (
            ("apps", "latentlab", "latentlab"),
            ("mimetypes", "application-x-latentlab-session", "latentlab-session"),
        ):
            wanted = (ROOT / "resources" / "icons" / f"{picture}{source}").read_bytes()
            assert (folder / kind / f"{name}.{ending}").read_bytes() == wanted


@pytest.mark.parametrize("shell", ["dash", "bash --posix", "busybox sh"])
def test_any_shell_of_the_standard_will_do(desk: Desk, shell: str) -> None:
    tool(shell.split()[0])
    before = tree(desk.home)
    desk.install(shell=shell)
    desk.remove(shell=shell)
    assert tree(desk.home) == before


def test_no_tool_of_a_desktop_is_needed(desk: Desk, tmp_path: Path) -> None:
    """Then the menu entry and the default are there all the same."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in POSIX_TOOLS:
        (tools / name).symlink_to(tool(name))
    desk.environment["PATH"] = str(tools)
    before = tree(desk.home)
    desk.install()
    assert "application/x-latentlab-session=latentlab.desktop" in desk.defaults.read_text()
    assert desk.entry.is_file()
    desk.remove()
    assert tree(desk.home) == before


def test_a_data_folder_of_the_users_own_is_respected(desk: Desk, tmp_path: Path) -> None:
    desk.environment["XDG_DATA_HOME"] = str(tmp_path / "data")
    desk.install()
    assert (tmp_path / "data" / "applications" / "latentlab.desktop").is_file()
    assert not desk.data.exists()


def test_in_place_nothing_is_copied_and_the_bundle_is_left_alone(desk: Desk) -> None:
    """The share of forty machines."""
    before, bundle = tree(desk.home), tree(desk.bundle)
    desk.install("--in-place")
    command = command_of(read_entry(desk.entry)["Exec"], "/a.latentlab")
    assert command == [str(desk.bundle / "latentlab"), "/a.latentlab"]
    assert not (desk.app / "1").exists()
    moved = desk.bundle.rename(desk.bundle.with_name("unmounted"))
    desk.remove()  # without the share
    assert tree(desk.home) == before
    assert tree(moved) == bundle


def test_with_a_prefix_it_is_there_for_everybody_and_touches_no_home(desk: Desk, tmp_path: Path) -> None:
    prefix = tmp_path / "usr local"
    desk.install("--prefix", str(prefix))
    assert not any(desk.home.iterdir())
    assert os.readlink(prefix / "bin" / "latentlab") == str(prefix / "share/latentlab-app/1/latentlab")
    assert "Actions" not in read_entry(prefix / "share" / "applications" / "latentlab.desktop")
    done = desk.sh(prefix / "share" / "latentlab-app" / "1" / "install.sh", "--remove")
    assert done.returncode == 0, done.stderr
    assert not prefix.exists()


def test_an_update_takes_the_place_of_what_was_there(desk: Desk) -> None:
    before = tree(desk.home)
    (desk.bundle / "latentlab.ini").write_text("[defaults]\n")
    (desk.bundle / "_internal" / "gone-in-the-next-version").touch()
    desk.install()
    (desk.bundle / "latentlab.ini").unlink()
    (desk.bundle / "_internal" / "gone-in-the-next-version").unlink()
    put_program(desk.bundle, PROGRAM + "# newer\n")
    desk.install()
    assert [path.name for path in sorted(desk.app.glob("[0-9]*"))] == ["2"]
    assert (desk.app / "2" / "latentlab").read_text().endswith("# newer\n")
    assert not (desk.app / "2" / "_internal" / "gone-in-the-next-version").exists()
    assert (desk.app / "2" / "latentlab.ini").read_text() == "[defaults]\n", "the lab's settings stay"
    assert os.readlink(desk.home / ".local/bin/latentlab") == str(desk.app / "2" / "latentlab")
    assert command_of(read_entry(desk.entry)["Exec"], "x")[0] == str(desk.app / "2" / "latentlab")
    desk.remove()
    assert tree(desk.home) == before
