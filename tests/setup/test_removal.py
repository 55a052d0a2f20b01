"""An installation that fails leaves nothing, and a removal leaves nothing but what was there before."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.desktop_entry import command_of, read_entry
from tests.setup.standin import PROGRAM, Desk, put_program, tool, tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="install.sh is for Linux")

OTHER_TYPE = """<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-other"><glob pattern="*.other"/></mime-type>
</mime-info>
"""
OTHER_ENTRY = """[Desktop Entry]
Type=Application
Name=Other
Exec=other %f
MimeType=application/x-other;
"""
DEFAULTS = """# kept
[Added Associations]
application/x-other=other.desktop;more.desktop;

[Default Applications]
application/x-other=other.desktop
"""


def give_another_program(desk: Desk) -> None:
    """Another program with a file type and caches, as on most desktops."""
    (desk.data / "applications").mkdir(parents=True)
    (desk.data / "applications" / "other.desktop").write_text(OTHER_ENTRY)
    (desk.data / "mime" / "packages").mkdir(parents=True)
    (desk.data / "mime" / "packages" / "other.xml").write_text(OTHER_TYPE)
    (desk.data / "icons" / "hicolor" / "48x48" / "apps").mkdir(parents=True)
    (desk.data / "icons" / "hicolor" / "48x48" / "apps" / "other.png").touch()
    (desk.home / ".local" / "bin").mkdir()
    desk.defaults.parent.mkdir()
    desk.defaults.write_text(DEFAULTS)
    for name, folder in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
        if shutil.which(name):
            command = [name, str(desk.data / folder)]
            subprocess.run(command, env=desk.surroundings, check=True, capture_output=True)


def test_a_removal_leaves_an_empty_home_empty(desk: Desk) -> None:
    desk.install()
    assert len(tree(desk.home)) > 50
    desk.remove()
    assert tree(desk.home) == {}


def test_what_other_programs_installed_is_as_it_was(desk: Desk) -> None:
    give_another_program(desk)
    before = tree(desk.home)
    desk.install()
    assert desk.defaults.read_text() == DEFAULTS.replace(
        "[Default Applications]\n",
        "[Default Applications]\napplication/x-latentlab-session=latentlab.desktop\n",
    )
    desk.install()
    desk.remove()
    assert tree(desk.home) == before


def test_what_others_installed_since_stays(desk: Desk) -> None:
    desk.install()
    (desk.data / "applications" / "later.desktop").write_text(OTHER_ENTRY)
    (desk.data / "mime" / "packages" / "later.xml").write_text(OTHER_TYPE)
    with desk.defaults.open("a") as file:
        file.write("application/x-other=later.desktop\n")
    desk.remove()
    left = {name for name, content in tree(desk.home).items() if content is not None}
    assert {".local/share/applications/later.desktop", ".local/share/mime/packages/later.xml"} <= left
    assert not [name for name in left if "latentlab" in name]
    assert desk.defaults.read_text() == "[Default Applications]\napplication/x-other=later.desktop\n"


def test_what_the_desktop_noted_of_us_since_goes_too(desk: Desk) -> None:
    """A file manager writes down what was opened with what."""
    desk.install()
    desk.defaults.write_text(
        "[Default Applications]\napplication/x-latentlab-session=latentlab.desktop\n"
        "[Added Associations]\n"
        "application/x-latentlab-session=latentlab.desktop;\n"
        "application/zip=archive.desktop;latentlab.desktop;viewer.desktop;\n"
    )
    desk.remove()
    assert desk.defaults.read_text() == (
        "[Added Associations]\napplication/zip=archive.desktop;viewer.desktop;\n"
    )


def test_another_program_that_the_user_chose_stays_the_default(desk: Desk) -> None:
    desk.defaults.parent.mkdir()
    chosen = "[Default Applications]\napplication/x-latentlab-session=other.desktop\n"
    desk.defaults.write_text(chosen)
    desk.install()
    assert desk.defaults.read_text() == chosen
    desk.remove()
    assert desk.defaults.read_text() == chosen


def test_the_command_of_another_installation_is_not_touched(desk: Desk) -> None:
    command = desk.home / ".local" / "bin" / "latentlab"
    command.parent.mkdir(parents=True)
    command.write_text("#!/usr/bin/python3\n")
    assert f"{command} is from another installation and stays as it is." in desk.install()
    desk.remove()
    assert command.read_text() == "#!/usr/bin/python3\n"


def test_the_files_of_another_installation_come_back(desk: Desk) -> None:
    """As `pip install --user` puts them there; an update of ours must not take itself for another."""
    give_another_program(desk)
    for name in ("applications/latentlab.desktop", "icons/hicolor/48x48/apps/latentlab.png"):
        (desk.data / name).write_text("pip's")
    before = tree(desk.home)
    desk.install()
    assert "latentlab-app" in read_entry(desk.entry)["Exec"]
    desk.install()
    desk.remove()
    assert tree(desk.home) == before


def test_the_bundle_removes_too_and_a_second_removal_has_nothing_to_do(desk: Desk) -> None:
    desk.install()
    for told in ("LatentLab is removed.", "LatentLab is not installed in"):
        done = desk.sh(desk.bundle / "install.sh", "--remove")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(told)
    assert tree(desk.home) == {}


def traces(desk: Desk) -> list[Path]:
    """What the program itself wrote: settings, data sets, logs, caches."""
    folders = (".config/LatentLab", ".local/share/latentlab", ".local/state/latentlab", ".cache/latentlab")
    paths = [desk.home / folder / "kept" for folder in folders]
    for path in paths:
        path.parent.mkdir(parents=True)
        path.touch()
    return paths


def test_what_the_user_made_stays_unless_it_is_to_go_too(desk: Desk) -> None:
    desk.install()
    kept = traces(desk)
    session = desk.home / "run.latentlab"
    session.touch()
    desk.remove()
    assert all(path.exists() for path in (*kept, session))
    desk.install()
    desk.remove("--purge")
    assert not any(path.parent.exists() for path in kept)
    assert session.exists(), "a saved session is the user's own"


@pytest.mark.parametrize(("answer", "stays"), [(0, False), (1, True)])
def test_the_menu_asks_before_it_removes(desk: Desk, tmp_path: Path, answer: int, stays: bool) -> None:
    """By the command of the entry's own action, with a dialog that answers."""
    zenity = tmp_path / "tools" / "zenity"
    zenity.parent.mkdir()
    zenity.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "$RECORD"\nexit {answer}\n')
    zenity.chmod(0o755)
    desk.environment |= {"PATH": f"{zenity.parent}:{desk.surroundings['PATH']}", "LANG": "ko_KR.UTF-8"}
    desk.install()
    assert read_entry(desk.entry)["Actions"] == "remove;"
    action = read_entry(desk.entry, "Desktop Action remove")
    assert action["Name[ko]"] == "LatentLab 제거…"
    command = command_of(action["Exec"], "")
    subprocess.run(command, env=desk.surroundings, check=True, capture_output=True, timeout=60)
    assert "--text=LatentLab을 제거할까요? 세션 파일과 설정은 그대로 남습니다." in desk.called_with()
    assert desk.app.exists() == stays
    assert (tree(desk.home) == {}) != stays


