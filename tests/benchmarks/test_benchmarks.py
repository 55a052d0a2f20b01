"""The benchmarks run, whatever their figures: complete rows, and checks that notice what is not painted."""

import json
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from latentlab.gui import app as application
from latentlab.gui.main_window import MainWindow
from tests.benchmarks.catalog import BENCHMARKS, module_of
from tests.benchmarks.cloud import MovingCloud, check_probe, moving_cloud, show_places, take_cloud
from tests.benchmarks.exact_divergence import PERPLEXITY, exact_divergence, exact_joint
from tests.benchmarks.neighbour_recall import neighbour_recall
from tests.benchmarks.options import CHECKOUT
from tests.benchmarks.report import print_table, write_rows
from tests.benchmarks.row import Budget, Row, judged, row_from, unmeasured

FIELDS = {"name", "value", "unit", "peer", "ratio", "budget", "met", "plot_size", "points", "threads"}


def test_every_benchmark_of_the_catalog_has_its_module() -> None:
    """A name that can be chosen can be run."""
    for name in BENCHMARKS:
        assert find_spec(module_of(name)) is not None, name


def test_a_row_has_all_fields_that_readers_of_the_json_rely_on() -> None:
    """Scripts read the rows by these names."""
    assert {field.name for field in fields(Row)} >= FIELDS


def test_a_row_knows_its_ratio_and_whether_its_budget_is_met() -> None:
    """A budget may limit the figure or its ratio, from above or from below."""
    speed = judged("speed", 93.0, "1/s", peer=100.0, budget=Budget(0.95, "ratio", at_least=True))
    assert (speed.ratio, speed.met, speed.budget) == (0.93, False, "ratio ≥ 0.95")
    delay = judged("delay", 7.0, "ms", peer=245.0, budget=Budget(8))
    assert (delay.met, delay.budget) == (True, "≤ 8 ms")
    assert judged("delay", 7.0, "ms", budget=None).met is None


def test_a_budget_is_judged_before_the_figure_is_rounded() -> None:
    """8.0001 ms are more than 8 ms, even where the report says 8."""
    row = judged("delay", 8.0001, "ms", budget=Budget(8))
    assert row.value == 8.0
    assert row.met is False


def test_rows_come_back_from_json_as_they_were(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is written can be read, with and without figures, and every row is in the table."""
    rows = [
        judged("delay", 7.0, "ms", peer=245.0, plot_size="900x700", points=70_000, note="of 3"),
        unmeasured("whole UMAP", "s", "needs the data set mnist", Budget(1.4)),
    ]
    write_rows(rows, tmp_path / "rows.json")
    assert [row_from(one) for one in json.loads((tmp_path / "rows.json").read_text("utf-8"))] == rows
    print_table(rows, "the title")
    printed = capsys.readouterr().out
    assert all(text in printed for text in ("delay", "whole UMAP", "needs the data set mnist", "70,000"))


def test_the_exact_divergence_is_that_of_its_definition() -> None:
    """Two pairs of points whose Q can be told by hand."""
    joint = np.array([[0, 0.5], [0.5, 0]])
    assert exact_divergence(joint, np.array([[0.0, 0.0], [1.0, 0.0]])) == pytest.approx(0)
    codes = np.random.default_rng(0).normal(size=(120, 3))
    shared = exact_joint(codes)
    assert shared.sum() == pytest.approx(1)
    np.testing.assert_allclose(shared, shared.T)
    assert exact_divergence(shared, codes[:, :2]) < exact_divergence(shared, codes[::-1, :2])


def test_the_exact_affinities_have_the_perplexity_asked_for() -> None:
    """On a ring every point sees the same: its joint row, scaled to 1, is its conditional one."""
    angles = np.arange(200) * 2 * np.pi / 200
    row = exact_joint(np.column_stack([np.cos(angles), np.sin(angles)]))[0] * 200
    entropy = -sum(p * math.log(p) for p in row.tolist() if p > 0)
    assert math.exp(entropy) == pytest.approx(PERPLEXITY, rel=1e-3)


def test_neighbour_recall_is_one_for_the_same_places_and_low_for_others() -> None:
    """The measure that two programs are compared by tells a good map from noise."""
    rng = np.random.default_rng(0)
    places = rng.normal(size=(1_000, 2))
    assert neighbour_recall(places, places * 3 + 1) == 1
    assert neighbour_recall(places, rng.permutation(places)) < 0.1


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """A window of which only the map is of interest."""
    shown = application.make_window(qapp, application.passing_settings(), "light")
    shown.show()
    yield shown
    assert shown.workspace.stop_everything(60_000)
    shown.close()
    shown.deleteLater()


def test_the_probe_tells_whether_the_screen_shows_the_newest_places(window: MainWindow) -> None:
    """A layout that is not painted yet is noticed, one that is painted passes."""
    plot = window.map.scatter.canvas.viewport()
    cloud = moving_cloud(500)
    take_cloud(window, cloud)
    plot.repaint()
    check_probe(window, 0)
    show_places(window, cloud.at(3))
    with pytest.raises(RuntimeError, match="probe of step 3"):
        check_probe(window, 3)
    plot.repaint()
    check_probe(window, 3)
    assert MovingCloud.probe(3) != MovingCloud.probe(0)


@pytest.mark.long
def test_a_benchmark_runs_through_and_writes_its_rows(tmp_path: Path) -> None:
    """The one command, on small sizes, without a screen."""
    file = tmp_path / "rows.json"
    command = [sys.executable, "-m", "tests.benchmarks", "update", "--quick", "--json", str(file)]
    done = subprocess.run(
        command,
        cwd=CHECKOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    rows = [row_from(one) for one in json.loads(file.read_text("utf-8"))]
    assert [row.points for row in rows] == [2_000, 2_000]
    assert all(row.value is not None and row.value > 0 and row.plot_size == "900x700" for row in rows)
    assert "live update" in done.stdout
    assert "offscreen" in done.stdout
