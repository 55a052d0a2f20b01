"""Silencing warnings changes nothing for anybody else."""

import sys
import threading
import warnings

import pytest

from latentlab.silence import silenced


@pytest.fixture
def restless_threads():
    """Threads that take turns far more often than they would by themselves."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_that_silence_at_once_hear_nothing_and_leave_the_filters_as_they_were(restless_threads):
    filters, heard = list(warnings.filters), []

    def warn_in_silence() -> None:
        try:
            for _ in range(500):
                with silenced(UserWarning):
                    warnings.warn("nobody is to hear this", UserWarning, stacklevel=1)
        except UserWarning as warning:  # as an error, which each warning is in tests
            heard.append(warning)

    threads = [threading.Thread(target=warn_in_silence) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == []
    assert warnings.filters == filters


def test_only_what_was_named_is_silenced():
    with silenced(DeprecationWarning), pytest.raises(UserWarning):
        warnings.warn("to be heard", UserWarning, stacklevel=1)
