"""Names and shapes of a network's weights, known without torch."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from latentlab.errors import SessionError
from latentlab.models.config import ModelConfig


def weight_shapes(config: ModelConfig, pixels: int) -> dict[str, tuple[int, ...]]:
    """What the state of a network built from `config` holds, for images of `pixels` pixels."""
    widths = config.widths(pixels)
    return dict([*_stack("encoder", widths), *_stack("decoder", widths[::-1])])


def check_weights(config: ModelConfig, pixels: int, weights: Mapping[str, np.ndarray]) -> None:
    """Raise SessionError unless the weights have the names and shapes of this network."""
    expected = weight_shapes(config, pixels)
    came = {name: values.shape for name, values in weights.items()}
    for name in sorted(expected.keys() | came.keys()):
        if expected.get(name) != came.get(name):
            raise SessionError(
                "The weights {name} must have shape {expected} in this network, got {got}.",
                name=name,
                expected=expected.get(name),
                got=came.get(name),
            )


def _stack(part: str, widths: tuple[int, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for layer, (inputs, outputs) in enumerate(pairwise(widths)):
        place = 2 * layer  # every second module is an activation
        yield f"{part}.{place}.weight", (outputs, inputs)
        yield f"{part}.{place}.bias", (outputs,)
