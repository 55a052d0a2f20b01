"""What a network is to become good at: the terms of its loss and their weights; known without torch."""

from dataclasses import dataclass

from latentlab.errors import ConfigError
from latentlab.limits import check_choice, check_flag, check_range
from latentlab.models.config import ModelConfig

RECONSTRUCTIONS = ("mse", "bce")
MOST_WEIGHT = 1e4


@dataclass(frozen=True, slots=True)
class Objective:
    """A sum of terms; a term of weight 0 is off and costs nothing.

    reconstruction: mean over the pixels of the squared error ("mse") or the binary cross-entropy ("bce").
    kl_sparsity, l1, l2: on the code, each a sum over its units, of the mean over a batch. kl_target: the mean
    activation that the first draws each unit to. weight_decay: on half the sum of the squared weights, biases
    left out; AdamW takes it apart from the loss. beta: on the divergence of a variational code from the
    normal distribution, a sum over its units too, divided by the pixels as the reconstruction is.
    classifier: the encoder learns from the classes alone, by cross-entropy, and the decoder to rebuild the
    images from the code that this makes. Raises ConfigError for weights and targets that cannot be.
    """

    reconstruction: str = "mse"
    kl_sparsity: float = 0.0
    kl_target: float = 0.1
    l1: float = 0.0
    l2: float = 0.0
    weight_decay: float = 0.0
    beta: float = 0.0
    classifier: bool = False

    def __post_init__(self) -> None:
        check_choice("reconstruction", self.reconstruction, RECONSTRUCTIONS)
        for name in ("kl_sparsity", "l1", "l2", "weight_decay", "beta"):
            check_range(f"the weight {name}", getattr(self, name), 0.0, MOST_WEIGHT)
        check_range("the target of KL sparsity", self.kl_target, 1e-3, 1 - 1e-3)
        check_flag("classifier", self.classifier)

    @property
    def is_plain(self) -> bool:
        """Whether it is the mean squared error and nothing else."""
        weights = (self.kl_sparsity, self.l1, self.l2, self.weight_decay, self.beta)
        return self.reconstruction == "mse" and not any(weights) and not self.classifier

    def check(self, model: ModelConfig) -> None:
        """Raise ConfigError where a network of these choices has no such loss."""
        if self.kl_sparsity and model.code_activation != "sigmoid":
            raise ConfigError(
                "KL sparsity needs a code between 0 and 1: expected the code activation sigmoid, got "
                "{activation}. Choose sigmoid, or make the code sparse by L1.",
                activation=model.code_activation,
            )
        if self.reconstruction == "bce" and model.output != "sigmoid":
            raise ConfigError(
                "Binary cross-entropy needs pixels between 0 and 1: expected the output sigmoid, got "
                "{output}. Choose sigmoid, or reconstruct by MSE.",
                output=model.output,
            )
        if self.beta and not model.variational:
            raise ConfigError(
                "The weight beta ({beta:g}) belongs to a variational code, got a plain one. "
                "Choose a variational network, or beta 0.",
                beta=self.beta,
            )
        if self.classifier and not model.classes:
            raise ConfigError("A classifier needs classes to tell apart, got a network without any.")
