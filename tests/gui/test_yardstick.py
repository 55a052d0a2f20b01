"""What simpler methods reach is measured one seed at a time."""

import threading

from latentlab.data.digits import open_digits
from latentlab.gui.workspace import yardstick
from latentlab.gui.workspace.reference import Reference
from latentlab.gui.workspace.yardstick import Yardstick

PATIENCE_MS = 20_000


def test_seeds_that_change_quickly_are_not_all_measured_at_once(qtbot, monkeypatch):
    images, begun, may_end = open_digits(), [], threading.Event()

    def measure(images, seed):
        begun.append(seed)
        may_end.wait(PATIENCE_MS / 1e3)
        yield Reference(images, seed, None)

    monkeypatch.setattr(yardstick, "measure_reference", measure)
    yard, told = Yardstick(), []
    yard.changed.connect(told.append)
    yard.measure(images, 0, True)
    qtbot.waitUntil(lambda: begun == [0], timeout=PATIENCE_MS)
    for seed in (1, 2, 3):
        yard.measure(images, seed, True)
    may_end.set()
    qtbot.waitUntil(lambda: told[-1] is not None and told[-1].seed == 3, timeout=PATIENCE_MS)
    assert begun == [0, 3], "what was asked for in between is of no use any more"
    assert yard.wait(PATIENCE_MS)
