"""What each layer of a network gives for one image and one code."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch import Tensor, nn

from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import as_inputs
from latentlab.models.recurrent import RowReader, RowWriter
from latentlab.models.transformer import TokenDecoder, TokenEncoder

Kind = Literal["units", "maps", "rows", "tokens", "code", "image"]


@dataclass(frozen=True, slots=True, eq=False)
class LayerOutput:
    """What one layer gives.

    values: (units,) of a dense layer and the code, (channels, h, w) of a convolution, (rows, states) of a
    recurrent layer, (tokens, width) of a block of attention, (h, w) of the image.
    """

    way: Literal["encoder", "decoder"]
    kind: Kind
    values: np.ndarray


def layer_outputs(
    model: Autoencoder, image: np.ndarray | None, z: np.ndarray, shape: tuple[int, int]
) -> tuple[LayerOutput, ...]:
    """The outputs of the encoder's layers for an image (h, w), and of the decoder's for a code z (k,).

    Each with its activation applied; a variational code is its means. Without an image the encoder is left
    out. image: uint8, or float32 in [0, 1].
    """
    # The hooks go on modules of its own, which share the weights: others may be using the model's.
    own = copy.deepcopy(model, {id(one): one for one in model.parameters()})
    found: list[LayerOutput] = []
    with torch.no_grad():
        if image is not None:
            inputs = as_inputs(image.reshape(1, -1))
            found += _gathered(own.encoder, "encoder", lambda: own.encode(inputs))
        codes = torch.from_numpy(z.astype(np.float32))[None]
        found += _gathered(own.decoder, "decoder", lambda: own.decode(codes))
    *inner, last = found
    return (*inner, LayerOutput("decoder", "image", last.values.reshape(shape)))


def _gathered(
    part: nn.Module, way: Literal["encoder", "decoder"], run: Callable[[], Tensor]
) -> list[LayerOutput]:
    """The outputs of a part's layers, by forward hooks while it runs, and what comes out of it at last."""
    given: list[LayerOutput] = []

    def keep(kind: Kind, output: Tensor | tuple[Tensor, ...]) -> None:
        values = output[0] if isinstance(output, tuple) else output
        given.append(LayerOutput(way, kind, values[0].numpy().copy()))

    hooks = [
        layer.register_forward_hook(lambda _layer, _inputs, output, kind=kind: keep(kind, output))
        for kind, layer in _layers(part)
    ]
    try:
        whole = run()
    finally:
        for hook in hooks:
            hook.remove()
    given.append(LayerOutput(way, "code" if way == "encoder" else "image", whole[0].numpy()))
    return given


def _layers(part: nn.Module) -> Iterator[tuple[Kind, nn.Module]]:
    """The modules whose output is that of a layer, but for the last, which gives the code or the image."""
    match part:
        case RowReader() | RowWriter():
            for layer in part.layers:
                yield "rows", layer
        case TokenEncoder() | TokenDecoder():
            for block in part.blocks:
                yield "tokens", block
        case nn.Sequential():
            yield from _of_sequence(list(part))


def _of_sequence(parts: list[nn.Module]) -> Iterator[tuple[Kind, nn.Module]]:
    """Of a chain of layers and activations the activation after each layer but the last."""
    weighted = [place for place, one in enumerate(parts) if any(True for _ in one.parameters())]
    for place in weighted[:-1]:
        is_map = isinstance(parts[place], nn.Conv2d | nn.ConvTranspose2d)
        yield "maps" if is_map else "units", parts[place + 1]
