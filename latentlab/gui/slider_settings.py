"""The choices about the decoder's sliders as one line of the settings file."""

import json
from dataclasses import asdict, dataclass
from typing import get_args

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


_WORDS = {
    "kind": get_args(AxisKind),
    "order": ORDERS,
    "span": get_args(Span),
    "films": (True, False),
    "draws": tuple(kind for kind in get_args(DrawKind) if kind != "prior"),
}


def sliders_text(choices: SliderChoices) -> str:
    """The choices as a line."""
    return json.dumps(asdict(choices))


def sliders_from(text: str) -> SliderChoices:
    """The choices of a line; whatever is missing or makes no sense is as in a new window."""
    try:
        kept = json.loads(text)
    except ValueError:
        kept = {}
    if not isinstance(kept, dict):
        kept = {}
    sound = {
        name: kept[name] for name, words in _WORDS.items() if name in kept and _is_one(kept[name], words)
    }
    return SliderChoices(**sound)


def _is_one(value: object, words: tuple[object, ...]) -> bool:
    return any(type(value) is type(word) and value == word for word in words)
