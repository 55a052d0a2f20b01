"""Spoils images, so that a network learns to mend them."""

from collections.abc import Callable

import torch
from torch import Tensor

from latentlab.data.transforms import erased, moved
from latentlab.models.noise import Noise

_QUARTER_TURN = 90.0
_SLIMMEST = 0.5  # least ratio of the sides of an erased rectangle; 1 / _SLIMMEST is the most


def corrupt(x: Tensor, noise: Noise, shape: tuple[int, int], generator: torch.Generator) -> Tensor:
    """Images (B, pixels) in [0, 1] spoilt by `noise`, in [0, 1] as well; x itself stays.

    shape: height and width. Each image is spoilt in its own way, drawn from `generator`.
    Raises SurroundingsError where the noise needs torchvision and it is not there.
    """
    if not noise.is_on:
        return x
    if x.device.type != "cpu":  # drawn in main memory, so that a seed draws the same on every device
        return corrupt(x.cpu(), noise, shape, generator).to(x.device)
    return _KINDS[noise.kind](x, noise.level, shape, generator)


def corrupt_hidden(h: Tensor, noise: Noise, generator: torch.Generator) -> Tensor:
    """Values (B, width) of a hidden layer spoilt likewise: in units of their own spread, or by their range.

    Source: Vincent et al. 2010, "Stacked Denoising Autoencoders", section 3.5.
    """
    if h.device.type != "cpu":
        return corrupt_hidden(h.cpu(), noise, generator).to(h.device)
    drawn = torch.rand(h.shape, generator=generator)
    match noise.kind:
        case "masking":
            return h.masked_fill(drawn < noise.level, 0.0)
        case "salt-pepper":
            low, high = h.min(), h.max()
            return torch.where(drawn < noise.level / 2, low, torch.where(drawn < noise.level, high, h))
        case "gaussian":
            return h + noise.level * h.std() * torch.randn(h.shape, generator=generator)
        case _:
            raise AssertionError(f"{noise.kind} noise is for images only")


def _gaussian(x: Tensor, level: float, shape: tuple[int, int], generator: torch.Generator) -> Tensor:
    return (x + level * torch.randn(x.shape, generator=generator)).clamp_(0, 1)


def _masking(x: Tensor, level: float, shape: tuple[int, int], generator: torch.Generator) -> Tensor:
    return x.masked_fill(torch.rand(x.shape, generator=generator) < level, 0.0)


def _salt_pepper(x: Tensor, level: float, shape: tuple[int, int], generator: torch.Generator) -> Tensor:
    drawn = torch.rand(x.shape, generator=generator)
    return x.masked_fill(drawn < level, 0.0).masked_fill_(drawn < level / 2, 1.0)


def _erasing(x: Tensor, level: float, shape: tuple[int, int], generator: torch.Generator) -> Tensor:
    sides = torch.tensor(shape)
    drawn = torch.rand((len(x), 3), generator=generator)
    ratio = (_SLIMMEST ** (2 * drawn[:, :1] - 1)).sqrt()  # (B, 1)
    extent = (level**0.5 * sides * torch.cat([ratio, 1 / ratio], 1)).round().long()  # (B, 2)
    extent = extent.minimum(sides).clamp_(min=1)
    corner = (drawn[:, 1:] * (sides - extent + 1)).long()  # (B, 2)
    return erased(x.view(-1, *shape), torch.cat([corner, extent], 1)).flatten(1)


def _affine(x: Tensor, level: float, shape: tuple[int, int], generator: torch.Generator) -> Tensor:
    drawn = 2 * torch.rand((len(x), 3), generator=generator) - 1
    shifts = (drawn[:, 1:] * level * torch.tensor(shape[::-1])).round().long()  # (B, 2) right, down
    turned = moved(x.view(-1, *shape), drawn[:, 0] * level * _QUARTER_TURN, shifts)
    return turned.flatten(1).clamp_(0, 1)


_KINDS: dict[str, Callable[[Tensor, float, tuple[int, int], torch.Generator], Tensor]] = {
    "gaussian": _gaussian,
    "masking": _masking,
    "salt-pepper": _salt_pepper,
    "erasing": _erasing,
    "affine": _affine,
}
