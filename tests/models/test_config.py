"""The choices that networks are built from: sensible ones are taken, all others refused in a sentence."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.errors import ConfigError
from latentlab.models.config import ACTIVATIONS, MAX_LATENT, MAX_WIDTH, OUTPUTS, ModelConfig

nonsense = st.one_of(
    st.integers().filter(lambda width: not 1 <= width <= MAX_LATENT),
    st.floats(),
    st.booleans(),
    st.text(max_size=4),
    st.none(),
)
widths = st.integers(1, 3_000)


def refusal_of(**choice: object) -> str:
    with pytest.raises(ConfigError) as refused:
        ModelConfig(**choice)
    return str(refused.value)


@given(latent=nonsense)
def test_a_latent_size_that_is_none_is_refused(latent: object) -> None:
    assert refusal_of(latent=latent) == f"latent must be a whole number from 1 to 1024, got {latent}."


@given(good=st.lists(widths, max_size=3), bad=nonsense, rest=st.lists(widths, max_size=2))
def test_one_bad_width_is_named_among_good_ones(good: list[int], bad: object, rest: list[int]) -> None:
    if isinstance(bad, int) and MAX_LATENT < bad <= MAX_WIDTH:
        bad = MAX_WIDTH + bad  # a layer may be wider than a code
    told = refusal_of(hidden=(*good, bad, *rest))
    assert told == f"hidden widths must be whole numbers from 1 to 16384, got {bad}."


@given(name=st.text(max_size=8).filter(lambda name: name not in ACTIVATIONS))
def test_an_unknown_activation_is_refused_with_those_that_there_are(name: str) -> None:
    told = refusal_of(activation=name)
    assert told.startswith("activation must be one of relu, ")
    assert all(known in told for known in ACTIVATIONS)


@given(name=st.text(max_size=8).filter(lambda name: name not in OUTPUTS))
def test_an_unknown_output_is_refused(name: str) -> None:
    assert refusal_of(output=name) == f"output must be one of sigmoid, identity, got {name}."


@pytest.mark.parametrize("latent", [1, MAX_LATENT])
@pytest.mark.parametrize("hidden", [(), (1,), (MAX_WIDTH,), (3, 3, 3)])
def test_the_limits_themselves_are_taken(latent: int, hidden: tuple[int, ...]) -> None:
    assert ModelConfig(hidden=hidden, latent=latent).widths(9) == (9, *hidden, latent)


def test_choices_are_known_without_torch() -> None:
    """The window shows them before torch is imported."""
    code = "import latentlab.models.config, latentlab.training.config, sys; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
