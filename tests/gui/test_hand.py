"""While a hand moves what a digit follows all else comes less often; at its rest it is caught up."""

from collections import deque

import numpy as np
import pytest
from PySide6.QtCore import QTimer

from latentlab.gui.workspace.hand import Errand, Hand
from latentlab.gui.workspace.live_map import LiveMap
from tests.gui.conftest import PATIENCE_MS


@pytest.fixture
def hand(qapp):
    made = Hand()
    yield made
    made.deleteLater()


@pytest.fixture
def keep_moving(qapp):
    """Moves again and again, as a hand does, until the test is over."""
    clock = QTimer(interval=10)

    def begin(move):
        clock.timeout.connect(move)
        clock.start()

    yield begin
    clock.stop()


def test_a_hand_tells_once_that_it_moves_and_once_that_it_rests(hand, qtbot):
    told = []
    hand.moving_changed.connect(told.append)
    hand.move()
    hand.move()
    assert told == [True]
    assert hand.is_moving
    qtbot.waitUntil(lambda: told == [True, False], timeout=PATIENCE_MS)
    assert not hand.is_moving


def test_looks_take_turns_while_a_hand_moves(hand, keep_moving, qtbot):
    looks = []
    hand.take_turns(lambda: not looks.append("map"), lambda: not looks.append("frame"))
    keep_moving(hand.move)
    qtbot.waitUntil(lambda: len(looks) >= 4, timeout=PATIENCE_MS)
    assert looks[:4] == ["map", "frame", "map", "frame"]


def test_a_look_that_finds_nothing_leaves_its_turn_to_the_next(hand, keep_moving, qtbot):
    waiting, taken = deque(["layout", "layout"]), []
    hand.take_turns(lambda: False, lambda: not taken.append(waiting.popleft()))
    keep_moving(hand.move)
    qtbot.waitUntil(lambda: not waiting, timeout=PATIENCE_MS)
    assert taken == ["layout", "layout"]


def test_what_is_due_at_once_comes_in_turn_while_the_hand_rests_and_each_in_a_frame_of_its_own(hand, qtbot):
    looks = []

    def look_of(name: str):
        return lambda: not looks.append(name)

    first, second, third = (look_of(name) for name in ("first", "second", "third"))
    for look in (first, second, second, third):
        hand.let_look(look)
    assert looks == ["first"]
    qtbot.waitUntil(lambda: looks == ["first", "second", "third"], timeout=PATIENCE_MS)


def test_what_a_look_asks_for_waits_for_the_next_frame(hand, qtbot):
    looks = []

    def outer() -> bool:
        hand.let_look(lambda: not looks.append("inner"))
        looks.append("outer")
        return True

    hand.let_look(outer)
    assert looks == ["outer"]
    qtbot.waitUntil(lambda: looks == ["outer", "inner"], timeout=PATIENCE_MS)


def test_what_waits_for_its_turn_comes_after_a_hand_that_began_to_move(hand, qtbot):
    looks = []
    hand.move()
    hand.let_look(lambda: not looks.append(hand.is_moving))
    assert looks == []
    qtbot.waitUntil(lambda: looks == [False], timeout=PATIENCE_MS)


def test_an_errand_that_is_stopped_while_it_waits_for_its_turn_is_not_run(hand, qtbot):
    done = []
    errand = Errand(hand, hand)
    errand.due.connect(lambda: done.append("errand"))
    hand.let_look(lambda: True)  # fills the frame
    errand.timeout.emit()
    errand.stop()
    hand.let_look(lambda: not done.append("after"))
    qtbot.waitUntil(lambda: done == ["after"], timeout=PATIENCE_MS)


def test_a_map_that_gives_way_shows_a_layout_only_when_it_is_let_look(qtbot):
    live_map, shown = LiveMap(), []
    live_map.layout_changed.connect(lambda layout, glide_ms, _: shown.append(glide_ms))
    live_map.show_codes(np.random.default_rng(0).normal(size=(200, 4)).astype(np.float32))
    qtbot.waitUntil(lambda: len(shown) == 1, timeout=PATIENCE_MS)
    live_map.run.give_way(True)
    live_map.choose("axes")
    qtbot.waitUntil(lambda: not live_map.is_running, timeout=PATIENCE_MS)  # the layout is there
    assert len(shown) == 1
    qtbot.waitUntil(live_map.run.look, timeout=PATIENCE_MS)
    assert len(shown) == 2
    live_map.run.give_way(False)
    live_map.choose("pca")
    qtbot.waitUntil(lambda: len(shown) == 3, timeout=PATIENCE_MS)
    assert live_map.wait(60_000)


def test_the_digit_is_painted_before_the_rest_is_known_of_it(workspace):
    told = []
    selector = workspace.selector
    selector.decoded.connect(lambda image: told.append(("digit", image)))
    selector.changed.connect(lambda selection: told.append(("selection", selection.image)))
    selector.select(np.zeros(len(selector.selection.z), np.float32))
    assert [what for what, _ in told] == ["digit", "selection"]
    assert told[0][1] is told[1][1] is selector.selection.image


def test_training_and_map_go_on_under_a_hand_that_never_rests_and_are_caught_up(window, keep_moving, qtbot):
    workspace = window.workspace
    qtbot.waitUntil(lambda: workspace.can_train, timeout=PATIENCE_MS)
    selector, z = workspace.selector, workspace.selector.selection.z
    keep_moving(lambda: selector.select(z + np.float32(0.01)))
    qtbot.waitUntil(lambda: selector.hand.is_moving, timeout=PATIENCE_MS)
    steps, layouts = [], []
    workspace.frame_changed.connect(lambda frame: steps.append(frame.step))
    workspace.layout_changed.connect(lambda layout, *_: layouts.append(layout))
    workspace.run.play()
    qtbot.waitUntil(lambda: len(set(steps)) >= 4 and len(layouts) >= 4, timeout=PATIENCE_MS)
    workspace.run.pause()
    qtbot.waitUntil(
        lambda: not workspace.run.is_running and not workspace.map.is_running, timeout=PATIENCE_MS
    )
    qtbot.waitUntil(
        lambda: len(window.training.losses._run.losses) == workspace.run.frame.step, timeout=PATIENCE_MS
    )


def test_the_view_settles_on_a_map_that_shrank_under_a_hand(window, qtbot):
    scatter = window.map.scatter
    window.show()
    qtbot.waitUntil(lambda: window.workspace.map.layout is not None and not scatter.is_gliding)
    points = window.workspace.map.layout.points[:, :2]
    scatter.show_layout(points)
    before = scatter.canvas.view.width
    scatter.follower.give_way(True)
    scatter.show_layout(points / 2)
    scatter.follower.give_way(False)
    qtbot.waitUntil(lambda: scatter.canvas.view.width < 0.7 * before, timeout=PATIENCE_MS)


def test_an_errand_waits_for_its_turn_while_the_hand_moves_and_is_done_once_it_rests(hand, qtbot):
    done = []
    errand = Errand(hand, hand)
    errand.due.connect(lambda: done.append(hand.is_moving))
    errand.start(0)
    qtbot.waitUntil(lambda: done == [False], timeout=PATIENCE_MS)
    errand.start(0)
    hand.move()  # once: there is one turn, after this move
    qtbot.waitUntil(lambda: done == [False, True], timeout=PATIENCE_MS)
    hand.move()
    qtbot.waitUntil(lambda: not hand.is_moving, timeout=PATIENCE_MS)
    errand.start(0)
    qtbot.waitUntil(lambda: done == [False, True, False], timeout=PATIENCE_MS)
