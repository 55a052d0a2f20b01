"""The terms that a loss may have, as formulas."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from latentlab.errors import ConfigError

RECONSTRUCTION_TERMS: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "mse": F.mse_loss,
    "bce": F.binary_cross_entropy,
}
_EDGE = 1e-6  # a unit that never fires, or always, would be infinitely far from its target


def kl_sparsity(activations: Tensor, target: float) -> Tensor:
    """KL divergence from the target mean activation, as of Bernoulli variables, summed over units.

    activations: (B, k), each in (0, 1); target: the wanted mean activation rho.
    Returns a scalar in nats. Raises ConfigError unless 0 < target < 1.
    Source: Ng, CS294A lecture notes, "Sparse autoencoder", section 3.
    """
    if not 0 < target < 1:
        raise ConfigError("the target of KL sparsity must be between 0 and 1, got {target}.", target=target)
    mean = activations.mean(dim=0).clamp(_EDGE, 1 - _EDGE)  # (k,)
    fires = target * torch.log(target / mean)
    rests = (1 - target) * torch.log((1 - target) / (1 - mean))
    return (fires + rests).sum()


def l1_sparsity(z: Tensor) -> Tensor:
    """Absolute values of codes (B, k), summed over units, of the mean over the batch."""
    return z.abs().sum(dim=1).mean()


def l2_sparsity(z: Tensor) -> Tensor:
    """Squares of codes (B, k), summed over units, of the mean over the batch."""
    return z.square().sum(dim=1).mean()


def half_squared_weights(model: nn.Module) -> Tensor:
    """Half the sum of all squared weights, whose gradient is the weights; biases and gains are left out."""
    squares = [parameter.square().sum() for parameter in model.parameters() if parameter.dim() > 1]
    return torch.stack(squares).sum() / 2


def kl_from_normal(mean: Tensor, log_variance: Tensor) -> Tensor:
    """KL divergence of codes' distributions from N(0, 1), summed over units, of the mean over the batch.

    mean, log_variance: (B, k). Returns a scalar in nats.
    Source: Kingma and Welling 2014, "Auto-Encoding Variational Bayes", appendix B.
    """
    return (log_variance.exp() + mean.square() - 1 - log_variance).sum(dim=1).mean() / 2


def reparametrised(mean: Tensor, log_variance: Tensor, generator: torch.Generator) -> Tensor:
    """Codes (B, k) drawn from N(mean, variance) so that gradients reach both (the same, section 2.4)."""
    drawn = torch.randn(mean.shape, generator=generator).to(mean.device)
    return mean + (log_variance / 2).exp() * drawn
