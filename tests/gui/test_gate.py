"""The gate stops a worker exactly where it was told to, and lets it go at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from threading import Condition, Event, Semaphore, Thread

import pytest

from latentlab.gui import gate as gate_module
from latentlab.gui.gate import Gate

PATIENCE_S = 20.0
AN_HOUR_S = 3_600.0


@dataclass
class Tick:
    number: int


class Mark:
    """An event that no pace counts."""


class WatchedCondition(Condition):
    """Tells when the worker has gone to sleep; until it is woken nothing can happen then."""

    def __init__(self) -> None:
        super().__init__()
        self.asleep = Semaphore(0)

    def wait(self, timeout: float | None = None) -> bool:
        self.asleep.release()
        return super().wait(timeout)


class Worker:
    """Delivers ticks through a gate on its own thread, as a job's runner does, with a mark after each."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.condition = WatchedCondition()
        gate._condition = self.condition
        self.delivered: list[object] = []
        self.may_make = Event()
        self.may_make.set()
        self.is_making = Event()
        self._thread = Thread(target=self._run)

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.may_make.set()
        self.gate.stop()
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive(), "stopping did not wake the worker"

    def start(self) -> None:
        self._thread.start()

    @property
    def ticks(self) -> int:
        return sum(isinstance(event, Tick) for event in self.delivered)

    def ticks_once_asleep(self) -> int:
        """The number of ticks delivered when the worker has gone to sleep."""
        assert self.condition.asleep.acquire(timeout=PATIENCE_S), "the worker did not stop"
        return self.ticks

    def _run(self) -> None:
        while not self.gate.is_stopped:
            for event in (Tick(self.ticks), Mark()):
                self.gate.ask()
                self.is_making.set()
                self.may_make.wait(PATIENCE_S)
                self.gate.hold(event)
                self.delivered.append(event)
                self.gate.wait(event)
                if self.gate.is_stopped:
                    return


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(Gate(ticks=Tick)) as made:
        yield made


def test_a_closed_gate_lets_one_event_arrive_and_waits(worker: Worker) -> None:
    worker.gate.close()
    assert not worker.gate.is_open
    worker.start()
    assert worker.ticks_once_asleep() == 1
    assert len(worker.delivered) == 1


@pytest.mark.parametrize("times", [1, 2, 7])
def test_the_gate_closes_after_exactly_so_many_events(worker: Worker, times: int) -> None:
    worker.gate.close_after(Tick, times)
    worker.start()
    assert worker.ticks_once_asleep() == times
    assert isinstance(worker.delivered[-1], Tick)


def test_only_events_of_the_type_are_counted(worker: Worker) -> None:
    worker.gate.close_after(Mark, 3)
    worker.start()
    worker.ticks_once_asleep()
    assert len(worker.delivered) == 6
    assert isinstance(worker.delivered[-1], Mark)


def test_so_many_steps_give_so_many_events(worker: Worker) -> None:
    worker.gate.close_after(Tick)
    worker.start()
    for step in range(1, 51):
        assert worker.ticks_once_asleep() == step
        worker.gate.close_after(Tick)
    assert worker.ticks_once_asleep() == 51


def test_an_event_under_way_when_the_end_was_set_does_not_count(worker: Worker) -> None:
    """It was asked for by older wishes: the frame that ends a pause must be one with all points."""
    worker.may_make.clear()
    worker.start()
    assert worker.is_making.wait(PATIENCE_S)
    worker.gate.close_after(Tick)
    worker.may_make.set()
    assert worker.ticks_once_asleep() == 2


def test_opening_cancels_a_planned_closing(worker: Worker) -> None:
    worker.gate.close_after(Mark, 1_000_000)
    assert not worker.gate.is_open
    worker.gate.open()
    assert worker.gate.is_open
    worker.gate.close_after(Tick, 5)
    worker.start()
    assert worker.ticks_once_asleep() == 5
    worker.gate.close_after(Mark, 2)
    worker.ticks_once_asleep()
    worker.gate.close_after(Tick, 10)
    assert worker.ticks_once_asleep() == 16


def test_closing_and_opening_are_told_at_once(worker: Worker) -> None:
    gate = worker.gate
    states = [gate.is_open]
    for change in (gate.close, gate.open, lambda: gate.close_after(Tick), gate.open, gate.stop):
        change()
        states.append(gate.is_open)
    assert states == [True, False, True, False, True, True]
    assert gate.is_stopped
    worker.start()


