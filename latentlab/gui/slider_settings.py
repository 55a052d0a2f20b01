"""The choices about the decoder's sliders as one line of the settings file."""

from dataclasses import dataclass
from typing import get_args

from latentlab.gui.settings_line import kept_in, line_of
from latentlab.gui.workspace.decoding.axes import ORDERS, Order
from latentlab.gui.workspace.decoding.jumps import DrawKind
from latentlab.latent.axis_spans import Span
from latentlab.latent.code_axes import AxisKind


@dataclass(frozen=True, slots=True)
class SliderChoices:
    """What the sliders move along, how they are shown, and what a random code is drawn from."""

    kind: AxisKind = "dimensions"
    order: Order = "index"
    span: Span = "98%"
    films: bool = True
    draws: DrawKind = "gaussian"  # never the prior, which few networks have


_WORDS: dict[str, tuple[object, ...]] = {
    "kind": get_args(AxisKind),
    "order": ORDERS,
    "span": get_args(Span),
    "films": (True, False),
    "draws": tuple(kind for kind in get_args(DrawKind) if kind != "prior"),
}


def sliders_text(choices: SliderChoices) -> str:
    """The choices as a line."""
    return line_of(choices)


def sliders_from(text: str) -> SliderChoices:
    """The choices of a line; whatever is missing or makes no sense is as in a new window."""
    return SliderChoices(**kept_in(text, tuple(_WORDS), _fits))


def _fits(name: str, value: object) -> bool:
    return any(type(value) is type(word) and value == word for word in _WORDS[name])
