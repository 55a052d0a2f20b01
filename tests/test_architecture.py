"""The architecture is what it is said to be: who imports whom, when, and how a file looks."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fresh_process import fresh_modules, fresh_packages

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = sorted((ROOT / "latentlab").rglob("*.py"))
SOURCES = [*PACKAGE, *sorted((ROOT / "packaging").rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
CORE = ("data", "models", "training", "latent", "session", "lab", "last_run")
LONGEST = 350  # lines of a file


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported_by(path: Path) -> set[str]:
    """Top-level packages named in any import of a file, at its head or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def files_that_import(package: str) -> list[str]:
    return [name_of(path) for path in PACKAGE if package in imported_by(path)]


def test_the_layers_hold() -> None:
    """The contracts in pyproject.toml, read by import-linter."""
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert re.search(r"Contracts: [1-9]\d* kept, 0 broken", ended.stdout), "no contract was read"


def test_every_module_of_the_core_is_imported_without_qt() -> None:
    modules = [module_of(p) for p in PACKAGE if p.relative_to(ROOT).parts[1] in CORE]
    modules += [
        f"latentlab.{name}"
        for name in ("api", "errors", "resources", "atomic", "bug_log", "plain_json", "limits")
    ]
    assert len(modules) > 30
    came_along = fresh_packages(f"import {', '.join(modules)}")
    assert not came_along & {"PySide6", "shiboken6", "pyqtgraph", "qtawesome"}


def test_the_window_is_imported_without_what_is_slow() -> None:
    """It paints first; torch and the like come behind its back."""
    modules = fresh_modules("import latentlab.gui.main_window, latentlab.gui.app")
    came_along = {name.partition(".")[0] for name in modules}
    assert "PySide6" in came_along
    assert not came_along & {
        "torch", "torchvision", "umap", "pynndescent", "numba", "sklearn", "scipy", "openTSNE", "hypothesis",
        "superqt", "qtpy",
    }  # fmt: skip
    assert not modules & {"numpy.ma", "urllib.request", "latentlab.export.preview", "latentlab.data.download"}


def test_the_command_line_is_imported_without_what_is_slow() -> None:
    """`--help` and a refused option answer at once."""
    came_along = fresh_packages("import latentlab.__main__, latentlab.cli.main")
    assert not came_along & {"torch", "torchvision", "umap", "numba", "sklearn", "scipy", "PySide6"}


@pytest.mark.parametrize(
    ("package", "folders"),
    [
        ("PySide6", ("latentlab/gui/",)),
        ("torchvision", ("latentlab/data/download.py", "latentlab/data/transforms.py")),
        ("umap", ("latentlab/latent/",)),
        ("openTSNE", ("latentlab/latent/",)),
        ("numba", ("latentlab/latent/",)),
        ("sklearn", ("latentlab/latent/",)),
        ("safetensors", ("latentlab/session/",)),
        ("rich", ("latentlab/cli/",)),
    ],
)
def test_a_library_is_known_in_its_place_only(package: str, folders: tuple[str, ...]) -> None:
    astray = [name for name in files_that_import(package) if not name.startswith(folders)]
    assert astray == []


def test_pyqtgraph_is_known_to_the_widgets_only() -> None:
    """The rest of the window works with values and signals."""
    astray = [n for n in files_that_import("pyqtgraph") if not n.startswith("latentlab/gui/widgets/")]
    assert astray == []


def test_only_the_job_knows_threads_of_qt() -> None:
    mentions = [name_of(p) for p in PACKAGE if re.search(r"\bQThread(Pool)?\b|\bQRunnable\b", p.read_text())]
    assert mentions == ["latentlab/gui/job.py"]


def test_nothing_is_pickled() -> None:
    """A session from somebody else must never run code."""
    assert [n for n in map(name_of, PACKAGE) if {"pickle", "joblib", "shelve"} & imported_by(ROOT / n)] == []
    unsafe = r"allow_pickle=True|torch\.(save|load)\(|weights_only=False"
    assert [name_of(path) for path in PACKAGE if re.search(unsafe, path.read_text())] == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_file_is_one_sentence_and_not_too_long(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text)) or ""
    first = docstring.partition("\n")[0]
    assert first.endswith("."), f"the first line of {name_of(path)} must be a sentence, got {first!r}"
    assert ". " not in first.replace("e.g. ", ""), f"{name_of(path)} needs one sentence, got {first!r}"
    assert len(text.splitlines()) <= LONGEST


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_function_is_longer_than_a_page(path: Path) -> None:
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 60
    ]
    assert long == []


def test_every_silenced_check_says_which() -> None:
    bare = re.compile(r"#\s*type:\s*ignore(?!\[)|#\s*noqa(?!: ?[A-Z])")
    assert [
        f"{name_of(path)}:{number}"
        for path in [*SOURCES, *TESTS]
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ] == []


def test_every_test_says_what_it_is_about() -> None:
    empty = [
        name_of(p)
        for p in TESTS
        if p.name.startswith("test_") and not ast.get_docstring(ast.parse(p.read_text()))
    ]
    assert empty == []


def test_no_test_sleeps() -> None:
    """Waits are signals: a sleep is too short on one machine and too long on all others."""
    sleeping = re.compile(r"\bsleep\(")
    assert [
        name_of(path)
        for path in TESTS
        if path != Path(__file__).resolve()
        and "benchmarks" not in path.parts
        and sleeping.search(path.read_text(encoding="utf-8"))
    ] == []


def test_no_folder_shadows_the_library_it_is_named_after() -> None:
    """An `__init__.py` in packaging/ would hide the library `packaging` from pip and pytest."""
    assert not (ROOT / "packaging" / "__init__.py").exists()
