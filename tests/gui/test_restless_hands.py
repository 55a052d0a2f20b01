"""The window bears whatever hands do to it."""

import numpy as np

from latentlab.gui.main_window import MainWindow
from latentlab.gui.waiting import let_live
from tests.benchmarks.restless_hands import ACTIONS, RestlessHands


def test_every_kind_of_action_is_borne_by_the_window(window: MainWindow) -> None:
    """Each of them twice, in a random order, with the network training and without."""
    failures: list[object] = []
    window.workspace.failed.connect(failures.append)
    rng = np.random.default_rng(3)
    hands = RestlessHands(window, rng)
    for name in rng.permutation([*ACTIONS, *ACTIONS]):
        ACTIONS[str(name)][1](hands)
        let_live(0.02)
    assert failures == []
    assert window.workspace.stop_everything(60_000)
