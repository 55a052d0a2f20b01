"""What changed on the way of a run is written down, once for each pull at a slider."""

import numpy as np

from latentlab.models.noise import Noise
from latentlab.training.changes import Asked, Change, changes_between, noted
from latentlab.training.log import Losses
from latentlab.training.objective import Objective

PLAIN = Asked(1e-3, Objective(), Noise())


def test_every_value_that_differs_is_a_change_in_the_words_of_the_command_line():
    """Rate, weight and noise are named and written as options are."""
    after = Asked(0.01, Objective(l1=2e-4), Noise("masking", 0.25))
    assert changes_between(70, PLAIN, after) == [
        Change(70, "learning_rate", "0.001", "0.01"),
        Change(70, "l1", "0", "0.0002"),
        Change(70, "noise", "none", "masking:0.25"),
    ]
    assert changes_between(70, after, after) == []
    assert changes_between(0, PLAIN, after) == [], "nothing was learnt by other values"


def test_one_pull_at_a_slider_is_one_change():
    """From the first value to the last, at the step where it began; a later one is another."""
    pulled = (Change(100, "l1", "0", "0.1"), Change(110, "l1", "0.1", "0.2"), Change(120, "l1", "0.2", "0.3"))
    changes: tuple[Change, ...] = ()
    for change in pulled:
        changes = noted(changes, [change])
    assert changes == (Change(100, "l1", "0", "0.3"),)
    assert noted(changes, [Change(400, "l1", "0.3", "0")]) == (*changes, Change(400, "l1", "0.3", "0"))


def test_what_comes_back_to_where_it_was_is_no_change():
    """A slider that is pulled to and fro leaves no mark."""
    there = noted((), [Change(10, "beta", "1", "2")])
    assert noted(there, [Change(12, "beta", "2", "1")]) == ()


def test_terms_are_kept_from_the_first_that_joins_the_reconstruction():
    """Alone, a term is the loss and costs nothing; later it is there from the first batch."""
    losses = Losses(np.empty(0, np.float32))
    for _ in range(1_500):
        losses.append(0.5, {"mse": 0.5})
    assert losses.terms == {}
    for _ in range(1_500):
        losses.append(0.75, {"mse": 0.5, "l1": 0.25})
    losses.append(0.5, {"mse": 0.5})
    assert list(losses.terms) == ["mse", "l1"]
    assert (losses.terms["mse"] == 0.5).all()
    l1 = losses.terms["l1"]
    assert np.isnan(l1[:1_500]).all()
    assert (l1[1_500:3_000] == 0.25).all()
    assert np.isnan(l1[3_000])
    assert len(l1) == losses.count == 3_001


def test_terms_of_the_past_go_on():
    """A run that goes on keeps the curves that it had."""
    past = np.array([0.75, 0.75], np.float32)
    terms = {"mse": np.array([0.5, 0.5], np.float32), "l1": np.array([0.25, 0.25], np.float32)}
    losses = Losses(past, terms)
    losses.append(0.5, {"mse": 0.5})
    assert losses.terms["mse"].tolist() == [0.5, 0.5, 0.5]
    assert np.isnan(losses.terms["l1"][2])
