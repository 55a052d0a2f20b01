"""The compiled kernels that travel inside a bundle."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from latentlab.latent.bundled_kernels import BundledKernels, use_bundled_kernels

CHECKOUT = Path(__file__).resolve().parents[2]

# What a bundle does, but for being frozen; prints whether the kernels had to be compiled.
USE = """
import sys
from pathlib import Path
from latentlab.latent.bundled_kernels import keep_kernels_in
keep_kernels_in(Path(sys.argv[1]))
import llvmlite.binding
llvmlite.binding.get_host_cpu_name = lambda: sys.argv[2]
from latentlab.latent.maps.umap_kernel import epoch_kernel, was_compiled_here
from latentlab.gui.widgets.scatter import blend_kernel
epoch_kernel()
blend_kernel.compile_kernel()
print(was_compiled_here(), blend_kernel.was_compiled_here())
"""


def use(folder: Path, cpu: str, working_folder: Path) -> str:
    command = [sys.executable, "-c", USE, str(folder), cpu]
    environment = {"PYTHONPATH": str(CHECKOUT), "HOME": str(working_folder)}
    done = subprocess.run(
        command, cwd=working_folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def kernels(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "kernels"
    made = [sys.executable, str(CHECKOUT / "packaging" / "make_kernels.py"), str(folder)]
    subprocess.run(made, env={"PYTHONPATH": str(CHECKOUT)}, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("cpu", ["nehalem", "znver4", "generic"])
def test_kernels_made_here_fit_another_processor_in_another_place(kernels, cpu, tmp_path):
    moved = tmp_path / "somewhere else 한글"
    kernels_there = moved / "kernels"
    moved.mkdir()
    for file in kernels.iterdir():
        kernels_there.mkdir(exist_ok=True)
        (kernels_there / file.name).write_bytes(file.read_bytes())
    before = {file.name: file.stat().st_mtime_ns for file in kernels_there.iterdir()}
    assert use(kernels_there, cpu, tmp_path) == "False False"
    assert {file.name: file.stat().st_mtime_ns for file in kernels_there.iterdir()} == before


def test_a_folder_without_kernels_is_noticed(tmp_path):
    assert use(tmp_path / "empty", "generic", tmp_path) == "True True"


def test_a_kernel_of_another_source_is_not_taken(tmp_path):
    source = tmp_path / "source.py"
    source.write_text("one")
    place = BundledKernels.from_function(use, str(source))
    stamp = place.get_source_stamp()
    source.write_text("two")
    assert place.get_source_stamp() != stamp


def test_outside_a_bundle_nothing_is_changed(monkeypatch):
    monkeypatch.delenv("NUMBA_CPU_NAME", raising=False)
    assert not use_bundled_kernels()

    assert "NUMBA_CPU_NAME" not in os.environ
