"""A process is told from another one that has its number now."""

import os
import subprocess
import sys

import pytest

from latentlab.last_run import process


def test_this_process_lives_and_its_birth_stays_the_same() -> None:
    birth = process.birth_of(os.getpid())
    assert birth
    assert process.birth_of(os.getpid()) == birth
    assert process.lives(os.getpid(), birth)


def test_another_process_with_the_number_is_not_taken_for_the_first() -> None:
    assert not process.lives(os.getpid(), "another birth")


def test_without_a_birth_only_the_number_counts() -> None:
    assert process.lives(os.getpid(), "")


def test_an_ended_process_does_not_live_even_before_anybody_heard_of_it() -> None:
    """Its entry stays in the system's table until its parent asks."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    birth = process.birth_of(child.pid)
    assert process.lives(child.pid, birth)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not process.lives(child.pid, birth)
    child.communicate()
    assert not process.lives(child.pid, birth)


@pytest.mark.parametrize("pid", [0, -1, 2**31, 2**64])
def test_what_is_no_number_of_a_process_does_not_live(pid: int) -> None:
    assert process.birth_of(pid) is None
    assert not process.lives(pid, "")


def test_the_machine_has_a_name_for_its_time_since_power_on() -> None:
    assert process.boot() == process.boot()
    assert process.host()
