"""Building the bundle: its environment, the data inside, the archive, the rooms it is tried in."""

import hashlib
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from types import SimpleNamespace

import archive
import build
import build_environment
import clean_room
import dataset_folder
import pytest
from build_environment import BuildOrder, pip_steps

ROOT = Path(__file__).resolve().parents[2]


def test_without_an_order_torch_comes_from_the_index_of_builds_without_cuda(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    first, last = pip_steps(BuildOrder(), ROOT)
    assert first == ["--index-url", build_environment.CPU_INDEX, "torch", "torchvision"]
    assert last == ["--editable", f"{ROOT}[bundle]"]


def test_an_ordered_torch_is_named_to_pip_beside_the_project():
    assert pip_steps(BuildOrder(torch="torch==2.13.0"), ROOT) == [
        ["--editable", f"{ROOT}[bundle]", "torch==2.13.0"]
    ]


def test_with_cuda_and_on_macos_pip_chooses(monkeypatch):
    assert len(pip_steps(BuildOrder(cuda=True), ROOT)) == 1
    monkeypatch.setattr(sys, "platform", "darwin")
    assert len(pip_steps(BuildOrder(), ROOT)) == 1


@pytest.fixture
def pretended(tmp_path, monkeypatch) -> SimpleNamespace:
    """An environment that is only written down."""
    done = SimpleNamespace(venvs=0, folder=tmp_path / "venv", problem=None, packages=tmp_path / "packages")
    done.packages.mkdir()

    def make_venv(folder: Path, clear: bool) -> None:
        done.venvs += 1
        folder.mkdir(exist_ok=True)

    monkeypatch.setattr(build_environment, "make_venv", make_venv)
    monkeypatch.setattr(build_environment, "pip", lambda python, arguments: None)
    monkeypatch.setattr(build_environment, "ensure_libraries", lambda python: None)
    monkeypatch.setattr(build_environment, "torchvision_problem", lambda python: done.problem)
    monkeypatch.setattr(build_environment, "_site_packages", lambda python: done.packages)
    monkeypatch.setattr(build_environment.subprocess, "run", lambda *_, **__: None)
    return done


def test_the_same_order_takes_the_same_environment_and_another_makes_a_new_one(pretended):
    for order, venvs in ((BuildOrder(), 1), (BuildOrder(), 1), (BuildOrder(torch="torch==2.13.0"), 2)):
        build_environment.build_environment(pretended.folder, ROOT, order)
        assert pretended.venvs == venvs


def test_a_torchvision_that_does_not_import_is_left_out_with_a_word(pretended):
    pretended.problem = "RuntimeError: operator torchvision::nms does not exist"
    python = build_environment.build_environment(pretended.folder, ROOT, BuildOrder())
    assert "nms does not exist" in str(build_environment.without_torchvision(python))


def test_a_torchvision_that_imports_goes_along(pretended):
    python = build_environment.build_environment(pretended.folder, ROOT, BuildOrder())
    assert build_environment.without_torchvision(python) is None


@pytest.mark.parametrize(
    "arguments", [["--torch"], ["--cuda", "--torch", "x"], ["--format", "rar"], ["more"]]
)
def test_a_wrong_use_of_build_ends_with_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        build.parse(arguments)
    assert ended.value.code == 2
    assert "build.py" in capsys.readouterr().err


@pytest.fixture
def datasets(tmp_path, monkeypatch) -> Path:
    """A folder in torchvision's layout, its files small and their sizes declared so."""
    monkeypatch.setattr(dataset_folder, "SIZES", {"train-images-idx3-ubyte": 16, "t10k-labels-idx1-ubyte": 8})
    raw = tmp_path / "data" / "MNIST" / "raw"
    raw.mkdir(parents=True)
    (raw / "train-images-idx3-ubyte").write_bytes(bytes(16))
    (raw / "t10k-labels-idx1-ubyte").write_bytes(bytes(8))
    (raw / "train-images-idx3-ubyte.gz").write_bytes(b"not wanted")
    return tmp_path / "data"


def test_whole_data_sets_are_taken_along(datasets, tmp_path):
    folder = dataset_folder.collect_datasets(datasets, tmp_path / "inside")
    names = sorted(path.name for path in folder.rglob("*") if path.is_file())
    assert names == ["t10k-labels-idx1-ubyte", "train-images-idx3-ubyte"]


def test_a_truncated_data_set_stops_the_build_and_names_the_file(datasets, tmp_path):
    (datasets / "MNIST" / "raw" / "t10k-labels-idx1-ubyte").write_bytes(bytes(7))
    with pytest.raises(SystemExit, match=r"t10k-labels-idx1-ubyte of 8 bytes, got 7 bytes"):
        dataset_folder.collect_datasets(datasets, tmp_path / "inside")


def test_a_folder_without_data_sets_stops_the_build(tmp_path):
    with pytest.raises(SystemExit, match="Expected a folder with MNIST/raw"):
        dataset_folder.collect_datasets(tmp_path, tmp_path / "inside")


@pytest.mark.shared_data
def test_the_real_data_sets_have_the_sizes_that_are_asked_for(tmp_path):
    shared = ROOT.parent / "shared" / "data"
    if not (shared / "MNIST").is_dir():
        pytest.skip("the whole MNIST is not here")
    folder = dataset_folder.collect_datasets(shared, tmp_path / "inside")
    assert sum(path.stat().st_size for path in (folder / "MNIST").rglob("*-ubyte")) == 54_950_048


@pytest.fixture
def small_bundle(tmp_path) -> Path:
    bundle = tmp_path / "dist" / "latentlab"
    bundle.mkdir(parents=True)
    program = bundle / "latentlab"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    os.symlink("latentlab", bundle / "link")
    return bundle


@pytest.mark.parametrize("form", ["gz", "xz"])
@pytest.mark.parametrize("has_tools", [True, False])
def test_an_archive_keeps_links_and_rights_and_nobody_s_name(small_bundle, form, has_tools, monkeypatch):
    if not has_tools:
        monkeypatch.setattr(archive.shutil, "which", lambda name: None)
    packed = archive.pack(small_bundle, small_bundle.parent, "1.2.3", form)
    assert packed.name.startswith("latentlab-1.2.3-")
    with tarfile.open(packed) as opened:
        program, link = opened.getmember("latentlab/latentlab"), opened.getmember("latentlab/link")
    assert (program.mode & 0o111, program.uid, program.uname) == (0o111, 0, "")
    assert link.issym()


def test_the_checksum_beside_the_archive_is_its_own(small_bundle):
    packed = archive.pack(small_bundle, small_bundle.parent, "1.2.3", "zip")
    digest, name = packed.with_name(f"{packed.name}.sha256").read_text().split()
    assert (digest, name) == (hashlib.sha256(packed.read_bytes()).hexdigest(), packed.name)
    with zipfile.ZipFile(packed) as opened:
        assert "latentlab/latentlab" in opened.namelist()


STAND_IN = """#!{python}
import json, os, pathlib, sys
told = pathlib.Path(sys.argv[sys.argv.index("--json") + 1])
platform = "xcb" if "DISPLAY" in os.environ else "offscreen"
parts = [{{"name": "window", "facts": {{"platform": platform}}}}]
told.write_text(json.dumps({{"frozen": {frozen}, "parts": parts}}))
{more}
"""


def stand_in(folder: Path, frozen: bool = True, more: str = "") -> Path:
    """A program that answers as the bundle does."""
    bundle = folder / "bundle"
    bundle.mkdir()
    program = bundle / "latentlab"
    program.write_text(STAND_IN.format(python=sys.executable, frozen=frozen, more=more))
    program.chmod(0o755)
    return bundle


def rooms_of(bundle: Path, told: Path) -> tuple[int, dict[str, list[str]]]:
    status = clean_room.main(["--bundle", str(bundle), "--json", str(told)])
    results = json.loads(told.read_text())
    return status, {result["room"]: result["problems"] for result in results}


def test_a_bundle_that_works_passes_in_every_room(tmp_path):
    status, problems = rooms_of(stand_in(tmp_path), tmp_path / "told.json")
    assert status == 0
    assert len(problems) == 4
    assert not any(problems.values())


def test_a_python_that_runs_in_the_bundle_s_place_is_noticed(tmp_path):
    status, problems = rooms_of(stand_in(tmp_path, frozen=False), tmp_path / "told.json")
    assert status == 1
    assert all(told == ["it was not the bundle that ran"] for told in problems.values())


def test_a_failing_self_test_is_told_with_its_own_words(tmp_path):
    bundle = stand_in(tmp_path, more="sys.exit('a part is broken')")
    status, problems = rooms_of(bundle, tmp_path / "told.json")
    assert status == 1
    assert all(told == ["a part is broken"] for told in problems.values())


def test_a_bundle_that_writes_into_itself_fails(tmp_path, capsys):
    more = "pathlib.Path(sys.argv[0]).with_name('trace.pyc').touch()"
    bundle = stand_in(tmp_path, more=more)
    assert clean_room.main(["--bundle", str(bundle)]) == 1
    assert "trace.pyc in the bundle was changed" in capsys.readouterr().out


def test_a_kernel_compiled_at_home_fails(tmp_path):
    more = "home = pathlib.Path(os.environ['HOME']); home.exists() and (home / 'x.nbi').touch()"
    status, problems = rooms_of(stand_in(tmp_path, more=more), tmp_path / "told.json")
    assert status == 1
    assert "a kernel was compiled into" in problems["an empty home"][0]


def test_the_rooms_give_no_python_and_no_variable_of_ours(tmp_path):
    more = "told.with_name('env').write_text(''); pathlib.Path(r'%s').write_text(repr(dict(os.environ)))"
    seen = tmp_path / "seen"
    bundle = stand_in(tmp_path, more=more % seen)
    clean_room.main(["--bundle", str(bundle)])
    environment = eval(seen.read_text())
    assert "PYTHONPATH" not in environment
    assert subprocess.run(["/bin/sh", "-c", "command -v python3"], env=environment).returncode != 0


def test_without_a_bundle_clean_room_says_what_makes_one(tmp_path, capsys):
    assert clean_room.main(["--bundle", str(tmp_path)]) == 2
    assert "packaging/build.py makes one" in capsys.readouterr().err


def test_what_the_program_opens_gets_the_users_own_libraries(tmp_path):
    """A file browser that found the bundle's libraries would not start."""
    told = tmp_path / "told"
    code = (
        f"import os, pathlib; pathlib.Path({str(told)!r}).write_text(os.environ.get('LD_LIBRARY_PATH', ''))"
    )
    entry = ROOT / "packaging" / "entry.py"
    script = f"import sys; sys._MEIPASS = 'x'; sys.path[:0] = [{str(entry.parent)!r}]; import entry\n"
    script += f"entry.give_back_library_path(); {code}"
    for given, expected in (
        ({"LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/users"}, "/users"),
        ({"LD_LIBRARY_PATH": "/bundle"}, ""),
    ):
        subprocess.run([sys.executable, "-c", script], env={**os.environ, **given}, check=True)
        assert told.read_text() == expected
