"""What a run remembers besides its weights: the optimizer's state, and the random state of the noise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from torch import Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """A copy that nobody changes; with it and the weights a run goes on as if it had never stopped."""

    optimizer: Mapping[int, Mapping[str, Tensor | None]]  # by the number of the parameter
    noise: Tensor  # state of the generator of noise within the present epoch

    @property
    def nbytes(self) -> int:
        """How much it takes."""
        kept = [value for state in self.optimizer.values() for value in state.values() if value is not None]
        return sum(int(value.nbytes) for value in (*kept, self.noise))


def memory_of(optimizer: torch.optim.Optimizer, noise: torch.Generator) -> Memory:
    """What both remember at this moment."""
    states = optimizer.state_dict()["state"]
    copied = {number: _copied(state) for number, state in states.items()}
    return Memory(copied, noise.get_state())


def recall(memory: Memory, optimizer: torch.optim.Optimizer) -> None:
    """Let an optimizer of the same parameters remember; its learning rate and the like stay."""
    groups = optimizer.state_dict()["param_groups"]
    states = {number: _copied(state) for number, state in memory.optimizer.items()}
    optimizer.load_state_dict({"state": states, "param_groups": groups})


def _copied(state: Mapping[str, Tensor | None]) -> dict[str, Tensor | None]:
    return {
        name: None if value is None else value.detach().to("cpu", copy=True) for name, value in state.items()
    }
