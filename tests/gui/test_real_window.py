"""The real program in a real X window, Qt's warnings fatal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.xserver import x_server

CHECKOUT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.xwindow, pytest.mark.long]


def tell(story: str) -> dict:
    """Run a story of `real_window` and return what it saw; its process has ended by itself."""
    with x_server() as environment:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.gui.real_window", story],
            cwd=CHECKOUT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            line, errors = process.communicate(timeout=240)
        finally:
            process.kill()
        assert process.returncode == 0, errors
        return json.loads(line)


def test_a_student_does_the_whole_thing_with_keys_and_mouse():
    seen = tell("main-job")
    assert seen["platform"] == "xcb"
    assert seen["live_points"] == 2_000
    assert seen["methods"] == ["tsne", "umap", "axes", "pca"]
    assert seen["selection_is_free"]
    assert seen["digit_changed"]
    assert seen["agree"]


def test_fifty_pans_of_the_window_lose_no_reference_to_none():
    assert tell("panning")["lost"] <= 0


def test_closing_in_the_middle_of_training_and_umap_ends_every_thread_promptly():
    seen = tell("closing")
    assert seen["has_ended"]
    assert not seen["is_running"]
    assert seen["processor_s"] < 5


def test_in_a_space_of_three_dimensions_mouse_and_keys_do_what_they_do_on_the_flat_map():
    seen = tell("space")
    assert seen["colours"] >= 11, "ten classes on a ground"
    assert seen["turned"] > 5
    assert seen["hovered_is_clicked"]
    assert seen["boxed"] > 50
    assert seen["lassoed"] > 50
    assert seen["agrees"]
    assert seen["dimmed"] > seen["colours"], "the others are dimmed: each class has two colours"
