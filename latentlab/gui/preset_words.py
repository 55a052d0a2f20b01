"""The presets in words: what they are called and what they show, in groups."""

from PySide6.QtCore import QCoreApplication


def preset_groups() -> list[tuple[str, tuple[str, ...]]]:
    """The title of each group and the names of its presets, in the order of the lecture."""
    return [
        (_tr("Autoencoders"), ("plain", "linear", "deep", "overcomplete", "hinton")),
        (_tr("Denoising"), ("denoising", "stacked")),
        (_tr("Sparse codes"), ("sparse-kl", "sparse-l1", "sparse-l2")),
        (_tr("Other networks"), ("conv", "recurrent", "transformer")),
        (_tr("Other losses"), ("classifier", "variational")),
    ]


def preset_names() -> dict[str, str]:
    """What each preset is called."""
    return {
        "plain": _tr("Plain"),
        "linear": _tr("Linear"),
        "deep": _tr("Deep"),
        "overcomplete": _tr("Overcomplete"),
        "hinton": _tr("Hinton 2006"),
        "denoising": _tr("Denoising"),
        "stacked": _tr("Stacked"),
        "sparse-kl": _tr("Sparse by KL"),
        "sparse-l1": _tr("Sparse by L1"),
        "sparse-l2": _tr("L2 on the code"),
        "conv": _tr("Convolutional"),
        "recurrent": _tr("Recurrent"),
        "transformer": _tr("Transformer"),
        "classifier": _tr("Classifier bottleneck"),
        "variational": _tr("Variational"),
    }


def preset_purposes() -> dict[str, str]:
    """What each preset shows, in one sentence."""
    return {
        "plain": _tr("784-4-784: one hidden layer of 4 units holds a compressed image."),
        "linear": _tr("PCA’s twin: it learns PCA’s plane, but other axes in it."),
        "deep": _tr("784-256-64-4 and back: it bends space, and beats PCA at the same size."),
        "overcomplete": _tr(
            "A code of 1000, more than there are pixels: a small error, but what was learnt?"
        ),
        "hinton": _tr("784-1000-500-250-30, the deep autoencoder of 2006."),
        "denoising": _tr("Noisy images in, clean images out: the code becomes robust."),
        "stacked": _tr("Layer by layer, then the whole, then a classifier on the code."),
        "sparse-kl": _tr("Each unit of the code is active on average a tenth of the time."),
        "sparse-l1": _tr("A constant pull brings codes to 0 and keeps them there."),
        "sparse-l2": _tr("To compare with L1: its pull fades, so few codes reach 0."),
        "conv": _tr("Small kernels look for the same thing everywhere."),
        "recurrent": _tr("It reads the image row by row, and writes it row by row."),
        "transformer": _tr("Patches attend to each other; one token is the bottleneck."),
        "classifier": _tr("Classes through a bottleneck of 4: another loss shapes another space."),
        "variational": _tr("Codes are drawn, so that every place decodes to a digit."),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("Presets", text)
