"""The rules of the bundle: what stays out, what must be inside, how large it may be."""

import os
import shutil
import subprocess
from pathlib import Path

import bundle_checks
import pytest
from bundle_checks import allowed_libraries, check_bundle, check_packed, resolved, size_mb
from bundle_components import distributions_of, metadata_files, system_libraries
from bundle_contents import cuda_files, is_wanted_file, is_wanted_module, remove_unused, unused_modules


@pytest.mark.parametrize(
    "place",
    [
        "torch/lib/libcudart.so.13",
        "nvidia/cublas/lib/libcublas.so.12",
        "libcudart.faf08d9a.so.13",
        "triton/_C/libtriton.so",
        "torch\\lib\\cudart64_12.dll",
        "torch/lib/libtorch_cuda.so",
        "torch/lib/libc10_cuda.so",
    ],
)
def test_what_belongs_to_cuda_is_found(place):
    assert cuda_files([place, "torch/lib/libtorch_cpu.so"]) == [place]


@pytest.mark.parametrize("place", ["torch/cuda/__init__.py", "torch/lib/libtorch_cpu.so", "libicudata.so.73"])
def test_what_only_speaks_of_cuda_is_no_part_of_it(place):
    assert cuda_files([place]) == []


@pytest.mark.parametrize(
    ("place", "is_wanted"),
    [
        ("numpy/tests/data/x.csv", False),
        ("torch/testing/_internal/logging_tensor.py", True),  # torch itself imports it
        ("torch/testing/_comparison.py", True),
        ("PySide6/Qt/translations/qtbase_ko.qm", True),
        ("PySide6/Qt/translations/designer_ko.qm", False),
        ("PySide6\\translations\\qt_help_ko.qm", False),
        ("libstdc++.so.6", False),
        ("torch/lib/libgomp.so.1", True),
        ("resources/digits/mnist-5k.npz", True),
    ],
)
def test_tests_and_strange_translations_stay_out(place, is_wanted):
    assert is_wanted_file(place) is is_wanted


def test_a_module_called_tests_stays_out_and_one_that_tests_goes_in():
    assert not is_wanted_module("scipy.stats.tests.test_stats")
    assert is_wanted_module("numpy.testing")
    assert is_wanted_module("latentlab.cli.self_test")


def test_torchvision_goes_along_only_where_it_works():
    assert "torchvision" in unused_modules(with_torchvision=False)
    assert "torchvision" not in unused_modules(with_torchvision=True)


def test_what_is_never_used_leaves_the_environment_and_what_torch_looks_for_stays(tmp_path):
    for place in (
        "torch/bin/test_api",
        "torch/bin/torch_shm_manager",
        "torch/test/x.py",
        "torch/lib/libtorch.so",
    ):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).touch()
    remove_unused(tmp_path)
    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["torch/bin/torch_shm_manager", "torch/lib/libtorch.so"]


@pytest.fixture
def bundle(tmp_path) -> Path:
    """The least that passes for a bundle: one real program and its kernels."""
    folder = tmp_path / "latentlab"
    kernels = folder / bundle_checks.KERNELS
    kernels.mkdir(parents=True)
    (kernels / "kernel.nbi").touch()
    shutil.copy(shutil.which("true") or "/bin/true", folder / "latentlab")
    return folder


def complaints(bundle: Path) -> str:
    with pytest.raises(SystemExit) as ended:
        check_bundle(bundle, cuda=False, with_data=False)
    return str(ended.value)


def test_a_sound_bundle_passes(bundle, capsys):
    check_bundle(bundle, cuda=False, with_data=False)
    assert "is sound" in capsys.readouterr().out


def test_a_library_that_nobody_allowed_is_named_with_who_needs_it(bundle, monkeypatch, tmp_path):
    shorter = tmp_path / "allowed.txt"
    shorter.write_text("# nothing\n")
    monkeypatch.setattr(bundle_checks, "SYSTEM_LIBRARIES", shorter)
    assert "libc.so.6 comes from the system, needed by latentlab" in complaints(bundle)


def test_a_missing_library_is_told_from_one_of_the_system():
    told = "\tlibgone.so.1 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x0)\n\tlinux-vdso.so.1 (0x0)\n"
    assert resolved(told) == [("libgone.so.1", None), ("libc.so.6", "/lib/libc.so.6")]


def test_a_comment_allows_nothing():
    assert allowed_libraries("# libevil.so\nlibc.so.6  # the C library\n\n") == {"libc.so.6"}


def test_kernels_in_odd_places_and_missing_ones_are_complained_of(bundle):
    (bundle / "_internal" / "umap").mkdir()
    (bundle / bundle_checks.KERNELS / "kernel.nbi").rename(bundle / "_internal" / "umap" / "kernel.nbi")
    told = complaints(bundle)
    assert "umap holds compiled kernels that nobody looks for" in told
    assert "holds no compiled kernels" in told


def test_cuda_fails_the_build_unless_it_was_ordered(bundle):
    (bundle / "_internal" / "libcudart.so.13").touch()
    assert "libcudart.so.13 belongs to CUDA" in complaints(bundle)
    check_bundle(bundle, cuda=True, with_data=False)


def test_a_bundle_that_is_too_large_fails_unless_data_travels_along(bundle, monkeypatch):
    monkeypatch.setattr(bundle_checks, "MOST_UNPACKED_MB", 0.01)
    assert "at most 0 MB are allowed" in complaints(bundle)
    check_bundle(bundle, cuda=False, with_data=True)


def test_an_archive_that_is_too_large_fails(tmp_path, monkeypatch):
    archive = tmp_path / "latentlab-1.tar.gz"
    archive.write_bytes(bytes(30_000))
    check_packed(archive, cuda=False, with_data=False)
    monkeypatch.setattr(bundle_checks, "MOST_PACKED_MB", 0.02)
    with pytest.raises(SystemExit, match=r"latentlab-1\.tar\.gz has 0 MB"):
        check_packed(archive, cuda=False, with_data=False)


def test_a_link_takes_no_room(tmp_path):
    (tmp_path / "file").write_bytes(bytes(1_000_000))
    os.symlink(tmp_path / "file", tmp_path / "link")
    assert size_mb(tmp_path) == 1.0
    assert size_mb(tmp_path / "file") == 1.0


def test_the_packages_behind_modules_are_found_by_their_own_names():
    names = distributions_of(["sklearn.metrics", "PIL.Image", "yaml_that_is_not_here"], ["numpy/core/x.so"])
    assert {"scikit-learn", "numpy", "latentlab"} <= set(names)
    assert "pillow" in {name.lower() for name in names}


def test_the_licences_of_packages_travel_along():
    places = [place for place, _, _ in metadata_files(["numpy"])]
    assert any("LICENSE" in place for place in places)
    assert any(place.endswith("METADATA") for place in places)
    assert not any(place.endswith("RECORD") for place in places)


def test_a_library_of_the_machine_is_told_from_one_of_a_package():
    import numpy

    package = str(Path(numpy.__file__).parent / "_core" / "x.so")
    found = system_libraries([("a.so", package, "BINARY"), ("libc.so.6", "/usr/lib/libc.so.6", "BINARY")])
    assert [place for place, _, _ in found] == ["libc.so.6"]


def test_ldd_is_asked_about_programs_and_libraries_only(bundle):
    (bundle / "notes.txt").write_text("no program")
    assert subprocess.run(["ldd", str(bundle / "notes.txt")], capture_output=True).returncode != 0
    check_bundle(bundle, cuda=False, with_data=False)
