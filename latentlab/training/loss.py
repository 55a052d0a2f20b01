"""The loss of a run as a sum of named terms, of batches of images."""

import torch
from torch import Tensor
from torch.nn import functional as F

from latentlab.models.autoencoder import Autoencoder
from latentlab.models.corruption import corrupt
from latentlab.models.noise import Noise
from latentlab.training.objective import Objective
from latentlab.training.terms import (
    RECONSTRUCTION_TERMS,
    half_squared_weights,
    kl_from_normal,
    kl_sparsity,
    l1_sparsity,
    l2_sparsity,
    reparametrised,
)

Terms = dict[str, Tensor]  # what each adds to the loss, its weight included


class Loss:
    """What is asked of a network; objective and noise may change while it learns."""

    def __init__(self, shape: tuple[int, int], objective: Objective, noise: Noise, decays: bool) -> None:
        self.shape = shape
        self.objective = objective
        self.noise = noise
        self._decays = decays  # whether the decay of weights is a term; AdamW's own is none

    def is_plain(self, model: Autoencoder) -> bool:
        """Whether it is the mean squared error of clean images and nothing else."""
        return self.objective.is_plain and not self.noise.is_on and not model.variational

    def terms(
        self, model: Autoencoder, x: Tensor, labels: Tensor | None, generator: torch.Generator
    ) -> Terms:
        """The terms of clean images (B, pixels), spoilt only for the encoder; the reconstruction comes first.

        labels: (B,) int64, only where the objective has a classifier. The generator draws noise and codes.
        """
        objective = self.objective
        seen = corrupt(x, self.noise, self.shape, generator) if self.noise.is_on else x
        terms: Terms = {}
        if model.variational:
            mean, log_variance = model.distribution(seen)  # (B, k) each
            z = reparametrised(mean, log_variance, generator)
            if objective.beta:
                terms["variational"] = objective.beta / model.pixels * kl_from_normal(mean, log_variance)
        else:
            z = model.encode(seen)  # (B, k)
        if labels is not None:
            terms["cross_entropy"] = F.cross_entropy(model.classify(z), labels)
        self._add_penalties(terms, model, z)
        rebuilt = model.decode(z if labels is None else z.detach())  # (B, pixels)
        return {objective.reconstruction: RECONSTRUCTION_TERMS[objective.reconstruction](rebuilt, x), **terms}

    def _add_penalties(self, terms: Terms, model: Autoencoder, z: Tensor) -> None:
        objective = self.objective
        if objective.kl_sparsity:
            terms["kl_sparsity"] = objective.kl_sparsity * kl_sparsity(z, objective.kl_target)
        if objective.l1:
            terms["l1"] = objective.l1 * l1_sparsity(z)
        if objective.l2:
            terms["l2"] = objective.l2 * l2_sparsity(z)
        if objective.weight_decay and self._decays:
            terms["weight_decay"] = objective.weight_decay * half_squared_weights(model)


def valued(terms: Terms) -> dict[str, float]:
    """The terms as numbers."""
    if len(terms) == 1:
        return {name: value.item() for name, value in terms.items()}
    values = torch.stack([value.detach() for value in terms.values()]).tolist()
    return dict(zip(terms, values, strict=True))
