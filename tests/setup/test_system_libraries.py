"""Missing system libraries are found by loading Qt, and named as Debian names their packages."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import system_libraries as libraries


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libOpenGL.so.0", "libopengl0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libz.so.1", "zlib1g"),
    ],
)
def test_a_library_is_in_the_package_that_debian_puts_it_in(library: str, package: str) -> None:
    assert libraries.package_of(library) == package


def test_the_loader_s_complaint_names_the_library() -> None:
    complaint = "libEGL.so.1: cannot open shared object file: No such file or directory"
    assert libraries.named_in_error(complaint) == {"libEGL.so.1"}
    assert libraries.named_in_error("libQt6Gui.so.6: undefined symbol: x") == set()


def test_ldd_names_all_that_is_missing() -> None:
    output = (
        "\tlinux-vdso.so.1 (0x00007ffd)\n"
        "\tlibxcb-cursor.so.0 => not found\n"
        "\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)\n"
        "\tlibxkbcommon-x11.so.0 => not found\n"
    )
    assert libraries.named_by_ldd(output) == {"libxcb-cursor.so.0", "libxkbcommon-x11.so.0"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux leaves libraries to the system")
def test_where_these_tests_run_qt_misses_nothing() -> None:
    assert libraries.missing_libraries(Path(sys.executable)) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux leaves libraries to the system")
def test_a_library_that_qt_cannot_load_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PySide6 whose only part is no library stands in for one whose library is missing."""
    part = tmp_path / "PySide6" / "Qt" / "lib" / "libQt6Core.so.6"
    part.parent.mkdir(parents=True)
    (tmp_path / "PySide6" / "__init__.py").touch()
    part.write_text("not a library")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(libraries, "_ldd", lambda part: f"\tlibEGL.so.1 => not found\n\tpart => {part}\n")
    assert libraries.missing_libraries(Path(sys.executable)) == ["libEGL.so.1"]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A pretended Linux: which programs it has, who the user is, and what apt was asked."""
    machine = SimpleNamespace(programs={"apt-get"}, user=1000, sudo=0, apt=0, commands=[])

    def pretended_run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        if command[-1] != "true":
            machine.commands.append(command)
        status = machine.sudo if command[-1] == "true" else machine.apt
        return subprocess.CompletedProcess(command, status, "E: Unable to locate package\n", "")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(libraries.shutil, "which", lambda name: name if name in machine.programs else None)
    monkeypatch.setattr(libraries.os, "geteuid", lambda: machine.user)
    monkeypatch.setattr(libraries.subprocess, "run", pretended_run)
    return machine


def test_root_installs_with_apt(machine: SimpleNamespace) -> None:
    machine.user = 0
    libraries.install(["libegl1", "libgl1", "libegl1"], "Qt needs them")
    update, installation = machine.commands
    assert update[:3] == ["apt-get", "-q", "update"]
    assert installation[:6] == ["apt-get", "install", "-y", "--no-install-recommends", "libegl1", "libgl1"]


def test_sudo_without_a_password_is_used(machine: SimpleNamespace) -> None:
    machine.programs.add("sudo")
    libraries.install(["xvfb"], "The tests need Xvfb")
    assert all(command[:3] == ["sudo", "-n", "apt-get"] for command in machine.commands)


@pytest.mark.parametrize("has_sudo", [True, False])
def test_without_rights_one_line_says_what_to_run(machine: SimpleNamespace, has_sudo: bool) -> None:
    machine.sudo = 1  # it would ask for a password
    machine.programs |= {"sudo"} if has_sudo else set()
    with pytest.raises(SystemExit) as ended:
        libraries.install(["libegl1", "libgl1"], "Qt needs libEGL.so.1, libGL.so.1")
    line = str(ended.value)
    assert "sudo apt-get install -y --no-install-recommends libegl1 libgl1" in line
    assert "\n" not in line
    assert machine.commands == []


def test_without_apt_the_libraries_are_named(machine: SimpleNamespace) -> None:
    machine.programs.clear()
    with pytest.raises(SystemExit, match=r"Qt needs libEGL\.so\.1"):
        libraries.install(["libegl1"], "Qt needs libEGL.so.1")


def test_a_failing_apt_ends_with_its_last_word(machine: SimpleNamespace) -> None:
    machine.user, machine.apt = 0, 100
    with pytest.raises(SystemExit, match="apt-get failed: E: Unable to locate package"):
        libraries.install(["libegl1"], "Qt needs it")
