"""The peers of the training: the bare loop over images in memory, and the loop over a DataLoader."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from time import perf_counter

import numpy as np
import torch
from torch import Tensor, nn

from latentlab.training.config import TrainingConfig

_WARM_STEPS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What is learnt: the training images (N, pixels) uint8, and the choices of the run."""

    images: Tensor
    config: TrainingConfig


def network(task: Task) -> nn.Sequential:
    """The same network as the program's, without its class."""
    widths = task.config.model.widths(task.images.shape[1])
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(widths + widths[-2::-1]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    del layers[2 * len(task.config.model.hidden) + 1]  # the code is linear
    return nn.Sequential(*layers[:-1], nn.Sigmoid())


def bare_loop(task: Task, seconds: float) -> float:
    """Images a second of the loop over one tensor of bytes."""
    return _images_per_second(_from_memory(task), task, seconds)


def crowded_loop(task: Task, seconds: float) -> float:
    """The bare loop while another program keeps one more core busy: two may share one core's arithmetic."""
    other = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        return bare_loop(task, seconds)
    finally:
        other.kill()
        other.wait()


def loader_loop(task: Task, seconds: float) -> float:
    """Images a second of the loop that PyTorch's own tutorials show."""
    return _images_per_second(_from_loader(task), task, seconds)


def _images_per_second(batches: Iterator[Tensor], task: Task, seconds: float) -> float:
    threads = torch.get_num_threads()
    torch.set_num_threads(task.config.threads)
    model = network(task)
    optimizer = torch.optim.Adam(model.parameters(), lr=task.config.learning_rate, fused=True)
    for _ in range(_WARM_STEPS):
        _learn(model, optimizer, next(batches))
    images, began = 0, perf_counter()
    while perf_counter() - began < seconds:
        x = next(batches)
        _learn(model, optimizer, x)
        images += len(x)
    rate = images / (perf_counter() - began)
    torch.set_num_threads(threads)
    return rate


def _learn(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor) -> None:
    loss = ((model(x) - x) ** 2).mean()
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()


def _from_memory(task: Task) -> Iterator[Tensor]:
    while True:
        order = torch.randperm(len(task.images))
        for batch in torch.split(order, task.config.batch_size):
            yield task.images[batch].float().div_(255)


def _from_loader(task: Task) -> Iterator[Tensor]:
    from torch.utils.data import DataLoader

    # One image after the other, as torchvision's MNIST gives them.
    loader: DataLoader = DataLoader(_Pictures(task.images), task.config.batch_size, shuffle=True)
    while True:
        for x, _ in loader:
            yield x.view(len(x), -1)


class _Pictures(torch.utils.data.Dataset):
    """What torchvision's MNIST with ToTensor does for each image, without torchvision."""

    def __init__(self, images: Tensor) -> None:
        side = int(images.shape[1] ** 0.5)
        self._images = images.view(-1, side, side)

    def __len__(self) -> int:
        return len(self._images)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        from PIL import Image

        picture = Image.fromarray(self._images[index].numpy())
        pixels = torch.from_numpy(np.array(picture, np.uint8, copy=True))
        return pixels.view(1, *picture.size).contiguous().to(torch.float32).div(255), 0
