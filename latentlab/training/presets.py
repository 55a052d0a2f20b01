"""Runs to begin with, by the lecture's names."""

from dataclasses import dataclass, replace

from latentlab.models.config import ModelConfig
from latentlab.models.noise import Noise
from latentlab.models.shapes import patches_of
from latentlab.training.config import TrainingConfig
from latentlab.training.objective import Objective


@dataclass(frozen=True, slots=True)
class Preset:
    """A run, and what it shows."""

    shows: str
    config: TrainingConfig


# More units than the images need, so that some can be spared; both penalties have the same weight, on a sum
# over the units.
_SPARSE = ModelConfig((256,), 256, code_activation="relu")
_SPARSE_EPOCHS, _SPARSE_WEIGHT = 24, 5e-5

PRESETS: dict[str, Preset] = {
    "plain": Preset(
        "784-4-784: one hidden layer of 4 units holds a compressed representation",
        TrainingConfig(ModelConfig((), 4), epochs=40, learning_rate=1e-2, schedule="cosine"),
    ),
    "linear": Preset(
        "PCA's twin: without a nonlinearity the plane that is learnt is PCA's, its axes are not",
        TrainingConfig(
            ModelConfig((), 30, "identity", "identity"), epochs=40, learning_rate=3e-3, schedule="cosine"
        ),
    ),
    "deep": Preset(
        "784-256-64-4 and back: more layers bend the space and beat PCA at the same k",
        TrainingConfig(ModelConfig((256, 64), 4)),
    ),
    "overcomplete": Preset(
        "z=1000, more than there are pixels: the error is small, but what was learnt?",
        TrainingConfig(ModelConfig((), 1000)),
    ),
    "denoising": Preset(
        "noisy images in, clean images out: the code becomes robust",
        TrainingConfig(ModelConfig((512,), 64), noise=Noise("gaussian", 0.5)),
    ),
    "sparse-kl": Preset(
        "sparse by KL: each unit is active on average a tenth of the time",
        TrainingConfig(
            ModelConfig((256,), 64, code_activation="sigmoid"),
            epochs=40,
            learning_rate=5e-3,
            schedule="cosine",
            objective=Objective(kl_sparsity=5e-3),
        ),
    ),
    "sparse-l1": Preset(
        "sparse by L1: a constant pull brings codes to 0 and keeps them there",
        TrainingConfig(_SPARSE, epochs=_SPARSE_EPOCHS, objective=Objective(l1=_SPARSE_WEIGHT)),
    ),
    "sparse-l2": Preset(
        "L2 on the code, to compare: its pull fades, so few codes reach 0",
        TrainingConfig(_SPARSE, epochs=_SPARSE_EPOCHS, objective=Objective(l2=_SPARSE_WEIGHT)),
    ),
    "classifier": Preset(
        "a classifier with a bottleneck of 4: another loss shapes another latent space",
        TrainingConfig(ModelConfig((256, 64), 4, classes=10), objective=Objective(classifier=True)),
    ),
    "stacked": Preset(
        "layer by layer denoising, then the whole, then a classifier on the code",
        TrainingConfig(
            ModelConfig((512, 128), 32, classes=10), noise=Noise("masking", 0.25), epochs=10, pretraining=5
        ),
    ),
    "conv": Preset(
        "convolutional: small kernels that look for the same thing everywhere",
        TrainingConfig(ModelConfig((32, 64), 4, architecture="conv"), learning_rate=2e-3),
    ),
    "recurrent": Preset(
        "recurrent: a GRU reads the image row by row and writes it row by row",
        TrainingConfig(ModelConfig((128,), 4, architecture="recurrent")),
    ),
    "transformer": Preset(
        "transformer: patches of 7×7 pixels as tokens, and a bottleneck token",
        TrainingConfig(ModelConfig((64, 64), 4, architecture="transformer", patch=7)),
    ),
    "variational": Preset(
        "variational: codes are drawn, so that every place in the latent space decodes to a digit",
        TrainingConfig(
            ModelConfig((256, 64), 4, variational=True), objective=Objective(reconstruction="bce", beta=1.0)
        ),
    ),
    "hinton": Preset(
        "784-1000-500-250-30, the deep autoencoder of Hinton and Salakhutdinov 2006",
        # SiLU and a falling rate reach on the 60,000 what they reached by pretraining Boltzmann machines.
        TrainingConfig(ModelConfig((1000, 500, 250), 30, "silu"), epochs=36, schedule="cosine"),
    ),
}


def fitted(config: TrainingConfig, shape: tuple[int, int], classes: int) -> TrainingConfig:
    """The run for images of `shape` and so many classes: with as many, and with tokens that divide them."""
    model = config.model
    patches = [side for side in patches_of(shape) if side <= model.patch]
    return replace(
        config,
        model=replace(
            model,
            classes=classes if model.classes else 0,
            patch=max(patches, default=0) if model.patch else 0,
        ),
    )
