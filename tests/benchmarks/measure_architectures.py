"""Training speed of each architecture at its preset's sizes, beside the same module in a bare loop."""

from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter

import torch

from latentlab.data.image_set import ImageSet
from latentlab.data.sources import open_images
from latentlab.data.split import Split, split_images
from latentlab.models.build import build_autoencoder
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Step
from latentlab.training.presets import PRESETS
from latentlab.training.trainer import train
from tests.benchmarks.options import Options
from tests.benchmarks.row import Row, judged
from tests.benchmarks.timing import median, span

_PRESETS = ("deep", "conv", "recurrent", "transformer")
_ROUNDS = 3
_SECONDS = 2.0
_WARM_STEPS = 5


def measure(options: Options) -> Iterator[Row]:
    """Medians of rounds that take our loop and the bare one in turn, on the bundled digits and one thread."""
    images = open_images("mnist-5k")
    split = split_images(images, 0)
    seconds, rounds = options.pick(_SECONDS, 0.3), options.pick(_ROUNDS, 1)
    for name in _PRESETS:
        config = replace(PRESETS[name].config, threads=1, epochs=10_000)
        ours, bare = [], []
        for _ in range(rounds):
            ours.append(_rate(_our_steps(images, split, config), seconds))
            bare.append(_rate(_bare_steps(images, split, config), seconds))
        yield judged(
            f"training, architecture {config.model.architecture}, preset {name}",
            median(ours),
            "images/s",
            peer=median(bare),
            peer_name="bare in-memory loop over the same module",
            threads=1,
            note=f"ours: {span(ours, 'images/s')}; peer: {span(bare, 'images/s')}",
        )


def _rate(steps: Iterator[int], seconds: float) -> float:
    """Images a second of steps that each tell how many images they learnt."""
    for _ in range(_WARM_STEPS):
        next(steps)
    images, began = 0, perf_counter()
    while perf_counter() - began < seconds:
        images += next(steps)
    return images / (perf_counter() - began)


def _our_steps(images: ImageSet, split: Split, config: TrainingConfig) -> Iterator[int]:
    model = build_autoencoder(config.model, images.shape, config.seed)
    for event in train(model, images, split, config):
        if isinstance(event, Step):
            yield config.batch_size


def _bare_steps(images: ImageSet, split: Split, config: TrainingConfig) -> Iterator[int]:
    torch.set_num_threads(1)
    model = build_autoencoder(config.model, images.shape, config.seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=config.learning_rate, fused=True)
    pixels = torch.from_numpy(images.flat[split.train])
    while True:
        for batch in torch.split(torch.randperm(len(pixels)), config.batch_size):
            x = pixels[batch].float().div_(255)
            loss = ((model(x) - x) ** 2).mean()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            yield config.batch_size
