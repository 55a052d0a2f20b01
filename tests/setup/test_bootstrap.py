"""The set-up is done once, again when something changed, and what goes wrong is said in plain words."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import bootstrap
import environment
import pytest
from bootstrap import Order

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A checkout of its own, in which making .venv and calling pip are only written down."""
    done = SimpleNamespace(root=tmp_path, venvs=[], pip=[], pip_fails=False)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / "latentlab-setup.json")
    monkeypatch.setattr(bootstrap, "ensure_libraries", lambda python: None)
    monkeypatch.setattr(bootstrap, "ensure_xvfb", lambda: None)

    def make_venv(folder: Path, clear: bool) -> None:
        done.venvs.append(clear)
        bootstrap.venv_python().parent.mkdir(parents=True, exist_ok=True)
        bootstrap.venv_python().touch()

    def pip(python: Path, arguments: list[str]) -> None:
        done.pip.append(arguments)
        if done.pip_fails:
            raise SystemExit("pip could not install LatentLab")

    monkeypatch.setattr(bootstrap, "make_venv", make_venv)
    monkeypatch.setattr(bootstrap, "pip", pip)
    return done


def test_a_second_start_with_nothing_changed_does_nothing(checkout: SimpleNamespace) -> None:
    bootstrap.set_up(Order("run"))
    bootstrap.set_up(Order("run"))
    assert checkout.pip == [["--editable", str(checkout.root)]]
    assert checkout.venvs == [False]


def test_a_changed_project_file_is_installed_again(checkout: SimpleNamespace) -> None:
    bootstrap.set_up(Order("run"))
    (checkout.root / "pyproject.toml").write_text("[project]\ndependencies = []\n")
    bootstrap.set_up(Order("run"))
    assert len(checkout.pip) == 2
    assert checkout.venvs == [False, False], "what is installed is kept"


def test_another_python_starts_anew(checkout: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap.set_up(Order("run"))
    monkeypatch.setattr(sys, "version", "3.99.0 (main)")
    bootstrap.set_up(Order("run"))
    assert checkout.venvs == [False, True]


def test_the_tests_need_more_than_the_window_and_the_window_nothing_more(checkout: SimpleNamespace) -> None:
    for command in ("run", "test", "run", "test"):
        bootstrap.set_up(Order(command))
    assert checkout.pip == [["--editable", str(checkout.root)], ["--editable", f"{checkout.root}[dev]"]]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pip's own builds are without CUDA")
def test_builds_without_cuda_come_first_and_are_remembered(checkout: SimpleNamespace) -> None:
    bootstrap.set_up(Order("run", cpu=True))
    assert checkout.pip[0] == ["--index-url", bootstrap.CPU_INDEX, "torch", "torchvision"]
    bootstrap.set_up(Order("run"))
    assert len(checkout.pip) == 2


def test_another_build_of_torch_starts_anew(checkout: SimpleNamespace) -> None:
    bootstrap.set_up(Order("run"))
    bootstrap.set_up(Order("run", torch="torch==2.13.0"))
    assert checkout.venvs == [False, True]
    assert checkout.pip[-1] == ["--editable", str(checkout.root), "torch==2.13.0"]


def test_a_set_up_that_failed_goes_on_with_the_same_choices(checkout: SimpleNamespace) -> None:
    checkout.pip_fails = True
    with pytest.raises(SystemExit):
        bootstrap.set_up(Order("test", torch="torch==2.13.0"))
    checkout.pip_fails = False
    bootstrap.set_up(Order("run"))
    assert checkout.pip[-1] == ["--editable", f"{checkout.root}[dev]", "torch==2.13.0"]
    assert checkout.venvs == [False, False]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"colour": "red"}', "null"])
def test_a_stamp_that_is_none_means_a_new_set_up(checkout: SimpleNamespace, text: str) -> None:
    bootstrap.set_up(Order("run"))
    bootstrap.STAMP.write_text(text)
    bootstrap.set_up(Order("run"))
    assert len(checkout.pip) == 2
    assert json.loads(bootstrap.STAMP.read_text())["python"] == sys.version


