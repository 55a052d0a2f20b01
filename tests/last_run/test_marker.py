"""A marker comes back from its file as it was, and anything else in the file is no marker."""

import json
import os
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.last_run import process
from latentlab.last_run.marker import Marker, marker_from, own_marker

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
MARKERS = st.builds(
    Marker,
    pid=st.integers(),
    birth=TEXTS,
    boot=TEXTS,
    host=TEXTS,
    version=TEXTS,
    opened=st.floats(0, 1e11),
    error=TEXTS,
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(MARKERS)
def test_every_marker_comes_back(marker: Marker) -> None:
    assert marker_from(marker.to_bytes()) == marker


@given(st.binary())
def test_any_bytes_are_no_marker_and_no_error(content: bytes) -> None:
    assert marker_from(content) is None


@given(st.sampled_from(list(asdict(own_marker()))), ANYTHING)
def test_a_marker_with_one_wrong_value_is_none_or_can_be_judged(name: str, value: object) -> None:
    """What is let through must not trip up whoever asks it."""
    marker = marker_from(json.dumps(asdict(own_marker()) | {name: value}).encode())
    assert marker is None or marker.has_ended in (True, False)


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 300, b"[" * 100_000, b'{"pid": 1}', b"null", b"1" * 5_000],
    ids=["empty", "zeros", "deep", "short", "null", "long"],
)
def test_what_a_power_cut_may_leave_is_no_marker(content: bytes) -> None:
    assert marker_from(content) is None


def test_a_truncated_marker_is_none() -> None:
    whole = own_marker().to_bytes()
    assert all(marker_from(whole[:length]) is None for length in range(len(whole)))


def test_the_own_marker_has_not_ended() -> None:
    marker = own_marker()
    assert marker.pid == os.getpid()
    assert not marker.has_ended


def test_a_recycled_number_has_ended() -> None:
    assert replace(own_marker(), birth="earlier").has_ended


def test_a_marker_from_before_a_restart_has_ended_whoever_has_its_number_now() -> None:
    marker = replace(own_marker(), boot="an earlier one")
    assert marker.has_ended
    assert not marker.is_of_this_boot


def test_a_window_on_another_machine_with_the_same_home_is_left_alone() -> None:
    """Its number says nothing here."""
    assert not replace(own_marker(), boot="its own", host="another", pid=2**22 + 1).has_ended


def test_where_the_system_names_no_boot_the_process_alone_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "boot", lambda: "")
    marker = replace(own_marker(), boot="")
    assert not marker.has_ended
    assert replace(marker, birth="earlier").has_ended
    assert not replace(marker, birth="earlier", host="another").has_ended
