"""What is slow loads after the window is up, one thing after the other, and gives way to a map."""

import gc

import pytest

from latentlab.gui.workspace import warm_up
from latentlab.gui.workspace.opening import Opened, open_session
from latentlab.gui.workspace.warm_up import Ready, WarmUp
from latentlab.gui.workspace.workspace import Workspace
from latentlab.resources import resource
from tests.gui.conftest import FIRST_SESSION


@pytest.fixture
def begun(monkeypatch) -> list[str]:
    """The names of what has begun to load; nothing is really loaded."""
    names: list[str] = []

    def pretend(name: str, ready: Ready):
        def load():
            names.append(name)
            yield ready

        monkeypatch.setattr(warm_up, name, load)

    pretend("load_kernel", Ready())
    pretend("load_torch", Ready(torch=True))
    pretend("load_drawing", Ready(torch=True, drawing=True))
    pretend("load_maps", Ready(torch=True, drawing=True, maps=True))
    return names


@pytest.fixture
def loading(begun, qtbot):
    made = WarmUp()
    yield made
    made.stop()
    assert made.wait(60_000)


def test_all_is_loaded_in_order_and_told(loading, begun, qtbot):
    told = []
    loading.advanced.connect(told.append)
    loading.start()
    qtbot.waitUntil(lambda: loading.ready.transforms is not None)
    assert begun == ["load_kernel", "load_torch", "load_drawing", "load_maps"]
    assert told == [
        Ready(torch=True),
        Ready(torch=True, drawing=True),
        Ready(torch=True, drawing=True, maps=True),
        Ready(torch=True, drawing=True, maps=True, transforms=loading.ready.transforms),
    ]


def test_garbage_is_sought_again_once_something_is_loaded_but_not_among_what_came(
    loading, begun, qtbot, monkeypatch
):
    came, were_sought = [], []

    def load_much():
        were_sought.append(gc.isenabled())
        came.extend([] for _ in range(30_000))
        yield Ready(torch=True)

    monkeypatch.setattr(warm_up, "load_torch", load_much)
    frozen = gc.get_freeze_count()
    loading.start()
    qtbot.waitUntil(lambda: loading.ready.transforms is not None)
    try:
        assert were_sought == [False]
        assert gc.isenabled()
        assert gc.get_freeze_count() >= frozen + len(came)
    finally:
        gc.unfreeze()  # else what other tests have left would stay for good


def test_garbage_is_sought_again_when_nothing_more_is_to_be_loaded(loading, begun):
    loading.start()
    loading.stop()
    assert gc.isenabled()


def test_torch_waits_for_a_map_that_was_asked_for(loading, begun, qtbot):
    loading.start()
    loading.hold(True)
    qtbot.waitUntil(lambda: loading.is_waiting)
    assert begun == ["load_kernel"]
    loading.hold(False)
    qtbot.waitUntil(lambda: loading.ready.maps)
    assert begun == ["load_kernel", "load_torch", "load_drawing", "load_maps"]


def test_a_map_that_runs_before_the_start_begins_nothing(loading, begun):
    loading.hold(True)
    loading.hold(False)
    assert begun == []


def test_without_torch_the_rest_is_not_loaded(loading, begun, monkeypatch, qtbot):
    def fail():
        begun.append("load_torch")
        raise ImportError("no torch")
        yield

    monkeypatch.setattr(warm_up, "load_torch", fail)
    with qtbot.waitSignal(loading.failed) as told:
        loading.start()
    assert isinstance(told.args[0], ImportError)
    assert loading.ready == Ready(has_failed=True)
    assert begun == ["load_kernel", "load_torch"]


def test_a_map_asked_for_at_once_is_there_before_torch(qtbot, tmp_path):
    workspace = Workspace(tmp_path)
    workspace.show_opened(Opened(next(open_session(resource(*FIRST_SESSION), tmp_path)).subject))
    order = []
    workspace.ready_changed.connect(lambda ready: order.append("torch") if ready.torch else None)
    workspace.layout_changed.connect(lambda layout, *_: order.append("umap") if layout.iteration else None)
    workspace.map.choose("umap")
    workspace.map.restart()
    workspace.start_warm_up()
    qtbot.waitUntil(lambda: "umap" in order, timeout=60_000)
    assert workspace.stop_everything(60_000)
    assert order[0] == "umap"
