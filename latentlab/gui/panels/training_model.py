"""The part of the training panel where a network is described and built."""

from contextlib import suppress
from math import prod

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from latentlab.errors import ConfigError
from latentlab.gui.panels.training_draft import Draft, draft_of, text_of, widths_from
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.fields import Choice, WholeNumber
from latentlab.gui.widgets.layer_sketch import LayerSketch
from latentlab.gui.widgets.section import Section, note
from latentlab.models.config import ACTIVATIONS, MAX_LATENT, OUTPUTS
from latentlab.models.shapes import parameter_count
from latentlab.training.config import TrainingConfig


class ModelForm(Section):
    """Layers, code, activation, output and batch size of the next network."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Model"), parent)
        self._base = TrainingConfig()
        self._shape = (28, 28)
        self._build_fields()
        self._add_rows()
        self._show(draft_of(self._base))
        self._connect()
        self._judge()

    @property
    def wanted(self) -> TrainingConfig | None:
        """The run that the form describes; None where it describes none."""
        try:
            return self._draft().config(self._base)
        except ConfigError:
            return None

    @property
    def is_edited(self) -> bool:
        """Whether the form differs from the running network, be it by nonsense."""
        return self.wanted is None or draft_of(self.wanted) != draft_of(self._base)

    def show_config(self, config: TrainingConfig) -> None:
        """Show the running network; edits that wait to be built stay."""
        draft = self._draft().rebased(draft_of(self._base), draft_of(config))
        self._base = config
        self._show(draft)
        self._judge()

    def show_shape(self, shape: tuple[int, int]) -> None:
        """Say how high and wide the images are: it decides on the first layer."""
        self._shape = shape
        self._judge()

    def revert(self) -> None:
        """Take all edits back."""
        self._show(draft_of(self._base))
        self._judge()

    def _build_fields(self) -> None:
        self.hidden = QLineEdit()
        self.hidden.setPlaceholderText(self.tr("none"))
        self.hidden.setMaxLength(200)
        self.error = note(role="error")
        self.latent = WholeNumber(1, MAX_LATENT, 4)
        self.activation, self.output = Choice(), Choice()
        names = self._names()
        for value in ACTIVATIONS:
            self.activation.addItem(names[value], value)
        for value in OUTPUTS:
            self.output.addItem(names[f"output {value}"], value)
        self.batch_size = WholeNumber(1, 65_536, 128)
        self.batch_size.setGroupSeparatorShown(True)
        self.sketch = LayerSketch()
        self.parameters = note()

    def _size_text(self, architecture: str) -> str:
        return {
            "dense": self.tr("{count:,} weights and biases"),
            "conv": self.tr("{count:,} weights and biases; convolutional, layers in channels"),
            "recurrent": self.tr("{count:,} weights and biases; recurrent, reads row by row"),
            "transformer": self.tr("{count:,} weights and biases; transformer, blocks by width"),
        }[architecture]

    def _names(self) -> dict[str, str]:
        return {
            "relu": self.tr("ReLU"),
            "leaky_relu": self.tr("Leaky ReLU"),
            "elu": self.tr("ELU"),
            "gelu": self.tr("GELU"),
            "silu": self.tr("SiLU (swish)"),
            "tanh": self.tr("Tanh"),
            "sigmoid": self.tr("Sigmoid"),
            "identity": self.tr("None: linear layers"),
            "output sigmoid": self.tr("Sigmoid: 0 to 1"),
            "output identity": self.tr("Linear: any value"),
        }

    def _add_rows(self) -> None:
        self.add_row(
            self.tr("Hidden layers"),
            self.hidden,
            self.tr(
                "Widths of the layers between image and code; the decoder mirrors them. Empty for none. "
                "Default: 256, 64"
            ),
        )
        self.add_wide(self.error)
        self.add_row(
            self.tr("Latent size"),
            self.latent,
            self.tr("How many numbers the code has: the bottleneck, 1 to 1024. Default: 4"),
        )
        self.add_row(
            self.tr("Activation"),
            self.activation,
            self.tr("What follows each hidden layer; the code itself stays linear. Default: ReLU"),
        )
        self.add_row(
            self.tr("Output"),
            self.output,
            self.tr("What makes the last layer's numbers grey values. Default: sigmoid"),
        )
        self.add_row(
            self.tr("Batch size"),
            self.batch_size,
            self.tr("How many images one step learns from. Default: {batch_size}").format(
                batch_size=TrainingConfig().batch_size
            ),
        )
        self.add_wide(self.sketch)
        self.add_wide(self.parameters)

    def _connect(self) -> None:
        for signal in (
            self.hidden.textChanged,
            self.latent.valueChanged,
            self.activation.currentIndexChanged,
            self.output.currentIndexChanged,
            self.batch_size.valueChanged,
        ):
            signal.connect(self._judge)

    def _draft(self) -> Draft:
        typed = self.hidden.text().strip()
        with suppress(ConfigError):  # nonsense is kept as it was typed
            typed = text_of(widths_from(typed))
        return Draft(
            typed,
            self.latent.value(),
            self.activation.currentData(),
            self.output.currentData(),
            self.batch_size.value(),
        )

    def _show(self, draft: Draft) -> None:
        if draft == self._draft():
            return  # the cursor stays where it is
        widgets = (self.hidden, self.latent, self.activation, self.output, self.batch_size)
        for widget in widgets:
            widget.blockSignals(True)
        self.hidden.setText(draft.hidden)
        self.latent.setValue(draft.latent)
        self.activation.choose(draft.activation)
        self.output.choose(draft.output)
        self.batch_size.setValue(draft.batch_size)
        for widget in widgets:
            widget.blockSignals(False)

    def _judge(self) -> None:
        """Show what is wrong with the choices, or what network they make."""
        try:
            config = self._draft().config(self._base)
            count = parameter_count(config.model, self._shape)
        except ConfigError as error:
            text = self.tr(error.template).format(**error.values)
            self.error.setText(text[:1].upper() + text[1:])
        else:
            self.error.clear()
            self.sketch.show_widths(config.model.widths(prod(self._shape)))
            self.parameters.setText(self._size_text(config.model.architecture).format(count=count))
        self.error.setVisible(bool(self.error.text()))
        set_property(self.hidden, "invalid", bool(self.error.text()))
        self.changed.emit()
