"""The part of the form where a network is described and drawn."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from latentlab.gui.panels.training.draft import Draft
from latentlab.gui.panels.training.form import Form, filled, quietly, show_row
from latentlab.gui.panels.training.words import (
    activation_names,
    architecture_names,
    cell_names,
    output_names,
)
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.fields import Choice, WholeNumber
from latentlab.gui.widgets.layer_sketch import LayerSketch
from latentlab.gui.widgets.section import note
from latentlab.models.config import MAX_LATENT, ModelConfig
from latentlab.models.layers import drawing_of
from latentlab.models.shapes import parameter_count, patches_of


class ModelForm(Form):
    """Architecture, layers, code, activations and output of the next network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Model"), parent)
        self._shape = (0, 0)
        self._build_fields()
        self._add_rows()
        self._connect()
        self.show_shape((28, 28))

    def show_shape(self, shape: tuple[int, int]) -> None:
        """Say how high and wide the images are: it decides on the first layer and on the tokens."""
        if shape == self._shape:
            return
        self._shape = shape
        chosen = self.patch.currentData()
        with quietly([self.patch]):
            self.patch.clear()
            self.patch.addItem(self.tr("Rows of the image"), 0)
            for side in patches_of(shape):
                self.patch.addItem(self.tr("Patches of {side}×{side}").format(side=side), side)
            self.patch.choose(chosen if self.patch.findData(chosen) >= 0 else 0)

    def read(self, draft: Draft) -> Draft:
        return replace(
            draft,
            architecture=self.architecture.currentData(),
            hidden=self.hidden.text(),
            latent=self.latent.value(),
            activation=self.activation.currentData(),
            code_activation=self.code_activation.currentData(),
            output=self.output.currentData(),
            tied=self.tied.isChecked(),
            cell=self.cell.currentData(),
            patch=self.patch.currentData(),
            variational=self.variational.isChecked(),
        )

    def show_draft(self, draft: Draft) -> None:
        with quietly(self._fields):
            if draft.hidden != self.hidden.text():
                self.hidden.setText(draft.hidden)  # else the cursor would jump
            for choice, value in (
                (self.architecture, draft.architecture),
                (self.activation, draft.activation),
                (self.code_activation, draft.code_activation),
                (self.output, draft.output),
                (self.cell, draft.cell),
            ):
                choice.choose(value)
            if self.patch.findData(draft.patch) < 0:  # of images of another shape
                self.patch.addItem(self.tr("Patches of {side}×{side}").format(side=draft.patch), draft.patch)
            self.patch.choose(draft.patch)
            self.latent.setValue(draft.latent)
            self.tied.setChecked(draft.tied)
            self.variational.setChecked(draft.variational)
        self._show_rows_of(draft.architecture)

    def show_model(self, model: ModelConfig | None) -> None:
        """Draw the network that is described; the last one stays where none can be."""
        set_property(self.hidden, "invalid", model is None)
        if model is None:
            return
        count = parameter_count(model, self._shape)
        self.sketch.show_drawing(drawing_of(model, self._shape))
        text = self.tr("{count:,} weights and biases")
        self.parameters.setText(text.format(count=count))
        name = architecture_names()[model.architecture]
        summary = self.tr("{architecture} · code of {latent} · {count:,} weights")
        self.show_summary(summary.format(architecture=name, latent=model.latent, count=count))

    @property
    def _fields(self) -> list[QWidget]:
        activations = [self.activation, self.code_activation, self.output]
        own = [self.architecture, self.cell, self.patch, self.tied, self.variational]
        return [*activations, *own, self.hidden, self.latent]

    def _build_fields(self) -> None:
        self.architecture = filled(Choice(), architecture_names())
        self.hidden = QLineEdit()
        self.hidden.setPlaceholderText(self.tr("none"))
        self.hidden.setMaxLength(200)
        self.latent = WholeNumber(1, MAX_LATENT, 4)
        self.activation = filled(Choice(), activation_names())
        self.code_activation = filled(Choice(), activation_names())
        self.output = filled(Choice(), output_names())
        self.cell, self.patch = filled(Choice(), cell_names()), Choice()
        self.tied = QCheckBox(self.tr("Tied weights"))
        self.tied.setToolTip(
            self.tr("The decoder uses the encoder’s weights, transposed: half as many to learn. Default: off")
        )
        self.variational = QCheckBox(self.tr("Variational code"))
        self.variational.setToolTip(
            self.tr(
                "The encoder gives a mean and a spread for each latent dimension, and the code is drawn from "
                "them. Default: off"
            )
        )
        self.sketch = LayerSketch()
        self.parameters = note()

    def _add_rows(self) -> None:
        self.add_wide(self.sketch)  # above the fields: in sight while they are changed
        self.add_wide(self.parameters)
        self.add_row(
            self.tr("Network"),
            self.architecture,
            self.tr("How encoder and decoder look at an image. Default: dense layers"),
        )
        self._hidden_label = self.add_row(self.tr("Hidden layers"), self.hidden, "")
        self._cell_label = self.add_row(
            self.tr("Cell"), self.cell, self.tr("What it remembers the rows with. Default: GRU")
        )
        self._patch_label = self.add_row(
            self.tr("Tokens"),
            self.patch,
            self.tr("The parts of an image that attend to each other. Default: its rows"),
        )
        self.add_row(
            self.tr("Latent size"),
            self.latent,
            self.tr("How many numbers the code has: the bottleneck, 1 to 1024. Default: 4"),
        )
        self.add_row(
            self.tr("Activation"),
            self.activation,
            self.tr("What follows each hidden layer. Default: ReLU"),
        )
        self.add_row(
            self.tr("Code"),
            self.code_activation,
            self.tr("What follows the code itself; a ReLU here can leave units dead. Default: none, linear"),
        )
        self.add_row(
            self.tr("Output"),
            self.output,
            self.tr("What makes the last layer's numbers grey values. Default: sigmoid"),
        )
        for wide in (self.tied, self.variational):
            self.add_wide(wide)
        self.add_problem()

    def _connect(self) -> None:
        for choice in (self.activation, self.code_activation, self.output, self.cell, self.patch):
            choice.currentIndexChanged.connect(self.changed)
        self.architecture.currentIndexChanged.connect(self._on_architecture)
        self.hidden.textChanged.connect(self.changed)
        self.latent.valueChanged.connect(self.changed)
        self.tied.toggled.connect(self.changed)
        self.variational.toggled.connect(self.changed)

    def _on_architecture(self) -> None:
        """Widths of one kind of network mean nothing to another."""
        self.show_draft(self.read(Draft()).with_architecture(self.architecture.currentData()))
        self.changed.emit()

    def _show_rows_of(self, architecture: str) -> None:
        show_row(self._cell_label, self.cell, architecture == "recurrent")
        show_row(self._patch_label, self.patch, architecture == "transformer")
        self.tied.setVisible(architecture == "dense")
        name, tip = self._hidden_words(architecture)
        self._name_hidden(self._hidden_label, name, tip)

    def _name_hidden(self, label: QLabel, name: str, tip: str) -> None:
        label.setText(name)
        self.hidden.setAccessibleName(name)
        self.hidden.setAccessibleDescription(tip)
        for widget in (label, self.hidden):
            widget.setToolTip(tip)

    def _hidden_words(self, architecture: str) -> tuple[str, str]:
        return {
            "dense": (
                self.tr("Hidden layers"),
                self.tr(
                    "Widths of the layers between image and code; the decoder mirrors them. Empty for none. "
                    "Default: 256, 64"
                ),
            ),
            "conv": (
                self.tr("Channels"),
                self.tr(
                    "Channels of each stage, which halves the sides of the image; the decoder mirrors them. "
                    "Default: 32, 64"
                ),
            ),
            "recurrent": (
                self.tr("States"),
                self.tr("Widths of the recurrent layers, one on top of the other. Default: 128"),
            ),
            "transformer": (
                self.tr("Blocks"),
                self.tr(
                    "Width of a token in each block of attention: the same multiple of 4 for all. "
                    "Default: 64, 64"
                ),
            ),
        }[architecture]
