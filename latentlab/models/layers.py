"""The layers of a network as one would draw them, from image to code and back; known without torch."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Literal

from latentlab.models.config import ModelConfig
from latentlab.models.shapes import conv_sides, token_grid, weight_shapes

Kind = Literal["image", "dense", "conv", "recurrent", "tokens", "attention", "code"]


@dataclass(frozen=True, slots=True)
class Layer:
    """What one layer gives; weights: those that lead into it, biases and all, and belong to no other.

    shape: (width,) of dense layers and the code, (channels, height, width) of convolutions, (rows, states) of
    recurrent layers, (tokens, width) of transformers, (height, width) of images.
    """

    kind: Kind
    shape: tuple[int, ...]
    weights: int = 0

    @property
    def values(self) -> int:
        """Numbers that it gives for an image."""
        return prod(self.shape)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The layers there and back; `code` is the place of the code among them.

    classes: of the classifier on the code, 0 where there is none. tied: whether the way back uses the weights
    of the way there.
    """

    layers: tuple[Layer, ...]
    code: int
    classes: int = 0
    classifier_weights: int = 0
    tied: bool = False


def drawing_of(config: ModelConfig, shape: tuple[int, int]) -> Drawing:
    """The layers of a network for images of `shape`. Raises ConfigError where it cannot take such images."""
    weights = {name: prod(one) for name, one in weight_shapes(config, shape).items()}
    there, back = _WAYS[config.architecture](config, shape)
    image, code = Layer("image", shape), Layer("code", (config.latent,))
    steps = [*there, (code, _names_of_code(config)), *back]
    layers = [image, *(_weighed(layer, names, weights) for layer, names in steps)]
    head = sum(count for name, count in weights.items() if name.startswith("classifier."))
    return Drawing(tuple(layers), len(there) + 1, config.classes, head, config.tied)


_Step = tuple[Layer, tuple[str, ...]]  # a layer and how the names of its weights begin
_Ways = tuple[list[_Step], list[_Step]]


def _weighed(layer: Layer, names: tuple[str, ...], weights: dict[str, int]) -> Layer:
    count = sum(number for name, number in weights.items() if name.startswith(names))
    return Layer(layer.kind, layer.shape, count)


def _names_of_code(config: ModelConfig) -> tuple[str, ...]:
    return {
        "dense": (f"encoder.{2 * len(config.hidden)}.",),
        "conv": (f"encoder.{2 + 2 * len(config.hidden)}.",),
        "recurrent": ("encoder.code.",),
        "transformer": ("encoder.code.", "encoder.norm."),
    }[config.architecture]


def _dense(config: ModelConfig, shape: tuple[int, int]) -> _Ways:
    there: list[_Step] = [
        (Layer("dense", (width,)), (f"encoder.{2 * place}.",)) for place, width in enumerate(config.hidden)
    ]
    back: list[_Step] = [
        (Layer("dense", (width,)), (f"decoder.{2 * place}.",))
        for place, width in enumerate(reversed(config.hidden))
    ]
    return there, [*back, (Layer("image", shape), (f"decoder.{2 * len(config.hidden)}.",))]


def _conv(config: ModelConfig, shape: tuple[int, int]) -> _Ways:
    sides = conv_sides(config, shape)
    stages = [
        Layer("conv", (channels, *side)) for channels, side in zip(config.hidden, sides[1:], strict=True)
    ]
    there: list[_Step] = [(layer, (f"encoder.{1 + 2 * place}.",)) for place, layer in enumerate(stages)]
    back: list[_Step] = [(stages[-1], ("decoder.0.",))]
    back += [(layer, (f"decoder.{3 + 2 * place}.",)) for place, layer in enumerate(reversed(stages[:-1]))]
    return there, [*back, (Layer("image", shape), (f"decoder.{1 + 2 * len(stages)}.",))]


def _recurrent(config: ModelConfig, shape: tuple[int, int]) -> _Ways:
    rows = shape[0]

    def layers(part: str, widths: tuple[int, ...]) -> Iterator[_Step]:
        for place, width in enumerate(widths):
            first = (f"{part}.embed", f"{part}.positions") if place == 0 else ()
            yield Layer("recurrent", (rows, width)), (f"{part}.layers.{place}.", *first)

    back = [*layers("decoder", config.hidden[::-1]), (Layer("image", shape), ("decoder.row.",))]
    return list(layers("encoder", config.hidden)), back


def _transformer(config: ModelConfig, shape: tuple[int, int]) -> _Ways:
    rows, columns, _, _ = token_grid(config, shape)
    width = config.hidden[0]

    def layers(part: str) -> list[_Step]:
        first = (f"{part}.embed.", f"{part}.positions", f"{part}.bottleneck")
        tokens: _Step = (Layer("tokens", (rows * columns + 1, width)), first)
        blocks = range(len(config.hidden))
        attention = Layer("attention", (rows * columns + 1, width))
        return [tokens, *((attention, (f"{part}.blocks.{block}.",)) for block in blocks)]

    return layers("encoder"), [
        *layers("decoder"),
        (Layer("image", shape), ("decoder.norm.", "decoder.token.")),
    ]


_WAYS = {"dense": _dense, "conv": _conv, "recurrent": _recurrent, "transformer": _transformer}
