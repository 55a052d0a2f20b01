"""The choices of a run in words."""

from PySide6.QtCore import QCoreApplication


def activation_names() -> dict[str, str]:
    """Of the layers and of the code."""
    return {
        "relu": _tr("ReLU"),
        "leaky_relu": _tr("Leaky ReLU"),
        "elu": _tr("ELU"),
        "gelu": _tr("GELU"),
        "silu": _tr("SiLU (swish)"),
        "tanh": _tr("Tanh"),
        "sigmoid": _tr("Sigmoid"),
        "identity": _tr("None: linear"),
    }


def output_names() -> dict[str, str]:
    """Of what makes grey values."""
    return {"sigmoid": _tr("Sigmoid: 0 to 1"), "identity": _tr("Linear: any value")}


def architecture_names() -> dict[str, str]:
    """Of the kinds of network."""
    return {
        "dense": _tr("Dense layers"),
        "conv": _tr("Convolutional"),
        "recurrent": _tr("Recurrent"),
        "transformer": _tr("Transformer"),
    }


def cell_names() -> dict[str, str]:
    """Of what a recurrent network remembers with."""
    return {"gru": _tr("GRU"), "lstm": _tr("LSTM")}


def reconstruction_names() -> dict[str, str]:
    """Of how a rebuilt image is compared with its original."""
    return {"mse": _tr("Mean squared error"), "bce": _tr("Binary cross-entropy")}


def noise_names() -> dict[str, str]:
    """Of how images are spoilt."""
    return {
        "none": _tr("None"),
        "gaussian": _tr("Gaussian"),
        "masking": _tr("Masking"),
        "salt-pepper": _tr("Salt and pepper"),
        "erasing": _tr("Erasing"),
        "affine": _tr("Shifts and turns"),
    }


def optimizer_names() -> dict[str, str]:
    """Of what moves the weights."""
    return {"adam": _tr("Adam"), "adamw": _tr("AdamW"), "sgd": _tr("SGD with momentum")}


def schedule_names() -> dict[str, str]:
    """Of how the learning rate goes over the run."""
    return {"constant": _tr("Constant"), "cosine": _tr("Cosine, to 0"), "step": _tr("In steps, to 1%")}


def mend_names() -> dict[str, str]:
    """Of what is offered where choices contradict each other."""
    return {
        "sigmoid code": _tr("Switch the code to sigmoid"),
        "sigmoid output": _tr("Switch the output to sigmoid"),
        "untie": _tr("Untie the weights"),
        "linear code": _tr("Make the code linear"),
        "masking noise": _tr("Mask a quarter of the pixels"),
        "plain dense": _tr("Take a plain dense network"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrainingWords", text)
