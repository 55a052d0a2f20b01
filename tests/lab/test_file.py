"""`latentlab.ini`: every documented key works, and whatever is wrong is told without stopping anything."""

import os
import re
import sys
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.data.catalog import CATALOG
from latentlab.gui.theme import ThemeChoice
from latentlab.lab.file import lab_file, read_lab_settings, settings_from
from latentlab.lab.settings import NOTHING_SET, Choices, LabSettings
from latentlab.lab.values import READERS

EXAMPLE = Path(__file__).parents[2] / "packaging" / "latentlab.example.ini"
PLACE = Path(os.path.abspath("/share/lab/latentlab.ini"))


@pytest.fixture
def ini(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the environment names; it has yet to be written."""
    path = tmp_path / "한 글" / "latentlab.ini"
    path.parent.mkdir()
    monkeypatch.setenv("LATENTLAB_INI", str(path))
    return path


def read(text: str) -> LabSettings:
    return settings_from(text, PLACE)


def complaints(text: str) -> list[str]:
    return [str(complaint) for complaint in read(text).complaints]


def test_the_example_as_it_is_shipped_sets_nothing(ini: Path) -> None:
    ini.write_bytes(EXAMPLE.read_bytes())
    assert read_lab_settings() == LabSettings(ini)


def test_every_key_of_the_example_works_once_its_mark_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    text = re.sub(r"(?m)^#(?=\w+ = )", "", EXAMPLE.read_text(encoding="utf-8")).replace(
        "data = fashion-mnist", ""
    )
    lab = read(text)
    assert lab.complaints == ()
    assert lab.defaults == Choices(
        theme="system",
        data_root=PLACE.parent / "datasets",
        session=PLACE.parent / "sessions" / "lesson-1.latentlab",
        folder=Path.home() / "Documents",
        threads=2,
    )
    assert lab.locked == Choices(
        theme="dark",
        data_root=Path(os.path.abspath("//server/lab/datasets")),
        downloads="forbidden",
        folder=Path.home() / "LatentLab",
        threads=1,
    )


def test_the_example_documents_every_key() -> None:
    named = set(re.findall(r"(?m)^#(\w+) = ", EXAMPLE.read_text(encoding="utf-8")))
    assert named == set(READERS)


def test_the_values_are_those_of_the_program() -> None:
    for theme in get_args(ThemeChoice):
        assert read(f"[locked]\ntheme = {theme}").locked.theme == theme
    for name in CATALOG:
        assert read(f"[defaults]\ndata: {name}").defaults.data == name


def test_a_byte_order_mark_windows_lines_indents_and_capitals_do_no_harm(ini: Path) -> None:
    """As Notepad writes, and as people do."""
    ini.write_bytes(
        "\ufeff[Defaults]\r\n  Theme = Dark\r\n    threads=3\r\n; ü\r\n[ LOCKED ]\r\nfolder='a b'".encode()
    )
    lab = read_lab_settings()
    assert lab.complaints == ()
    assert (lab.defaults.theme, lab.defaults.threads) == ("dark", 3)
    assert lab.locked.folder == ini.parent / "a b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("datasets", PLACE.parent / "datasets"),
        ("../data sets/한글", PLACE.parents[1] / "data sets" / "한글"),
        ('"datasets"', PLACE.parent / "datasets"),
        ("~/datasets", Path.home() / "datasets"),
        ("%LAB%/sets", Path("/mnt/lab/sets")),
        ("x%y", PLACE.parent / "x%y"),
        ("100%", PLACE.parent / "100%"),
        ("/a = b; c # d", Path("/a = b; c # d")),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="paths are written as on POSIX")
def test_a_folder_may_be_relative_have_variables_and_spaces(
    monkeypatch: pytest.MonkeyPatch, text: str, expected: Path
) -> None:
    monkeypatch.setenv("LAB", "/mnt/lab")
    lab = read(f"[defaults]\ndata_root = {text}")
    assert (lab.defaults.data_root, lab.complaints) == (expected, ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("theme = pink", "[defaults] theme: expected one of light, dark, system, got pink."),
        ("theme =", "[defaults] theme: expected a value after the equals sign, got nothing."),
        (
            "data = cifar10",
            "[defaults] data: expected one of mnist-5k, mnist, fashion-mnist, kmnist, got cif",
        ),
        ("session = a.txt", "[defaults] session: expected a .latentlab file, got a.txt."),
        ("data_root = %NOT_SET_HERE%/x", "[defaults] data_root: expected a variable that is set on this"),
        ("data_root = a\0b", "[defaults] data_root: expected a folder, got 'a\\x00b'."),
        ("data_root = ~nobody-has-this-name/x", "[defaults] data_root: expected a folder, got "),
        ("downloads = no", "[defaults] downloads: expected one of allowed, forbidden, got no."),
        ("threads = 0", "[defaults] threads: expected a whole number from 1 to 256, got 0."),
        ("threads = 257", "from 1 to 256, got 257."),
        ("threads = two", "from 1 to 256, got two."),
        ("threads = ٣", "from 1 to 256, got ٣."),
        ("speed = 3", "[defaults] speed is not known: expected one of theme, data_root, data, session,"),
        ("rubbish", "Line 2: expected key = value, got rubbish."),
        ("= 3", "Line 2: expected key = value, got = 3."),
        ("[other]\ntheme = dark", "[other] is not known: expected [defaults] or [locked]."),
        ("[locked]\nsession = a.latentlab", "[locked] session cannot be locked, as the window only begins"),
        (
            "data = mnist\nsession = a.latentlab",
            "[defaults] data, session: expected one of the two, got both.",
        ),
    ],
)
def test_what_is_wrong_is_told_by_its_place_with_what_was_expected(text: str, told: str) -> None:
    """And what is right around it holds."""
    text = f"[defaults]\n{text}\n[locked]\ntheme = dark\n"
    (complaint,) = complaints(text)
    assert complaint.startswith(told) or told in complaint
    assert complaint.endswith(".")
    assert read(text).locked.theme == "dark"


def test_lines_above_the_first_section_are_told_and_left_out() -> None:
    text = "# LatentLab\ntheme = dark\n\n[defaults]\ntheme = light"
    assert complaints(text) == ["Line 2: expected [defaults] or [locked] above it, got theme = dark."]
    assert read(text).defaults.theme == "light"
    assert len(complaints("theme = dark")) == 1


def test_a_section_may_come_twice_and_the_last_value_counts() -> None:
    lab = read("[defaults]\ntheme = dark\n[locked]\nthreads = 1\n[defaults]\ntheme = light\nthreads = 2")
    assert (lab.defaults.theme, lab.defaults.threads, lab.locked.threads) == ("light", 2, 1)
    assert lab.complaints == ()


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    lab = read(text)
    assert all("\n" not in str(complaint) for complaint in lab.complaints)


LINES = st.sampled_from(
    ["[defaults]", "[locked]", "[x", "[]", "]", "=", ":", "theme", "theme = dark", "  theme: dark", "%",
     "%a%", "data_root = %", "data_root = %(x)s", "session = \u2028.latentlab", "threads = 9" * 9, "",
     "\ufeff", "#", ";"]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=8)), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_lines_are_read_without_an_error(lines: list[str], end: str) -> None:
    lab = read(end.join(lines))
    assert all("\n" not in str(complaint) for complaint in lab.complaints)


@given(content=st.binary())
def test_any_bytes_are_read_without_an_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.ini"
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LATENTLAB_INI", str(path))
        assert read_lab_settings().file == path


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "[defaults]\ntheme = dark".encode("utf-16"),
            "Expected text in UTF-8, got another encoding: please save",
        ),
        (b"[defaults]\ndata_root = \xc7\xd1\xb1\xdb", "Expected text in UTF-8"),
        (b"#" * 70_000, "Expected at most 64,000 bytes, got a larger file."),
    ],
)
def test_a_file_that_is_no_text_is_told(ini: Path, content: bytes, told: str) -> None:
    ini.write_bytes(content)
    lab = read_lab_settings()
    assert str(lab.complaints[0]).startswith(told)
    assert (lab.file, lab.defaults, lab.locked) == (ini, Choices(), Choices())


def test_a_file_that_is_named_and_not_there_is_told(ini: Path) -> None:
    assert str(read_lab_settings().complaints[0]) == "The file could not be read: No such file or directory."
    ini.mkdir()
    assert "could not be read" in str(read_lab_settings().complaints[0])


def test_without_a_bundle_only_the_environment_names_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("LATENTLAB_INI", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "latentlab.ini").write_text("[locked]\ntheme = dark")
    assert lab_file() is None
    assert read_lab_settings() is NOTHING_SET
    monkeypatch.setenv("LATENTLAB_INI", "latentlab.ini")
    assert read_lab_settings().locked.theme == "dark"


def test_a_bundle_reads_the_file_beside_its_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Also where it was started by a link; the environment has the last word, and may say "none"."""
    bundle, elsewhere = tmp_path / "bundle", tmp_path / "bin"
    bundle.mkdir()
    elsewhere.mkdir()
    (bundle / "latentlab").write_text("")
    (elsewhere / "latentlab").symlink_to(bundle / "latentlab")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(elsewhere / "latentlab"))
    monkeypatch.delenv("LATENTLAB_INI", raising=False)
    assert lab_file() is None
    (bundle / "latentlab.ini").write_text("")
    assert lab_file() == bundle / "latentlab.ini"
    monkeypatch.setenv("LATENTLAB_INI", str(tmp_path / "other.ini"))
    assert lab_file() == tmp_path / "other.ini"
    monkeypatch.setenv("LATENTLAB_INI", "")
    assert lab_file() is None


