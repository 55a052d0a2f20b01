"""A result is found anew seldom while a network trains, and what is missing at once when it rests."""

from time import thread_time

import pytest

from latentlab.gui.pace import Load
from latentlab.gui.workspace.kept_fresh import CALM_MS, KeptFresh


@pytest.fixture
def kept(qtbot):
    kept = KeptFresh(lambda: iter_of(1), int)
    kept.watch(True)
    qtbot.waitUntil(lambda: kept._jobs.job is not None and kept._jobs.job.is_over)
    yield kept
    assert kept.wait(60_000)


def iter_of(value: int):
    yield value


def at_work():
    began = thread_time()
    while thread_time() == began:
        yield 1


def test_a_dear_result_takes_a_small_share_of_a_training(kept):
    kept._took_ms = 200.0
    assert kept._pause_ms == 800
    kept.spare(Load.WATCHED)
    assert 200.0 / (200.0 + kept._pause_ms) == pytest.approx(0.04)
    kept.spare(Load.FULL_SPEED)
    assert 200.0 / (200.0 + kept._pause_ms) == pytest.approx(0.02)
    kept._took_ms = 1.0
    assert kept._pause_ms == CALM_MS


def test_the_first_result_does_not_tell_how_dear_one_is(kept, qtbot):
    """It imports what all use: were that counted, the next would come a minute later beside a training."""
    assert kept._took_ms == 0
    kept._make = at_work
    with qtbot.waitSignal(kept.changed):
        kept.ask()
    assert kept._took_ms > 0


def test_what_came_while_it_trained_is_found_when_it_rests(kept, qtbot):
    kept.spare(Load.WATCHED)
    kept._took_ms = 1e6
    kept.ask(is_waited_for=False)
    with qtbot.waitSignal(kept.changed) as found:
        kept.spare(Load.NONE)
    assert found.args == [1]


def test_nothing_is_found_again_at_rest_that_is_fresh(kept, qtbot):
    kept.spare(Load.WATCHED)
    with qtbot.assertNotEmitted(kept.changed, wait=50):
        kept.spare(Load.NONE)
