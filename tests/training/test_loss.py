"""A loss is the sum of the terms that are on; what is off is not even computed."""

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.utils._python_dispatch import TorchDispatchMode

from latentlab.models.autoencoder import Autoencoder
from latentlab.models.build import build_autoencoder
from latentlab.models.config import ARCHITECTURES, DEFAULT_HIDDEN, ModelConfig
from latentlab.models.noise import Noise
from latentlab.training.loss import Loss, valued
from latentlab.training.objective import Objective
from latentlab.training.run import sum_of
from tests.training.runs import IMAGES, SPLIT

X = torch.from_numpy(IMAGES.flat[SPLIT.train[:32]]).float() / 255
LABELS = torch.from_numpy(IMAGES.labels[SPLIT.train[:32]]).long()
CLEAN = Noise()
ALL = Objective(kl_sparsity=0.1, l1=0.01, l2=0.02, weight_decay=1e-4)


def seeded() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def terms_of(
    model: Autoencoder, objective: Objective, noise: Noise = CLEAN, decays: bool = True
) -> dict[str, Tensor]:
    labels = LABELS if objective.classifier else None
    return Loss((28, 28), objective, noise, decays).terms(model, X, labels, seeded())


class Operations(TorchDispatchMode):
    """Notes every operation that torch carries out."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        self.names.append(str(function))
        return function(*args, **(kwargs or {}))


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_plain_loss_costs_what_the_textbooks_costs(architecture: str) -> None:
    """The same operations in the same order, there and back: terms that are off cost nothing."""
    config = ModelConfig(DEFAULT_HIDDEN[architecture], architecture=architecture)
    model = build_autoencoder(config, (28, 28), seed=0)
    with Operations() as ours:
        sum_of(terms_of(model, Objective())).backward()
    model.zero_grad(set_to_none=True)
    with Operations() as textbook:
        F.mse_loss(model(X), X).backward()
    assert ours.names == textbook.names


def test_every_term_that_is_on_has_its_name_and_they_sum_up() -> None:
    model = build_autoencoder(ModelConfig((16,), 3, code_activation="sigmoid"), (28, 28), seed=0)
    terms = terms_of(model, ALL)
    assert list(terms) == ["mse", "kl_sparsity", "l1", "l2", "weight_decay"]
    z = model.encode(X).detach().numpy()
    assert terms["l1"].item() == pytest.approx(0.01 * np.abs(z).sum(axis=1).mean(), rel=1e-4)
    assert terms["l2"].item() == pytest.approx(0.02 * (z**2).sum(axis=1).mean(), rel=1e-4)
    assert sum_of(terms).item() == pytest.approx(sum(valued(terms).values()), rel=1e-6)


def test_adamw_takes_the_decay_out_of_the_loss() -> None:
    model = build_autoencoder(ModelConfig((16,), 3, code_activation="sigmoid"), (28, 28), seed=0)
    assert "weight_decay" not in terms_of(model, ALL, decays=False)


def test_the_classes_teach_the_encoder_and_the_pixels_the_decoder() -> None:
    """The decoder learns from the stopped gradient: no pixel has a say in the code."""
    model = build_autoencoder(ModelConfig((16,), 3, classes=10), (28, 28), seed=0)
    terms = terms_of(model, Objective(classifier=True))
    assert list(terms) == ["mse", "cross_entropy"]
    terms["mse"].backward()
    assert all(p.grad is None for part in (model.encoder, model.classifier) for p in part.parameters())
    assert all(bool(p.grad.any()) for p in model.decoder.parameters())
    model.zero_grad()
    terms["cross_entropy"].backward()
    assert all(bool(p.grad.any()) for part in (model.encoder, model.classifier) for p in part.parameters())
    assert all(p.grad is None for p in model.decoder.parameters())


def test_a_variational_loss_is_kingmas_bound_a_pixel() -> None:
    """Its gradient reaches means and variances alike; the divergence counts beta times, over the pixels."""
    model = build_autoencoder(ModelConfig((16,), 3, variational=True), (28, 28), seed=0)
    terms = terms_of(model, Objective("bce", beta=2.0))
    assert list(terms) == ["bce", "variational"]
    mean, log_variance = model.distribution(X)
    divergence = (log_variance.exp() + mean**2 - 1 - log_variance).sum(dim=1).mean() / 2
    assert terms["variational"].item() == pytest.approx(2 * divergence.item() / 784, rel=1e-5)
    terms["bce"].backward()
    into_head = model.encoder[2].weight.grad  # (2 × 3, 16)
    assert bool((into_head.abs().sum(dim=1) > 0).all())
    assert torch.equal(model.encode(X), mean)


def test_noise_is_for_the_encoder_and_the_clean_image_is_the_measure() -> None:
    model = build_autoencoder(ModelConfig((16,), 3), (28, 28), seed=0)
    seen: list[Tensor] = []
    model.encoder.register_forward_pre_hook(lambda module, inputs: seen.append(inputs[0].clone()))
    terms = terms_of(model, Objective(), Noise("masking", 1.0))
    assert not seen[0].any(), "every pixel was masked"
    black = model(torch.zeros_like(X))
    assert terms["mse"].item() == pytest.approx((black - X).square().mean().item(), rel=1e-5)


def test_the_same_generator_draws_the_same_loss() -> None:
    model = build_autoencoder(ModelConfig((16,), 3, variational=True), (28, 28), seed=0)
    state = torch.get_rng_state()
    values = [valued(terms_of(model, Objective(beta=1.0), Noise("gaussian", 0.5))) for _ in range(2)]
    assert values[0] == values[1]
    assert torch.equal(torch.get_rng_state(), state)
