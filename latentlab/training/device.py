"""The devices that a network can be trained on here, and putting a network on one of them."""

from dataclasses import dataclass

import torch
from torch import nn

from latentlab.errors import ConfigError
from latentlab.silence import silenced

_FUSING = ("cpu", "cuda")  # where torch has optimizers in one kernel
_LONGEST = 160  # letters of a driver's complaint


@dataclass(frozen=True, slots=True)
class Device:
    """Where the live weights, the images and the optimizer's state are."""

    name: str  # "cpu", "cuda" or "mps"
    torch: torch.device

    @property
    def is_main_memory(self) -> bool:
        """Whether it is the one that is always there."""
        return self.name == "cpu"

    @property
    def fuses(self) -> bool:
        """Whether optimizers take a step as one kernel there."""
        return self.torch.type in _FUSING


CPU = Device("cpu", torch.device("cpu"))


def device_names() -> tuple[str, ...]:
    """The names of what is here, the best first; the CPU is always among them."""
    with silenced():  # torch complains about drivers that are missing or old
        there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    return tuple(name for name, is_there in there.items() if is_there)


def find_device(name: str) -> Device:
    """The device of this name; the best one for "auto", the CPU for one that is not here."""
    names = device_names()
    found = names[0] if name == "auto" else name if name in names else "cpu"
    return Device(found, torch.device(found))


def require_device(name: str) -> None:
    """Raise ConfigError where a device is asked for by its name that is not here."""
    names = device_names()
    if name != "auto" and name not in names:
        raise ConfigError(
            "device must be auto or one that is there, {names}, got {name}.",
            names=" or ".join(names),
            name=name,
        )


def put_on(model: nn.Module, device: Device, weights: list[torch.Tensor] | None = None) -> None:
    """Move a network in place; with `weights` it takes these, where its own cannot be read any more."""
    if weights is None:
        model.to(device.torch)
        return
    model.to_empty(device=device.torch)
    with torch.no_grad():
        for values, kept in zip(model.state_dict().values(), weights, strict=True):
            values.copy_(kept)


def complaint(error: BaseException) -> str:
    """The first line of what a driver says, short enough for a sentence."""
    line = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
    return line.rstrip(".") if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
