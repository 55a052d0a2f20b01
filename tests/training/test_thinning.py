"""Whatever the length of a run, what is kept of it is bounded, ordered, evenly spread, and has both ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.training.thinning import Thinned

_RUNS = st.lists(st.floats(0, 1_000), min_size=1, max_size=400).map(sorted)


@given(positions=_RUNS, most=st.integers(3, 40), apart=st.floats(0, 10))
def test_what_is_kept_is_bounded_rises_and_has_both_ends(
    positions: list[float], most: int, apart: float
) -> None:
    kept: Thinned[int] = Thinned(most, apart)
    for number, position in enumerate(positions):
        kept.offer(position, number)
        assert len(kept) <= most
        assert kept.items[-1] == number  # the newest is there at any time
        assert positions[kept.items[0]] == positions[0]
    assert list(kept.items) == sorted(set(kept.items))
    assert [positions[number] for number in kept.items] == list(kept.positions)
    assert len(set(kept.positions)) == len(kept.positions)


@given(count=st.integers(1, 3_000), most=st.integers(3, 50))
def test_of_an_even_run_even_parts_are_kept(count: int, most: int) -> None:
    kept: Thinned[int] = Thinned(most)
    for step in range(count):
        kept.offer(step, step)
    ways = [after - before for before, after in zip(kept.items, kept.items[1:], strict=False)]
    assert all(way <= 4 * count / most + 1 for way in ways)
    assert len(kept) >= min(count, most) // 2
    assert len(set(ways[:-1])) <= 1 or max(ways[:-1]) <= 2 * min(ways[:-1]) + 1


def test_a_pace_that_changes_leaves_no_hole_and_no_crowd() -> None:
    """Slow steps, then fast ones, then slow ones again: positions count, not how many came."""
    kept: Thinned[float] = Thinned(50)
    positions = [i / 100 for i in range(500)] + list(range(5, 500)) + [500 + i / 100 for i in range(500)]
    for position in positions:
        kept.offer(position, position)
    ways = [after - before for before, after in zip(kept.items, kept.items[1:], strict=False)]
    assert max(ways) < 40
    assert len([item for item in kept.items if item < 5]) <= 2


@given(positions=_RUNS, asked=st.floats(-10, 1_010))
def test_the_nearest_is_the_nearest(positions: list[float], asked: float) -> None:
    kept: Thinned[float] = Thinned(20)
    assert kept.nearest(asked) is None
    for position in positions:
        kept.offer(position, position)
    assert abs(kept.nearest(asked) - asked) == min(abs(position - asked) for position in kept.positions)


def test_a_position_before_the_last_is_refused() -> None:
    kept: Thinned[str] = Thinned(5)
    kept.offer(3, "three")
    kept.offer(3, "three again")
    assert kept.items == ("three again",)
    for position in (2, float("nan")):
        with pytest.raises(ValueError, match="positions must rise"):
            kept.offer(position, "two")
