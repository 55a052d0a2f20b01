"""What `import latentlab` offers is known to people, editors and type checkers, and costs nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

import latentlab
from latentlab import api
from latentlab.resources import resource
from tests.fresh_process import ROOT, fresh_modules, fresh_packages

QT = {"PySide6", "shiboken6", "pyqtgraph", "qtawesome", "qtpy"}
PROGRAM = """
import latentlab

session: latentlab.Session = latentlab.load_session("run.latentlab")
for event in latentlab.train(latentlab.open_images("mnist-5k"), latentlab.TrainingConfig(epochs=3)):
    match event:
        case latentlab.Finished():
            reveal_type(latentlab.decode(event.model, [[0.0, 1.0]]))
latentlab.encode("run.latentlab", [])
latentlab.nonsense
"""


def test_the_names_are_those_of_the_api_and_nothing_else() -> None:
    assert latentlab.__all__ == sorted(api.__all__, key=lambda name: (name.islower(), name))
    assert set(latentlab.__all__) <= set(dir(latentlab))
    assert all(getattr(latentlab, name) is getattr(api, name) for name in latentlab.__all__)
    with pytest.raises(AttributeError, match="module 'latentlab' has no attribute 'nonsense'"):
        _ = latentlab.nonsense


def test_the_package_lists_every_function() -> None:
    functions = [name for name in latentlab.__all__ if name.islower()]
    assert len(functions) == 13
    assert [name for name in functions if name not in str(latentlab.__doc__)] == []


def test_every_name_says_what_it_is() -> None:
    assert [name for name in latentlab.__all__ if not getattr(latentlab, name).__doc__] == []


def test_the_import_alone_brings_nothing_along() -> None:
    brought = fresh_modules("import latentlab; latentlab.__version__, dir(latentlab)") - fresh_modules("")
    assert {name for name in brought if name.startswith("latentlab")} == {"latentlab"}
    assert "numpy" not in brought
    assert len(brought) < 40  # of the standard library, for `typing`


def test_the_first_name_brings_no_library_that_is_slow() -> None:
    brought = fresh_packages("import latentlab; latentlab.TrainingConfig()")
    assert not brought & (QT | {"torch", "torchvision", "sklearn", "scipy", "numba", "umap", "openTSNE"})


@pytest.mark.long
def test_a_whole_visit_imports_no_qt() -> None:
    brought = fresh_packages(
        "import latentlab\n"
        f"session = latentlab.load_session({str(resource('sessions', 'first.latentlab'))!r})\n"
        "images = latentlab.open_images(session.data_name).images[:20]\n"
        "latentlab.decode(session, latentlab.encode(session, images))\n"
        "for method in ('pca', 'umap'): latentlab.project(session.codes[:300], method)\n"
    )
    assert "torch" in brought
    assert "numba" in brought
    assert not brought & QT


@pytest.mark.long
def test_a_type_checker_knows_every_name_and_what_it_takes(tmp_path: Path) -> None:
    """Seconds where the checks before left mypy its cache, half a minute where not."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    told = subprocess.run(
        [sys.executable, "-m", "mypy", str(program)], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    assert 'Revealed type is "numpy.ndarray[' in told
    assert 'Argument 1 to "encode" has incompatible type "str"; expected "Session | Autoencoder"' in told
    assert 'Module has no attribute "nonsense"' in told
    assert "Found 2 errors in 1 file" in told