def put_running_program(desk: Desk) -> None:
    """Stands in for a program that runs: `cat`, which runs as long as its input is open."""
    shutil.copy(tool("cat"), desk.bundle / "latentlab")


def test_a_running_program_keeps_its_files_when_a_newer_one_comes(desk: Desk) -> None:
    put_running_program(desk)
    desk.install()
    old = desk.app / "1"
    with subprocess.Popen([old / "latentlab"], stdin=subprocess.PIPE) as running:
        files = tree(old)
        assert f"The older LatentLab in {old} is running and goes on" in desk.install()
        assert tree(old) == files
        running.stdin.close()
    desk.install()
    assert [path.name for path in desk.app.glob("[0-9]*")] == ["3"]


def test_a_running_program_is_not_removed(desk: Desk) -> None:
    put_running_program(desk)
    desk.install()
    before = tree(desk.home)
    with subprocess.Popen([desk.app / "1" / "latentlab"], stdin=subprocess.PIPE) as running:
        refused = desk.refusal("--remove")
        running.stdin.close()
    assert refused == (1, "LatentLab is running: please close it first.")
    assert tree(desk.home) == before
    desk.remove()


def test_a_full_disk_is_told_before_anything_is_copied(desk: Desk, tmp_path: Path) -> None:
    df = tmp_path / "tools" / "df"
    df.parent.mkdir()
    df.write_text("#!/bin/sh\nprintf 'Filesystem 1024-blocks\\n/dev/my disk 9999 9988 11 99%% /ho me\\n'\n")
    df.chmod(0o755)
    desk.environment["PATH"] = f"{df.parent}:{desk.surroundings['PATH']}"
    status, told = desk.refusal()
    assert status == 1
    assert told.startswith(f"{desk.app} has room for 0 MB, but LatentLab needs")
    assert tree(desk.home) == {}


