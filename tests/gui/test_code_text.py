"""A code is copied as text and read back from it to the same bits, or refused in a sentence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.errors import ConfigError
from latentlab.gui.widgets.code_text import code_from, code_text, number_from, number_text

_FLOATS = st.floats(width=32, allow_nan=False, allow_infinity=False)


@given(st.lists(_FLOATS, min_size=1, max_size=40))
def test_a_copied_code_is_pasted_to_the_same_bits(values):
    z = np.array(values, np.float32)
    assert np.array_equal(code_from(code_text(z), len(z)), z)


@given(st.text(max_size=60), st.integers(1, 5))
def test_pasted_text_is_a_code_of_that_length_or_an_error_with_a_sentence(text, latent):
    try:
        z = code_from(text, latent)
    except ConfigError as error:
        said = str(error)
    else:
        assert z.shape == (latent,)
        assert np.isfinite(z).all()
        return
    assert f"a code of length {latent}," in said


@given(_FLOATS, st.floats(1e-3, 1e4))
def test_a_shown_number_reads_back_within_a_slider_step(value, span):
    shown = number_from(number_text(value, span))
    assert shown == pytest.approx(value, abs=max(span / 100, 0.5 if span > 100 else 0), rel=0.01)
    assert number_text(value, span) not in ("−0.00", "-0.00", "−0")