def test_on_macos_the_file_lies_beside_the_app_or_inside_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = tmp_path / "LatentLab.app"
    for folder in ("MacOS", "Resources"):
        (app / "Contents" / folder).mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(app / "Contents" / "MacOS" / "latentlab"))
    monkeypatch.delenv("LATENTLAB_INI", raising=False)
    assert lab_file() is None
    for path in (app / "Contents" / "Resources" / "latentlab.ini", tmp_path / "latentlab.ini"):
        path.write_text("")
        assert lab_file() == path


def test_what_is_locked_holds_before_what_was_chosen_and_that_before_the_default() -> None:
    lab = LabSettings(PLACE, defaults=Choices(theme="light", threads=2), locked=Choices(threads=1))
    assert lab.decided("theme", None) == "light"
    assert lab.decided("theme", "dark") == "dark"
    assert lab.decided("threads", 8) == 1
    assert lab.decided("folder", None) is None
    assert lab.locks("threads")
    assert not lab.locks("theme")


@pytest.mark.parametrize("section", ["defaults", "locked"])
def test_downloads_are_forbidden_from_either_section(section: str) -> None:
    assert read(f"[{section}]\ndownloads = forbidden").downloads_are_forbidden
    assert not read(f"[{section}]\ndownloads = allowed").downloads_are_forbidden
    assert not read(
        "[defaults]\ndownloads = forbidden\n[locked]\ndownloads = allowed"
    ).downloads_are_forbidden
