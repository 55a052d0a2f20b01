"""Names and shapes of a network's weights, known without torch."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, pairwise
from math import gcd, prod

import numpy as np

from latentlab.errors import ConfigError, SessionError
from latentlab.models.config import MAX_PATCH, ModelConfig

KERNEL = 3  # side of a convolution's kernel
WIDENING = 2  # of the layer between attention and attention, in widths of a token
_GATES = {"gru": 3, "lstm": 4}

Named = Iterator[tuple[str, tuple[int, ...]]]


def weight_shapes(config: ModelConfig, shape: tuple[int, int]) -> dict[str, tuple[int, ...]]:
    """What the state of a network built from `config` holds, for images of `shape` (height, width).

    Raises ConfigError where it cannot take images of this shape.
    """
    check_images(config, shape)
    found = dict(_ARCHITECTURES[config.architecture](config, shape))
    if config.classes:
        found |= dict(_linear("classifier", config.latent, config.classes))
    return found


def parameter_count(config: ModelConfig, shape: tuple[int, int]) -> int:
    """Number of weights and biases of the whole network."""
    return sum(prod(one) for one in weight_shapes(config, shape).values())


def check_weights(config: ModelConfig, shape: tuple[int, int], weights: Mapping[str, np.ndarray]) -> None:
    """Raise SessionError unless the weights have the names and shapes of this network."""
    expected = weight_shapes(config, shape)
    came = {name: values.shape for name, values in weights.items()}
    for name in sorted(expected.keys() | came.keys()):
        if expected.get(name) != came.get(name):
            raise SessionError(
                "The weights {name} must have shape {expected} in this network, got {got}.",
                name=name,
                expected=expected.get(name),
                got=came.get(name),
            )


def check_images(config: ModelConfig, shape: tuple[int, int]) -> None:
    """Raise ConfigError where the network cannot take images of this shape (height, width)."""
    if config.patch and any(side % config.patch for side in shape):
        raise ConfigError(
            "patch must divide the images' {height} × {width} pixels without a rest, got {patch}.",
            height=shape[0],
            width=shape[1],
            patch=config.patch,
        )


def patches_of(shape: tuple[int, int]) -> tuple[int, ...]:
    """Sides of the square patches that images of `shape` can be cut into without a rest."""
    common = gcd(*shape)
    return tuple(side for side in range(2, common + 1) if common % side == 0 and side <= MAX_PATCH)


def conv_sides(config: ModelConfig, shape: tuple[int, int]) -> list[tuple[int, int]]:
    """Height and width of the image and after each stage of a convolutional network."""
    sides = [shape]
    for _ in config.hidden:
        height, width = sides[-1]
        sides.append((-(-height // 2), -(-width // 2)))
    return sides


def token_grid(config: ModelConfig, shape: tuple[int, int]) -> tuple[int, int, int, int]:
    """Rows and columns of tokens in an image, height and width of a token in pixels."""
    height, width = (config.patch, config.patch) if config.patch else (1, shape[1])
    return shape[0] // height, shape[1] // width, height, width


def _dense(config: ModelConfig, shape: tuple[int, int]) -> Named:
    widths = config.widths(prod(shape))
    for layer, (inputs, outputs) in enumerate(pairwise((*widths[:-1], config.code_outputs))):
        yield from _linear(f"encoder.{2 * layer}", inputs, outputs)  # every second module is an activation
    for layer, (inputs, outputs) in enumerate(pairwise(widths[::-1])):
        named = _linear(f"decoder.{2 * layer}", inputs, outputs)
        yield from (one for one in named if not (config.tied and one[0].endswith("weight")))


def _conv(config: ModelConfig, shape: tuple[int, int]) -> Named:
    channels = (1, *config.hidden)
    stages = len(config.hidden)
    units = channels[-1] * prod(conv_sides(config, shape)[-1])
    for stage, (inputs, outputs) in enumerate(pairwise(channels)):
        yield f"encoder.{1 + 2 * stage}.weight", (outputs, inputs, KERNEL, KERNEL)
        yield f"encoder.{1 + 2 * stage}.bias", (outputs,)
    yield from _linear(f"encoder.{2 + 2 * stages}", units, config.code_outputs)
    yield from _linear("decoder.0", config.latent, units)
    for stage, (inputs, outputs) in enumerate(pairwise(channels[::-1])):
        yield f"decoder.{3 + 2 * stage}.weight", (inputs, outputs, KERNEL, KERNEL)
        yield f"decoder.{3 + 2 * stage}.bias", (outputs,)


def _recurrent(config: ModelConfig, shape: tuple[int, int]) -> Named:
    rows, columns = shape
    hidden, gates = config.hidden, _GATES[config.cell]
    yield from _linear("encoder.embed.0", columns, hidden[0])
    yield from _cells("encoder.layers", (hidden[0], *hidden), gates)
    yield from _linear("encoder.code.0", hidden[-1], config.code_outputs)
    yield from _linear("decoder.embed", config.latent, hidden[-1])
    yield "decoder.positions", (rows, hidden[-1])
    yield from _cells("decoder.layers", (hidden[-1], *hidden[::-1]), gates)
    yield from _linear("decoder.row.0", hidden[0], columns)


def _transformer(config: ModelConfig, shape: tuple[int, int]) -> Named:
    rows, columns, height, width = token_grid(config, shape)
    inside = config.hidden[0]
    yield from _linear("encoder.embed", height * width, inside)
    yield "encoder.bottleneck", (1, inside)
    yield from _linear("encoder.code.0", inside, config.code_outputs)
    yield from _linear("decoder.embed", config.latent, inside)
    yield from _linear("decoder.token.0", inside, height * width)
    for part in ("encoder", "decoder"):
        yield f"{part}.positions", (rows * columns, inside)
        yield from _norm(f"{part}.norm", inside)
        yield from chain.from_iterable(
            _block(f"{part}.blocks.{block}", inside) for block in range(len(config.hidden))
        )


def _block(name: str, width: int) -> Named:
    yield f"{name}.self_attn.in_proj_weight", (3 * width, width)
    yield f"{name}.self_attn.in_proj_bias", (3 * width,)
    yield from _linear(f"{name}.self_attn.out_proj", width, width)
    yield from _linear(f"{name}.linear1", width, WIDENING * width)
    yield from _linear(f"{name}.linear2", WIDENING * width, width)
    yield from _norm(f"{name}.norm1", width)
    yield from _norm(f"{name}.norm2", width)


def _cells(name: str, widths: tuple[int, ...], gates: int) -> Named:
    for layer, (inputs, outputs) in enumerate(pairwise(widths)):
        yield f"{name}.{layer}.weight_ih_l0", (gates * outputs, inputs)
        yield f"{name}.{layer}.weight_hh_l0", (gates * outputs, outputs)
        yield f"{name}.{layer}.bias_ih_l0", (gates * outputs,)
        yield f"{name}.{layer}.bias_hh_l0", (gates * outputs,)


def _linear(name: str, inputs: int, outputs: int) -> Named:
    yield f"{name}.weight", (outputs, inputs)
    yield f"{name}.bias", (outputs,)


def _norm(name: str, width: int) -> Named:
    yield f"{name}.weight", (width,)
    yield f"{name}.bias", (width,)


_ARCHITECTURES: dict[str, Callable[[ModelConfig, tuple[int, int]], Named]] = {
    "dense": _dense,
    "conv": _conv,
    "recurrent": _recurrent,
    "transformer": _transformer,
}