@pytest.mark.parametrize(
    ("arguments", "order"),
    [
        ("run", Order("run")),
        ("run --cpu", Order("run", cpu=True)),
        ("test --torch torch==2.13.0 --cpu -k idx", Order("test", True, "torch==2.13.0", ("-k", "idx"))),
        ("run --torch=torch==2.13.0 x.latentlab", Order("run", torch="torch==2.13.0", rest=("x.latentlab",))),
        ("run train --cpu", Order("run", rest=("train", "--cpu"))),
        ("test --long --cpu -x", Order("test", cpu=True, rest=("-x",), long=True)),
        ("run --long", Order("run", rest=("--long",))),
        ("", None),
        ("walk", None),
        ("run --torch", None),
    ],
)
def test_our_options_stand_before_those_passed_on(arguments: str, order: Order | None) -> None:
    assert bootstrap.parse(arguments.split()) == order


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run", "--torch"]])
def test_wrong_use_shows_both_commands(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(arguments) == 2
    said = capsys.readouterr().err
    assert "packaging/bootstrap.py run" in said
    assert "packaging/bootstrap.py test" in said


@pytest.mark.parametrize("version", [(3, 7), (3, 10)])
def test_an_old_python_is_told_in_one_line_which_one_to_use(
    version: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: name if name == "python3.12" else None)
    complaint = str(environment.python_complaint(version))
    assert f"3.11 or newer, this is {version[0]}.{version[1]}: please use python3.12 instead" in complaint
    assert environment.python_complaint((3, 11)) is None


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        ((), True),
        (("run.latentlab",), True),
        (("--exit-after-first-paint", "--json", "x.json"), True),
        (("self-test",), False),
        (("train", "--latent", "2"), False),
        (("--help",), False),
    ],
)
def test_only_the_window_needs_a_display(arguments: tuple[str, ...], opens: bool) -> None:
    assert bootstrap.opens_window(arguments) == opens


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a display")
def test_without_a_display_one_line_names_what_works(
    checkout: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert bootstrap.main(["run"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "latentlab screenshot" in line
    assert "latentlab self-test" in line


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_any_way_to_show_a_window_will_do(name: str) -> None:
    assert bootstrap.has_display({name: ":0"})


def test_of_pip_s_words_the_errors_are_kept_and_help_is_added() -> None:
    said = [
        "Collecting torch",
        "ERROR: Could not install packages due to an OSError: No space left on device",
    ]
    told = environment.pip_failure([*said, "more words"]).splitlines()
    assert told[0] == "pip could not install LatentLab:"
    assert told[1] == said[1]
    assert "--cpu" in told[2]
    assert environment.pip_failure(["strange", "words"]).splitlines()[1:] == ["strange", "words"]


def test_a_failing_pip_ends_with_its_own_error_and_no_traceback() -> None:
    with pytest.raises(SystemExit) as ended:
        environment.pip(
            Path(sys.executable), ["--no-index", "--find-links", str(ROOT / "tests"), "latentlab-that-is-not"]
        )
    told = str(ended.value).splitlines()
    assert told[0] == "pip could not install LatentLab:"
    assert any("latentlab-that-is-not" in line for line in told)
    assert "another Python" in told[-1]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("  Downloading torch-2.13.0.whl (80 MB)", True),
        ("Installing collected packages: torch", True),
        ("  Installing build dependencies: started", False),
        ("Requirement already satisfied: numpy", False),
        ("", False),
    ],
)
def test_a_pipe_is_told_of_progress_only(line: str, shown: bool, capsys: pytest.CaptureFixture[str]) -> None:
    environment.show_progress(line)
    assert (line.strip() in capsys.readouterr().out) == (shown or not line)


def test_every_check_runs_and_one_failure_fails_all(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def pretended_run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        ran.append(command[-1])
        return subprocess.CompletedProcess(command, 1 if command[-1] == "mypy" else 0)

    monkeypatch.setattr(bootstrap.subprocess, "run", pretended_run)
    assert bootstrap.test(("tests/data",), long=False) == 1
    assert len(ran) == 5
    assert ran[-1] == "tests/data", "pytest comes last, with the arguments passed on"
    assert [name for name, _ in bootstrap.checks(())] == [
        "ruff check",
        "ruff format",
        "mypy",
        "import-linter",
        "pytest",
    ]


def test_the_tests_run_offscreen_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    platforms: list[str] = []

    def pretended_run(command: list[str], env: dict[str, str], **options: object) -> SimpleNamespace:
        platforms.append(env["QT_QPA_PLATFORM"])
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(bootstrap.subprocess, "run", pretended_run)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert bootstrap.test((), long=False) == 0
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    bootstrap.test((), long=False)
    assert set(platforms[:5]) == {"offscreen"}
    assert set(platforms[5:]) == {"xcb"}


def test_the_long_tests_run_only_where_they_are_asked_for_and_then_one_after_the_other() -> None:
    def arguments_of_pytest(long: bool) -> list[str]:
        name, command = bootstrap.checks(("-k", "idx"), long)[-1]
        assert name == "pytest"
        return command[3:]

    assert arguments_of_pytest(long=False) == ["-m", "not long", "-n", "2", "--dist", "loadfile", "-k", "idx"]
    assert arguments_of_pytest(long=True) == ["-k", "idx"]


def test_ci_runs_the_readmes_test_command_and_the_long_tests_too() -> None:
    command = "python3 packaging/bootstrap.py test"
    assert f"\n{command} --long || exit 1\n" in (ROOT / ".ci" / "run").read_text()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"    {command}\n" in readme
    assert "    python3 packaging/bootstrap.py run\n" in readme


def test_packaging_never_shadows_the_library_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("name", ["bootstrap.py", "environment.py", "system_libraries.py"])
def test_an_old_python_can_read_the_script_as_far_as_its_friendly_line(name: str) -> None:
    ast.parse((ROOT / "packaging" / name).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_script_needs_nothing_but_the_standard_library() -> None:
    """-I -S leaves only that; wrong use is the quickest way through the imports."""
    code = "import sys; sys.path.insert(0, 'packaging'); import bootstrap; sys.exit(bootstrap.main([]))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, bootstrap.__doc__.splitlines()[0])