def test_a_copy_that_breaks_off_leaves_nothing(desk: Desk) -> None:
    """As at the end of a quota, which no one can know beforehand."""
    (desk.bundle / "_internal" / "libtorch.so").write_bytes(bytes(3_000_000))
    script = desk.bundle / "limited.sh"
    script.write_text('ulimit -f 2000\ntrap "" XFSZ\nexec sh "${0%/*}/install.sh"\n')
    done = desk.sh(script)
    assert done.returncode == 1
    assert "LatentLab could not be copied: " in done.stderr
    assert done.stderr.count("\n") == 1
    assert tree(desk.home) == {}


def test_a_folder_that_cannot_be_written_is_named(desk: Desk) -> None:
    (desk.home / ".local").write_text("a file, not a folder")
    before = tree(desk.home)
    status, told = desk.refusal()
    assert (status, told.partition(":")[0]) == (1, f"{desk.home / '.local'} cannot be written")
    assert tree(desk.home) == before


def test_a_program_that_does_not_start_here_does_not_replace_one_that_does(desk: Desk) -> None:
    desk.install()
    before = tree(desk.home)
    put_program(desk.bundle, "#!/bin/sh\necho one >&2\necho 'version GLIBC_2.99 not found' >&2\nexit 1\n")
    status, told = desk.refusal()
    assert status == 1
    assert told == f"LatentLab does not start from {desk.app}/2/latentlab: version GLIBC_2.99 not found"
    assert tree(desk.home) == before
    put_program(desk.bundle, PROGRAM)
    desk.remove()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--frobnicate"], "There is no option --frobnicate."),
        (["--prefix"], "--prefix needs a folder."),
        (["--prefix="], "There is no option --prefix=."),
        (["--purge"], "--purge and --ask go with --remove."),
        (["--remove", "--in-place"], "--in-place does not go with --remove."),
    ],
)
def test_wrong_use_is_refused(desk: Desk, arguments: list[str], told: str) -> None:
    assert desk.refusal(*arguments) == (2, f"{told} Try: sh install.sh --help")
    assert tree(desk.home) == {}


def test_a_home_that_is_none_and_half_a_bundle_are_refused(desk: Desk) -> None:
    desk.environment["HOME"] = ""
    assert desk.refusal() == (1, "HOME must be the path of your home folder, got ''.")
    desk.environment.clear()
    (desk.bundle / "latentlab").unlink()
    status, told = desk.refusal()
    assert (status, told.partition(";")[0]) == (1, "install.sh must lie beside the program latentlab")
    shutil.rmtree(desk.bundle / "share")
    assert desk.refusal()[1].endswith("share/common.sh is missing: please unpack LatentLab anew.")


def test_help_says_how_and_does_nothing(desk: Desk) -> None:
    told = desk.install("--help")
    assert told.startswith("Usage: sh install.sh [--in-place] [--prefix DIR]")
    assert tree(desk.home) == {}
