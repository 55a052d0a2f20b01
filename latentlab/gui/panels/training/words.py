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


def noise_levels() -> dict[str, str]:
    """Of what the level of each noise is."""
    return {
        "none": _tr("Level"),
        "gaussian": _tr("σ of the noise"),
        "masking": _tr("Share masked"),
        "salt-pepper": _tr("Share of pixels"),
        "erasing": _tr("Share erased"),
        "affine": _tr("Farthest shift"),
    }


def noise_tips() -> dict[str, str]:
    """What each noise does to an image x with pixels from 0 (black) to 1 (white)."""
    return {
        "none": _tr(
            "How images are spoilt before the network sees them: it learns to mend them. Default: none"
        ),
        "gaussian": _tr("x̃ = x + ε, ε from N(0, σ²) for each pixel, kept between black and white"),
        "masking": _tr("x̃ᵢ = 0 with probability p, else xᵢ: pixels turn black"),
        "salt-pepper": _tr("x̃ᵢ = 0 or 1, with probability p/2 each, else xᵢ: pixels turn black or white"),
        "erasing": _tr("A black rectangle over a share p of the image, anywhere; by torchvision"),
        "affine": _tr(
            "Shifted by up to a share p of its sides, and turned by up to that share of a quarter turn; by "
            "torchvision"
        ),
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
