"""Groups of points are sets: joined, lessened and replaced as sets are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from latentlab.latent.group import How, group_of, joined, mask_of

rows = st.lists(st.integers(0, 60), max_size=40).map(np.array)


@given(rows, rows)
def test_a_choice_replaces_joins_or_leaves_a_group_as_sets_do(first, second):
    group = group_of(first)
    by_hand = {
        How.REPLACE: set(second.tolist()),
        How.ADD: set(first.tolist()) | set(second.tolist()),
        How.REMOVE: set(first.tolist()) - set(second.tolist()),
    }
    for how, expected in by_hand.items():
        result = joined(group, second, how)
        assert result.tolist() == sorted(expected)
        assert result.dtype == np.int64


@given(rows, st.integers(0, 70))
def test_a_mask_marks_the_rows_that_are_there(chosen, count):
    mask = mask_of(group_of(chosen), count)
    assert np.flatnonzero(mask).tolist() == sorted({row for row in chosen.tolist() if row < count})
    assert len(mask) == count