def asleep_in_its_pace(worker: Worker) -> None:
    """The worker keeps a tick back for the next hour."""
    worker.gate.set_interval(AN_HOUR_S)
    worker.start()
    assert worker.ticks_once_asleep() == 0


def test_a_paced_worker_waits_before_its_tick(worker: Worker) -> None:
    asleep_in_its_pace(worker)
    assert worker.delivered == []


@pytest.mark.parametrize(
    "hurry",
    [
        pytest.param(lambda gate: gate.close(), id="close"),
        pytest.param(lambda gate: gate.close_after(Mark), id="close_after"),
        pytest.param(lambda gate: (gate.set_interval(0), gate.close()), id="full speed, then close"),
    ],
)
def test_a_tick_kept_back_is_delivered_when_its_pace_is_given_up(
    worker: Worker, hurry: Callable[[Gate], None]
) -> None:
    """A pause need not wait for the next slow step."""
    asleep_in_its_pace(worker)
    hurry(worker.gate)
    while worker.ticks_once_asleep() == 0:  # each change may wake it for a moment
        pass
    assert worker.ticks == 1


def test_stopping_wakes_a_paced_worker(worker: Worker) -> None:
    with worker:
        asleep_in_its_pace(worker)


def test_stopping_wakes_a_closed_worker(worker: Worker) -> None:
    with worker:
        worker.gate.close()
        worker.start()
        assert worker.ticks_once_asleep() == 1
    assert worker.ticks == 1, "a worker that was stopped asks for nothing more"


def test_a_worker_that_was_stopped_before_it_began_passes(worker: Worker) -> None:
    worker.gate.close()
    worker.gate.stop()
    worker.start()


class Clock:
    """Time that passes where somebody works or waits, and nowhere else."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class ClockCondition(Condition):
    """Waiting moves the clock."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None, "nobody would ever wake this worker"
        self.clock.now_s += timeout + 1e-4  # sleepers wake a little late
        return False


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(gate_module, "perf_counter", made)
    return made


def paced_gate(clock: Clock, interval_s: float) -> Gate:
    gate = Gate(ticks=Tick)
    gate._condition = ClockCondition(clock)
    gate.set_interval(interval_s)
    gate.open()  # in the order in which a run is played
    return gate


def gaps_between_ticks(gate: Gate, clock: Clock, work_s: list[float]) -> list[float]:
    """Seconds between the deliveries of ticks that took so long to make."""
    moments = []
    for number, seconds in enumerate(work_s):
        clock.now_s += seconds
        gate.hold(Tick(number))
        moments.append(clock.now_s)
        gate.wait(Tick(number))
    return [later - earlier for earlier, later in pairwise(moments)]


@pytest.mark.parametrize(
    "work_s",
    [[0.0] * 6, [0.3] * 6, [0.9] * 6, [0.1, 0.1, 5.0, 0.1, 0.1, 0.1], [2.5, 0.0, 0.0, 2.5, 0.0, 0.0]],
)
def test_two_ticks_are_never_closer_than_the_interval(clock: Clock, work_s: list[float]) -> None:
    """Not at the beginning, and not to make up for a slow one: a step that flashes by shows nothing."""
    gaps = gaps_between_ticks(paced_gate(clock, 1.0), clock, work_s)
    assert min(gaps) >= 1.0


def test_the_time_of_the_work_is_part_of_the_interval(clock: Clock) -> None:
    gate = paced_gate(clock, 1.0)
    assert max(gaps_between_ticks(gate, clock, [0.9] * 6)) == pytest.approx(1.0, abs=0.01)
    assert gaps_between_ticks(gate, clock, [2.5] * 6) == pytest.approx([2.5] * 5), "late ones wait no longer"


def test_the_first_tick_after_opening_comes_at_once(clock: Clock) -> None:
    gate = paced_gate(clock, 60.0)
    gate.hold(Tick(0))
    assert clock.now_s == 100.0


def test_other_events_are_not_paced(clock: Clock) -> None:
    gate = paced_gate(clock, 60.0)
    gate.hold(Tick(0))
    for _ in range(5):
        gate.hold(Mark())
        gate.wait(Mark())
    assert clock.now_s == 100.0


def test_a_new_interval_counts_from_when_it_was_set(clock: Clock) -> None:
    gate = paced_gate(clock, 60.0)
    gate.hold(Tick(0))
    clock.now_s += 10
    gate.set_interval(2.0)
    gate.hold(Tick(1))
    assert clock.now_s == pytest.approx(112.0, abs=0.01)
