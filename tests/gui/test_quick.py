"""What is made at once, and what on a thread."""

from collections.abc import Generator

import pytest

from latentlab.gui.workspace.quick import Made, Quick, timed
from latentlab.latent.preparing import Preparing


def _stage(value: str | None, work: int = 0) -> Generator[Preparing, None, str | None]:
    yield Preparing("sheet", 1, 2)
    sum(range(work))
    return value


def test_nothing_is_made_at_once_whose_cost_is_unknown() -> None:
    quick = Quick[str](limit_ms=1e9)
    assert not quick.is_cheap
    quick.take(Made("a", 3.0))
    assert quick.is_cheap
    quick.forget()
    assert not quick.is_cheap


@pytest.mark.parametrize(("cost_ms", "is_cheap"), [(0.5, True), (4.0, True), (4.1, False)])
def test_the_next_is_made_at_once_where_the_newest_was_cheap(cost_ms: float, is_cheap: bool) -> None:
    quick = Quick[str](limit_ms=4.0)
    assert quick.take(Made("a", cost_ms)) == "a"
    assert quick.is_cheap is is_cheap


def test_what_is_made_at_once_is_returned_with_its_cost_kept() -> None:
    quick = Quick[str](limit_ms=1e9)
    assert quick.make(timed(_stage("sheet", work=200_000))) == "sheet"
    assert quick.cost_ms is not None
    assert quick.cost_ms > 0.2


def test_a_stage_that_comes_to_nothing_or_was_never_begun_gives_nothing() -> None:
    for events in (None, timed(_stage(None))):
        quick = Quick[str](limit_ms=1e9)
        quick.take(Made("old", 1.0))
        assert quick.make(events) is None
        assert not quick.is_cheap


def test_reports_pass_through_before_what_is_made() -> None:
    first, last = timed(_stage("sheet"))
    assert first == Preparing("sheet", 1, 2)
    assert isinstance(last, Made)
    assert last.value == "sheet"
