"""Passes on to the dock of weights and activations what was found, in words and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from latentlab.gui.panels.inside import OUTPUTS, WEIGHTS, InsidePanel
from latentlab.gui.widgets.layer_rows import LayerRow
from latentlab.gui.workspace.decoding.inside import Outputs, Weights
from latentlab.gui.workspace.workspace import Workspace

if TYPE_CHECKING:  # their modules need torch
    from latentlab.models.layer_outputs import LayerOutput
    from latentlab.models.weight_tiles import WeightTiles

_SMALL, _SIDE = 34, 58  # of tiles: of kernels, and of whole images
_SHOWN = 12  # weights that are written out


class InsideDisplay(QObject):
    """Between the network's inside and its panel."""

    def __init__(self, workspace: Workspace, panel: InsidePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._panel = workspace, panel
        self._weights: Weights | None = None
        self._unit: int | None = None  # the chosen one

    def show_seen(self, seen: str) -> None:
        """Have computed what is seen, and nothing else."""
        inside = self._workspace.decoding.inside
        inside.watch_weights(seen == WEIGHTS)
        inside.watch_outputs(seen == OUTPUTS)

    # --- weights ------------------------------------------------------------------------------------------

    def show_weights(self, weights: Weights | None) -> None:
        """Show the newest weights; none before there is a network."""
        self._weights = weights
        layers = () if weights is None else weights.layers
        self._panel.show_layers([(layer.place, self._title(layer)) for layer in layers])
        self.show_layer()

    def show_layer(self) -> None:
        """Show the layer, order and scale that are wished for."""
        layer, order = self._shown()
        if layer is None:
            self._panel.show_tiles(np.zeros((0, 1, 1)), np.ones(0), _SIDE, str, self.tr("No network yet."))
            self._panel.show_chosen(None, 1.0, "")
            return
        tiles = layer.tiles[order]
        side = _SMALL if layer.piece in ("kernel", "code") else _SIDE
        self._panel.show_tiles(tiles, self._limits(tiles), side, self._tip, self._meaning(layer))
        places = np.flatnonzero(order == self._unit)
        self._panel.tiles.choose(int(places[0]) if len(places) else -1)
        self._show_unit(layer)

    def choose(self, index: int) -> None:
        """A tile was chosen, or none any more."""
        layer, order = self._shown()
        if layer is not None:
            self._unit = int(order[index]) if 0 <= index < len(order) else None
            self._show_unit(layer)

    def _shown(self) -> tuple[WeightTiles | None, np.ndarray]:
        wanted = self._panel.layer.currentData()
        if self._weights is not None:
            for layer, order in zip(self._weights.layers, self._weights.orders, strict=True):
                if layer.place == wanted:
                    by_number = self._panel.order.currentData() == "number"
                    return layer, np.arange(len(order)) if by_number else order
        return None, np.zeros(0, int)

    def _limits(self, tiles: np.ndarray) -> np.ndarray:
        largest = np.abs(tiles).max(axis=(1, 2), initial=0.0)
        limits: np.ndarray = (
            largest if self._panel.scale.currentData() == "own" else largest * 0 + largest.max()
        )
        return limits

    def _show_unit(self, layer: WeightTiles) -> None:
        unit = self._unit
        if unit is None or unit >= len(layer.tiles):
            self._panel.show_chosen(None, 1.0, "")
            return
        weights = layer.tiles[unit]
        text = self.tr("Unit {unit} of {units}: length {length:.3g}, weights from {low:.3g} to {high:.3g}.")
        values = text.format(
            unit=unit + 1,
            units=len(layer.tiles),
            length=float(np.linalg.norm(weights)),
            low=float(weights.min()),
            high=float(weights.max()),
        )
        if weights.size <= _SHOWN:
            values += "\n" + "  ".join(f"{weight:.3g}" for weight in weights.ravel().tolist())
        self._panel.show_chosen(weights, float(np.abs(weights).max()), values)

    def _tip(self, index: int) -> str:
        layer, order = self._shown()
        if layer is None or index >= len(order):
            return ""
        unit = int(order[index])
        text = self.tr("Unit {unit}, length {length:.3g}")
        return text.format(unit=unit + 1, length=float(np.linalg.norm(layer.tiles[unit])))

    def _title(self, layer: WeightTiles) -> str:
        return {
            "sees": self.tr("Encoder, first layer"),
            "paints": self.tr("Decoder, last layer"),
            "reads": self.tr("Decoder, first layer"),
        }[layer.place]

    def _meaning(self, layer: WeightTiles) -> str:
        text = {
            "sees": self.tr(
                "What each of {units} units looks for: orange ink makes it more active, blue less."
            ),
            "paints": self.tr(
                "What each of {units} units paints: orange is ink it adds, blue ink it takes away."
            ),
            "reads": self.tr(
                "How each of {units} units reads z: a stripe a latent dimension, orange where more of it "
                "makes the unit more active, blue where less."
            ),
        }[layer.place].format(units=f"{len(layer.tiles):,}")
        piece = {
            "image": "",
            "code": "",
            "kernel": self.tr(
                "A tile is a kernel of {height} × {width} weights, moved over the whole image."
            ),
            "row": self.tr("This network takes a row of {width} pixels at a time: a tile is one row."),
            "patch": self.tr("This network takes patches of {height} × {width} pixels: a tile is one patch."),
        }[layer.piece].format(height=layer.tiles.shape[1], width=layer.tiles.shape[2])
        tied = self.tr("Tied: these are the encoder's weights once more.") if layer.is_tied else ""
        click = self.tr("Click a tile to see it large, with its numbers.")
        return "\n".join(filter(None, (text, piece, tied, click)))

    # --- outputs ------------------------------------------------------------------------------------------

    def show_outputs(self, outputs: Outputs | None) -> None:
        """Show what the layers give."""
        if outputs is None:
            self._panel.show_outputs((), self.tr("No network yet."))
            return
        source = (
            self.tr("The encoder's layers for the original, the decoder's for z.")
            if outputs.is_own
            else self.tr("The encoder's layers for the decoded image, encoded again; the decoder's for z.")
        )
        colours = self.tr("Orange is above 0, blue below; each layer on its own scale.")
        rows = [self._row(layer, place) for place, layer in enumerate(outputs.layers)]
        self._panel.show_outputs(rows, f"{source}\n{colours}")

    def _row(self, layer: LayerOutput, place: int) -> LayerRow:
        name = {
            "units": self.tr("{number}. Dense"),
            "maps": self.tr("{number}. Convolution"),
            "rows": self.tr("{number}. Recurrent"),
            "tokens": self.tr("{number}. Attention"),
            "code": self.tr("{number}. Code"),
            "image": self.tr("{number}. Image"),
        }[layer.kind].format(number=place + 1)
        return LayerRow(name, self._note(layer), layer.values, layer.kind == "image")

    def _note(self, layer: LayerOutput) -> str:
        size = " × ".join(str(side) for side in layer.values.shape)
        idle = float(np.mean(layer.values == 0))
        if layer.kind == "image" or idle == 0:
            return size
        is_long = layer.values.ndim > 1
        text = self.tr("{size}\n{share:.0%} at 0") if is_long else self.tr("{size}, {share:.0%} at 0")
        return text.format(size=size, share=idle)
