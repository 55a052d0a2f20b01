"""The map is judged where it rests, at a glance while it moves, and what was said before is marked as old."""

import dataclasses

import numpy as np
import pytest

from latentlab.gui.judgement import Judgement
from latentlab.gui.workspace.judging import Judging
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.pieces import finished
from latentlab.latent.quality import judge_map
from tests.latent.real_codes import digit_codes

PATIENCE_MS = 60_000


def is_judged(judging: Judging) -> bool:
    told = judging.judgement
    return told is not None and told.verdict is not None and not told.is_stale


@pytest.fixture
def judged(qtbot, workspace: Workspace) -> Workspace:
    """A workspace whose PCA map has its thorough verdict."""
    qtbot.waitUntil(lambda: is_thorough(workspace.judging), timeout=PATIENCE_MS)
    return workspace


def is_thorough(judging: Judging) -> bool:
    return is_judged(judging) and judging.judgement.verdict.against_codes.queries > 300


def test_a_map_at_rest_is_judged_by_codes_and_pixels(judged):
    layout, subject = judged.map.layout, judged.subject
    codes = judged.run.frame.latents
    pixels = subject.images.flat[subject.order[: len(codes)]]
    expected = finished(judge_map(layout.points, codes, pixels))
    assert judged.judging.judgement == Judgement(len(codes), expected, layout.iteration)


def test_a_new_layout_makes_the_old_verdict_stale_and_is_judged_itself(qtbot, judged):
    told = []
    judged.judging.changed.connect(told.append)
    codes = judged.run.frame.latents
    turned = np.roll(codes, 1, axis=1).copy()
    turned[: len(turned) // 2] += 1
    before = judged.judging.judgement
    judged.judging.follow(judged.subject, turned)
    judged.map.show_codes(turned)
    qtbot.waitUntil(lambda: bool(told) and is_thorough(judged.judging), timeout=PATIENCE_MS)
    assert told[0] == dataclasses.replace(before, is_stale=True)
    assert told[-1].verdict != before.verdict


def test_another_method_is_not_called_what_was_said_of_the_one_before(qtbot, judged):
    told = []
    judged.judging.changed.connect(told.append)
    of_pca = judged.judging.judgement.verdict
    judged.map.choose("axes")
    qtbot.waitUntil(lambda: bool(told) and is_thorough(judged.judging), timeout=PATIENCE_MS)
    assert told[0] is None
    assert told[-1].verdict != of_pca


def test_a_map_that_moves_is_glanced_at_and_the_rest_judged_thoroughly(qtbot, judged):
    queries = []
    judged.judging.changed.connect(
        lambda told: queries.append(told.verdict.against_codes.queries) if told and told.verdict else None
    )
    judged.map.choose("umap")
    judged.map.restart()
    qtbot.waitUntil(
        lambda: judged.map.layout.done and judged.map.method == "umap" and is_thorough(judged.judging),
        timeout=PATIENCE_MS,
    )
    assert queries[0] == 300
    assert queries[-1] == 1_600


def test_while_a_network_trains_the_map_is_only_glanced_at(qtbot, judged):
    queries = []
    judged.judging.changed.connect(
        lambda told: queries.append(told.verdict.against_codes.queries) if told and told.verdict else None
    )
    judged.judging.spare(True)
    layout = judged.map.layout

    def is_glanced_at() -> bool:
        moved = dataclasses.replace(layout, points=layout.points.copy())
        judged.map.layout_changed.emit(moved, 0, False)
        return 300 in queries

    qtbot.waitUntil(is_glanced_at, timeout=PATIENCE_MS)
    qtbot.wait(600)  # longer than a map takes to count as resting
    assert 1_600 not in queries[1:]
    judged.judging.spare(False)
    qtbot.waitUntil(lambda: queries[-1] == 1_600, timeout=PATIENCE_MS)


@pytest.mark.parametrize("count", [2, 3])
def test_too_few_points_are_told_as_such(qtbot, workspace, count):
    live_map = LiveMap()
    judging = Judging(live_map)
    judging.allow()
    codes = digit_codes(count, 3)
    judging.follow(workspace.subject, codes)
    live_map.show_codes(codes)
    qtbot.waitUntil(lambda: judging.judgement is not None, timeout=PATIENCE_MS)
    assert not judging.judgement.is_possible
    assert judging.judgement.verdict is None
    assert live_map.wait(PATIENCE_MS)
    assert judging.wait(PATIENCE_MS)


def test_without_images_the_codes_alone_judge_the_map(qtbot, workspace):
    live_map = LiveMap()
    judging = Judging(live_map)
    judging.allow()
    codes = digit_codes(200, 4)
    judging.follow(dataclasses.replace(workspace.subject, images=None), codes)
    live_map.show_codes(codes)
    qtbot.waitUntil(lambda: is_judged(judging), timeout=PATIENCE_MS)
    assert judging.judgement.verdict.against_pixels is None
    assert live_map.wait(PATIENCE_MS)
    assert judging.wait(PATIENCE_MS)


def test_a_forgotten_map_has_no_verdict(judged):
    judged.judging.forget()
    assert judged.judging.judgement is None
