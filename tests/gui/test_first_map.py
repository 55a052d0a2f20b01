"""The time from a click to the first map, as the command line tells it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from latentlab.cli.main import main
from latentlab.latent.maps.map_settings import METHODS

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.long
@pytest.mark.parametrize("method", ["umap", "pca"])
def test_the_first_map_of_a_new_user_is_timed(method, tmp_path):
    told = tmp_path / "told.json"
    passing = tmp_path / "passing"
    passing.mkdir()
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "TMPDIR": str(passing),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "latentlab", "--exit-after-first-map", method, "--json", str(told)]
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    document = json.loads(told.read_text())
    assert document["method"] == method
    assert 0 < document["first_map_s"] < 120
    assert not list(passing.glob("latentlab-*")), "nothing of ours is left behind"


@pytest.mark.long
def test_timing_the_first_paint_leaves_nothing_behind(tmp_path):
    environment = {**os.environ, "TMPDIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "latentlab", "--exit-after-first-paint"]
    subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, timeout=120, check=True)
    assert list(tmp_path.iterdir()) == []


def test_numpy_keeps_no_threads_waiting_behind_a_window():
    """OpenBLAS reads its number of threads once, when numpy is imported."""
    asked = "from latentlab.cli.main import main; main(['--exit-after-first-paint'])"
    told = "import json, threadpoolctl; print(json.dumps(threadpoolctl.threadpool_info()))"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    del environment["OPENBLAS_NUM_THREADS"]  # the tests have it, too
    command = [sys.executable, "-c", f"{asked}\n{told}"]
    done = subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, timeout=120, check=True
    )
    pools = [one for one in json.loads(done.stdout.splitlines()[-1]) if one["internal_api"] == "openblas"]
    assert [pool["num_threads"] for pool in pools] == [1] * len(pools)
    assert pools


def test_two_ways_to_time_a_start_are_refused_together(capsys):
    assert main(["--exit-after-first-paint", "--exit-after-first-map", "umap"]) == 2
    assert "not allowed with" in capsys.readouterr().err


def test_a_map_that_there_is_not_is_refused_with_those_there_are(capsys):
    assert main(["--exit-after-first-map", "isomap"]) == 2
    assert f"method must be one of {', '.join(METHODS)}, got isomap." in capsys.readouterr().err
