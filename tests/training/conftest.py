"""What tests of training share: the batches that a network is taught with."""

import pytest
import torch

from latentlab.training import run as run_module


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[torch.Tensor]:
    """What the network was taught with, batch by batch."""
    seen: list[torch.Tensor] = []
    as_inputs = run_module.as_inputs

    def noted(images: torch.Tensor) -> torch.Tensor:
        x = as_inputs(images)
        seen.append(x.clone())
        return x

    monkeypatch.setattr(run_module, "as_inputs", noted)
    return seen
