"""Watches the loss and the weights of a run, and keeps the last weights that were good."""

import math
from collections.abc import Callable

import torch
from torch import Tensor, nn

from latentlab.errors import DivergedError
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import frozen_copy
from latentlab.training.memory import Memory

_OFTEN = 50  # losses between two looks at the weights
_WORSE = 1e3  # times the lowest loss: no noise of batches reaches that
_AWAY = 10.0  # times the first loss: a loss that fell close to 0 may rise a thousandfold without harm,
_LITTLE = 0.01  # and so may one that never was more than this
_GROWN = 100.0  # times the weights' size at the beginning: where they learn, ten is much
_GOOD = 2.0  # times the lowest loss
_UNLEARNT = 0.01  # times the first loss: below it a network may stand still because all is learnt,
_TINY = 1e-6  # and so it may below this
_SHARE = 0.1  # of a batch in the running mean


class Guard:
    """Says where a run has gone astray, and what it was before.

    A loss has exploded where it is no number, or its running mean, over about ten batches, is a thousand
    times the lowest that it was and ten times the first loss; weights, where one is no number or all are a
    hundred times as large as at the beginning (root mean square). Where a sigmoid at the output keeps the
    loss in bounds, units may be saturated instead: then every gradient is 0, and nothing is learnt any more.
    """

    def __init__(self, model: Autoencoder, step: int = 0, epochs: int = 0) -> None:
        self._model = model
        self.weights = _copied(model)
        self.step, self.epochs = step, epochs  # that the kept weights have learnt
        self._limit = _GROWN * max(_size(model), 1e-9)
        self.remember: Callable[[], Memory] | None = None  # asked for what may be lost with a device
        self.memory: Memory | None = None  # of the moment of the weights
        self._watched = 0
        self.begin_anew()

    def begin_anew(self) -> None:
        """Losses from now on are not to be compared with those before."""
        self._first = self._mean = self._lowest = math.inf

    def watch(self, loss: float, step: int, epochs: int, rate: float) -> None:
        """Take the loss of weights that have learnt `step` batches in all, before they learn another.

        Raises DivergedError where it has exploded, or they have.
        """
        self.require_number(loss, step, rate)
        if self._first == math.inf:
            self._first = self._mean = loss
        self._mean += _SHARE * (loss - self._mean)
        self._lowest = min(self._lowest, self._mean)
        if self._mean > max(_LITTLE, _AWAY * self._first, _WORSE * self._lowest):
            raise _exploded(loss, step, self.step, rate)
        self._watched += 1
        if self._watched % _OFTEN == 0:
            self.look(step, epochs, rate)

    def require_number(self, loss: float, step: int, rate: float) -> None:
        """Raise DivergedError where the loss is infinite or no number."""
        if not math.isfinite(loss):
            raise _exploded(loss, step, self.step, rate)

    def look(self, step: int, epochs: int, rate: float) -> None:
        """Keep the present weights where they are good. Raises DivergedError where they have exploded."""
        size = _size(self._model)
        if not size <= self._limit:
            raise _overgrown(_GROWN * size / self._limit, step, self.step, rate)
        if self._mean > max(_TINY, _UNLEARNT * self._first) and _is_still(self._model):
            raise _saturated(step, self.step, rate)
        if self._mean <= _GOOD * self._lowest:
            self.weights = _copied(self._model)
            self.memory = self.remember() if self.remember else None
            self.step, self.epochs = step, epochs

    def restored(self) -> Autoencoder:
        """A read-only network in main memory with the weights that are kept."""
        copied = frozen_copy(self._model)
        copied.load_state_dict(dict(zip(copied.state_dict(), self.weights, strict=True)))
        return copied


def _copied(model: nn.Module) -> list[Tensor]:
    """All weights in main memory, where no device takes them along when it fails."""
    return [values.detach().to("cpu", copy=True) for values in model.state_dict().values()]


def _size(model: nn.Module) -> float:
    """Root mean square of all weights, biases and gains left out; no number where one of them is none."""
    weights = [parameter.detach() for parameter in model.parameters() if parameter.dim() > 1]
    squares = [torch.linalg.vector_norm(values) ** 2 for values in weights]
    count = sum(values.numel() for values in weights)
    return math.sqrt(torch.stack(squares).sum().item() / count)


def _is_still(model: nn.Module) -> bool:
    """Whether the last batch moves no weight at all."""
    gradients = [parameter.grad for parameter in model.parameters() if parameter.grad is not None]
    return bool(gradients) and not any(bool(gradient.any()) for gradient in gradients)


def _exploded(loss: float, step: int, good: int, rate: float) -> DivergedError:
    return DivergedError(
        "The loss must stay a number near where it was, but became {loss:.4g} after {step:,} steps, with a "
        "learning rate of {rate:g}. The weights of step {good:,} are kept. Go on from there or rewind, with "
        "a smaller learning rate.",
        loss=loss,
        step=step,
        rate=rate,
        good=good,
    )


def _overgrown(times: float, step: int, good: int, rate: float) -> DivergedError:
    return DivergedError(
        "The weights must stay near their size, but were {times:.4g} times as large after {step:,} steps as "
        "at the beginning, with a learning rate of {rate:g}. The weights of step {good:,} are kept. Go on "
        "from there or rewind, with a smaller learning rate.",
        times=times,
        step=step,
        rate=rate,
        good=good,
    )


def _saturated(step: int, good: int, rate: float) -> DivergedError:
    return DivergedError(
        "The weights must go on learning, but every gradient was 0 after {step:,} steps, with a learning "
        "rate of {rate:g}: the units are saturated. The weights of step {good:,} are kept. Go on from there "
        "or rewind, with a smaller learning rate.",
        step=step,
        rate=rate,
        good=good,
    )
