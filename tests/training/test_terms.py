"""Each term of a loss is its formula: by hand, or as scipy, scikit-learn and torch's own say it."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import rel_entr, softmax
from sklearn.metrics import log_loss, mean_squared_error
from torch.distributions import Normal, kl_divergence
from torch.nn import functional as F

from latentlab.errors import ConfigError
from latentlab.models.build import build_autoencoder
from latentlab.models.config import ModelConfig
from latentlab.training.terms import (
    RECONSTRUCTION_TERMS,
    half_squared_weights,
    kl_from_normal,
    kl_sparsity,
    l1_sparsity,
    l2_sparsity,
    reparametrised,
)

codes = arrays(np.float32, (7, 3), elements=st.floats(-5, 5, width=32))
shares = arrays(np.float32, (7, 3), elements=st.floats(0.0078125, 0.9921875, width=32))


@given(activations=shares, target=st.floats(0.01, 0.99))
@settings(max_examples=50)
def test_kl_sparsity_is_the_relative_entropy_of_coins(activations: np.ndarray, target: float) -> None:
    mean = activations.mean(axis=0, dtype=np.float64)
    expected = (rel_entr(target, mean) + rel_entr(1 - target, 1 - mean)).sum()
    assert float(kl_sparsity(torch.tensor(activations), target)) == pytest.approx(
        expected, rel=1e-3, abs=1e-5
    )


def test_kl_sparsity_is_a_sum_over_units_and_0_at_the_target() -> None:
    at_target = torch.full((4, 3), 0.1)
    assert float(kl_sparsity(at_target, 0.1)) == pytest.approx(0, abs=1e-6)
    half = torch.full((4, 1), 0.5)
    one = float(kl_sparsity(half, 0.1))
    assert one == pytest.approx(0.1 * np.log(0.2) + 0.9 * np.log(1.8), rel=1e-5)
    assert float(kl_sparsity(half.expand(4, 5), 0.1)) == pytest.approx(5 * one, rel=1e-5)


def test_units_that_never_fire_are_pulled_back_by_a_finite_force() -> None:
    silent = torch.full((4, 2), 1e-12).requires_grad_()
    value = kl_sparsity(silent, 0.1)
    value.backward()
    assert torch.isfinite(value)
    assert bool(torch.isfinite(silent.grad).all())


@pytest.mark.parametrize("target", [0.0, 1.0, -0.5, 2.0])
def test_a_target_that_no_unit_can_have_is_refused(target: float) -> None:
    with pytest.raises(ConfigError, match="must be between 0 and 1"):
        kl_sparsity(torch.full((2, 2), 0.5), target)


@given(z=codes)
@settings(max_examples=30)
def test_l1_and_l2_are_sums_over_units_of_means_over_the_batch(z: np.ndarray) -> None:
    absolute = sum(abs(float(value)) for value in z.ravel()) / len(z)
    squares = sum(float(value) ** 2 for value in z.ravel()) / len(z)
    assert float(l1_sparsity(torch.tensor(z))) == pytest.approx(absolute, rel=1e-4, abs=1e-6)
    assert float(l2_sparsity(torch.tensor(z))) == pytest.approx(squares, rel=1e-4, abs=1e-6)


def test_the_pull_of_l1_is_constant_and_that_of_l2_fades() -> None:
    """Why only L1 reaches 0."""
    for term, pulls in ((l1_sparsity, (1.0, 1.0)), (l2_sparsity, (2.0, 0.02))):
        z = torch.tensor([[1.0, 0.01]], requires_grad=True)
        term(z).backward()
        assert z.grad[0].tolist() == pytest.approx(pulls)


@given(mean=codes, spread=codes)
@settings(max_examples=30)
def test_the_variational_term_is_the_divergence_from_a_normal(mean: np.ndarray, spread: np.ndarray) -> None:
    m, log_variance = torch.tensor(mean), torch.tensor(spread)
    drawn = Normal(m.double(), (log_variance.double() / 2).exp())
    expected = kl_divergence(drawn, Normal(0.0, 1.0)).sum(dim=1).mean()
    assert float(kl_from_normal(m, log_variance)) == pytest.approx(float(expected), rel=1e-4, abs=1e-5)


def test_drawn_codes_have_their_mean_and_variance_and_hand_gradients_on() -> None:
    mean = torch.tensor([[2.0, -1.0]]).requires_grad_()
    log_variance = torch.tensor([[0.0, np.log(0.25)]], dtype=torch.float32).requires_grad_()
    generator = torch.Generator().manual_seed(0)
    z = reparametrised(mean.expand(20_000, 2), log_variance.expand(20_000, 2), generator)
    assert z.mean(dim=0).tolist() == pytest.approx([2, -1], abs=0.03)
    assert z.std(dim=0).tolist() == pytest.approx([1, 0.5], rel=0.03)
    z.square().mean(dim=0).sum().backward()  # E z² = m² + v
    assert mean.grad[0].tolist() == pytest.approx([4, -2], abs=0.1)
    assert log_variance.grad[0].tolist() == pytest.approx([1, 0.25], rel=0.1)


def test_weight_decay_pulls_each_weight_by_itself_and_no_bias() -> None:
    """Its gradient is the weight, as in torch's own decay."""
    model = build_autoencoder(ModelConfig((5,), 2), (1, 6), seed=0)
    with torch.no_grad():
        model.encoder[0].bias.fill_(3)
    half_squared_weights(model).backward()
    for parameter in model.parameters():
        if parameter.dim() > 1:
            assert torch.allclose(parameter.grad, parameter.detach())
        else:
            assert parameter.grad is None
    by_hand = (
        sum((p.detach().numpy().astype(float) ** 2).sum() for p in model.parameters() if p.dim() > 1) / 2
    )
    assert half_squared_weights(model).item() == pytest.approx(by_hand, rel=1e-5)


@given(rebuilt=shares, clean=arrays(np.float32, (7, 3), elements=st.sampled_from([0.0, 1.0])))
@settings(max_examples=30)
def test_reconstruction_terms_are_scikit_learns(rebuilt: np.ndarray, clean: np.ndarray) -> None:
    """Means over pixels and images alike."""
    told = {
        name: float(term(torch.tensor(rebuilt), torch.tensor(clean)))
        for name, term in RECONSTRUCTION_TERMS.items()
    }
    assert told["mse"] == pytest.approx(mean_squared_error(clean, rebuilt), rel=1e-4, abs=1e-7)
    expected = log_loss(clean.ravel(), rebuilt.ravel().astype(float), labels=[0, 1])
    assert told["bce"] == pytest.approx(expected, rel=1e-4)


@given(logits=codes, labels=arrays(np.int64, 7, elements=st.integers(0, 2)))
@settings(max_examples=30)
def test_cross_entropy_is_scikit_learns(logits: np.ndarray, labels: np.ndarray) -> None:
    expected = log_loss(labels, softmax(logits.astype(float), axis=1), labels=[0, 1, 2])
    told = F.cross_entropy(torch.tensor(logits), torch.tensor(labels))
    assert float(told) == pytest.approx(expected, rel=1e-4, abs=1e-6)
