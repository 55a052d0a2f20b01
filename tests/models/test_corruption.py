"""Spoilt images: each noise does what its name says, as much as its level, and leaves the rest alone."""

import subprocess
import sys

import numpy as np
import pytest
import torch
from torch import Tensor

from latentlab.data import transforms
from latentlab.errors import ConfigError, SurroundingsError
from latentlab.models.corruption import corrupt, corrupt_hidden
from latentlab.models.noise import KINDS, MOST, OF_TORCHVISION, Noise

SHAPE = (28, 28)
GREY = torch.full((200, 784), 0.5)
PLAIN = [kind for kind in KINDS[1:] if kind not in OF_TORCHVISION]


def spoilt(x: Tensor, kind: str, level: float, seed: int = 0) -> Tensor:
    return corrupt(x, Noise(kind, level), SHAPE, torch.Generator().manual_seed(seed))


def test_gaussian_noise_has_its_standard_deviation_and_stays_between_black_and_white() -> None:
    y = spoilt(GREY, "gaussian", 0.1)
    assert float(y.std()) == pytest.approx(0.1, rel=0.02)
    assert float(y.mean()) == pytest.approx(0.5, abs=0.002)
    wild = spoilt(GREY, "gaussian", 2.0)
    assert (float(wild.min()), float(wild.max())) == (0, 1)


def test_masking_blackens_its_share_and_no_more() -> None:
    y = spoilt(GREY, "masking", 0.25)
    assert set(y.unique().tolist()) == {0, 0.5}
    assert float((y == 0).float().mean()) == pytest.approx(0.25, abs=0.01)


def test_salt_and_pepper_come_in_equal_parts() -> None:
    y = spoilt(GREY, "salt-pepper", 0.2)
    shares = [float((y == value).float().mean()) for value in (0, 0.5, 1)]
    assert shares == pytest.approx([0.1, 0.8, 0.1], abs=0.01)


@pytest.mark.parametrize("kind", PLAIN)
def test_noise_belongs_to_its_generator_alone_and_spares_the_original(kind: str) -> None:
    x, state = GREY.clone(), torch.get_rng_state()
    first, second, other = (spoilt(x, kind, 0.3, seed) for seed in (0, 0, 1))
    assert torch.equal(first, second)
    assert not torch.equal(first, other)
    assert torch.equal(x, GREY)
    assert torch.equal(torch.get_rng_state(), state)
    assert not torch.equal(first[0], first[1]), "each image is spoilt in its own way"


def test_no_noise_is_no_copy() -> None:
    assert corrupt(GREY, Noise(), SHAPE, torch.Generator()) is GREY
    assert corrupt(GREY, Noise("gaussian", 0.0), SHAPE, torch.Generator()) is GREY


def test_hidden_values_are_spoilt_in_their_own_measure() -> None:
    h = 100 * torch.randn((500, 20), generator=torch.Generator().manual_seed(1))
    generator = torch.Generator().manual_seed(0)
    masked = corrupt_hidden(h, Noise("masking", 0.25), generator)
    assert float((masked == 0).float().mean()) == pytest.approx(0.25, abs=0.02)
    shaken = corrupt_hidden(h, Noise("gaussian", 0.5), generator) - h
    assert float(shaken.std()) == pytest.approx(0.5 * float(h.std()), rel=0.03)
    peppered = corrupt_hidden(h, Noise("salt-pepper", 0.2), generator)
    assert float((peppered == h.min()).float().mean()) == pytest.approx(0.1, abs=0.02)
    assert float((peppered == h.max()).float().mean()) == pytest.approx(0.1, abs=0.02)


@pytest.mark.parametrize("kind", KINDS)
def test_levels_beyond_sense_are_refused(kind: str) -> None:
    for level in (-0.1, MOST[kind] + 0.1, float("nan")):
        with pytest.raises(ConfigError, match=f"the level of {kind} noise must be from 0 to"):
            Noise(kind, level)


def test_where_torchvision_fails_its_noises_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "torchvision"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torchvision", None)
    reason = transforms.missing_transforms()
    assert reason is not None
    assert "need torchvision" in reason
    for kind in OF_TORCHVISION:
        with pytest.raises(SurroundingsError, match="All others work without it"):
            spoilt(GREY, kind, 0.2)
    assert spoilt(GREY, "masking", 0.2).shape == GREY.shape


_WITH_TORCHVISION = """
import sys, torch
# A torchvision beside another torch lacks its own operators, which its transforms do not need.
torch.library.register_fake = lambda *names, **more: lambda function: function
from latentlab.data.transforms import missing_transforms
if missing_transforms():
    print(missing_transforms()); sys.exit(77)
from latentlab.models.corruption import corrupt
from latentlab.models.noise import Noise
def spoilt(x, kind, level, seed=0):
    return corrupt(x, Noise(kind, level), (20, 30), torch.Generator().manual_seed(seed))
state = torch.get_rng_state()
white = torch.ones(200, 600)
erased = spoilt(white, "erasing", 0.2)
shares = (erased == 0).float().mean(dim=1)
assert abs(float(shares.mean()) - 0.2) < 0.01 and float(shares.std()) < 0.02, shares
boxes = (erased == 0).view(200, 20, 30)
for box in boxes:  # one rectangle each
    rows, columns = box.any(dim=1), box.any(dim=0)
    assert int(box.sum()) == int(rows.sum()) * int(columns.sum())
assert not torch.equal(boxes[0], boxes[1])
dot = torch.zeros(200, 20, 30); dot[:, 8:12, 13:17] = 1
moved = spoilt(dot.flatten(1), "affine", 0.1).view(200, 20, 30)
mass = moved.sum(dim=(1, 2))
assert float((mass - 16).abs().max()) < 1.5, mass
across = (moved.sum(dim=1) * torch.arange(30)).sum(dim=1) / mass - 14.5
down = (moved.sum(dim=2) * torch.arange(20)).sum(dim=1) / mass - 9.5
assert 2.5 <= float(across.abs().max()) <= 3.3 and 1.5 <= float(down.abs().max()) <= 2.3, (across, down)
for kind in ("erasing", "affine"):
    x = torch.rand(5, 600, generator=torch.Generator().manual_seed(1))
    assert torch.equal(spoilt(x, kind, 0.3), spoilt(x, kind, 0.3))
    assert not torch.equal(spoilt(x, kind, 0.3), spoilt(x, kind, 0.3, seed=1))
    y = spoilt(x, kind, 0.3)
    assert bool(((y >= 0) & (y <= 1)).all())
assert torch.equal(torch.get_rng_state(), state)
"""


def test_torchvisions_own_noises_erase_rectangles_and_move_images() -> None:
    """In a process of its own, as torchvision may need a hand to be imported at all."""
    done = subprocess.run(
        [sys.executable, "-c", _WITH_TORCHVISION], capture_output=True, text=True, check=False, timeout=120
    )
    if done.returncode == 77:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stderr


def test_the_share_of_masked_pixels_does_not_follow_the_image() -> None:
    random = np.random.default_rng(0).random((300, 784), np.float32) + 0.01
    y = spoilt(torch.from_numpy(random), "masking", 0.5)
    dark, light = random < 0.5, random >= 0.5
    assert float((y.numpy()[dark] == 0).mean()) == pytest.approx(0.5, abs=0.01)
    assert float((y.numpy()[light] == 0).mean()) == pytest.approx(0.5, abs=0.01)
