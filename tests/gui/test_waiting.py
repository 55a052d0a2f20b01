"""Waiting for the window leaves nothing behind."""

import gc

from PySide6.QtCore import QEventLoop, QTimer

from latentlab.gui.waiting import let_live, wait_until


def living() -> int:
    gc.collect()
    # By their types: asking some lazy modules for their class would import them.
    return sum(issubclass(type(one), QTimer | QEventLoop) for one in gc.get_objects())


def test_clock_and_loop_of_a_wait_are_gone_after_it(qtbot):
    let_live(0.0)
    before = living()
    for _ in range(10):
        assert wait_until(lambda: True, 1.0)
    assert living() <= before  # what other tests left behind may go meanwhile
