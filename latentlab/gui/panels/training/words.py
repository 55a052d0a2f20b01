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


def term_tips() -> dict[str, str]:
    """What each term of the loss is, as a formula; x is an image of n pixels, x̂ rebuilt, z its code."""
    return {
        "mse": _tr(
            "1/n Σᵢ (x̂ᵢ − xᵢ)², a mean over the pixels and over the images. Default: mean squared error"
        ),
        "bce": _tr(
            "−1/n Σᵢ (xᵢ ln x̂ᵢ + (1 − xᵢ) ln(1 − x̂ᵢ)), a mean over the pixels and over the images; needs an "
            "output between 0 and 1. Default: mean squared error"
        ),
        "kl_sparsity": _tr(
            "Σⱼ ρ ln(ρ/ρ̂ⱼ) + (1 − ρ) ln((1 − ρ)/(1 − ρ̂ⱼ)), a sum over the units of the code; ρ̂ⱼ is the mean "
            "activation of unit j over a batch, so the code must be between 0 and 1. Default: off"
        ),
        "l1": _tr(
            "Σⱼ |zⱼ|, a sum over the units of the code and a mean over the images: a constant pull, which "
            "brings codes to 0. Default: off"
        ),
        "l2": _tr(
            "Σⱼ zⱼ², a sum over the units of the code and a mean over the images: a pull that fades near 0. "
            "Default: off"
        ),
        "weight_decay": _tr(
            "½ Σ w², a sum over all weights, biases left out; AdamW takes it apart from the loss, and then "
            "it has no curve. Default: off"
        ),
        "beta": _tr(
            "1/n Σⱼ ½ (μⱼ² + σⱼ² − 1 − ln σⱼ²), the divergence from N(0, 1): a sum over the units of the "
            "code, divided by the n pixels as the reconstruction is. Default: 1 in a variational network"
        ),
        "classifier": _tr(
            "−ln p(class | z): the encoder learns from the classes alone, through the code. Beside it the "
            "decoder learns to rebuild images from that code; its gradient stops there, so it has no say in "
            "the code. Default: off"
        ),
    }


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


def schedule_tips() -> dict[str, str]:
    """What share s of the learning rate is left when a share t of the run is over."""
    return {
        "constant": _tr("s(t) = 1: the rate stays as it is"),
        "cosine": _tr("s(t) = (1 + cos πt) / 2: half a cosine, from the whole rate to 0 at the end"),
        "step": _tr("s(t) = 1, 1/10 after half of the epochs, 1/100 after three quarters"),
    }


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
