"""A run is known by the preset that it is, or was made from; presets fit the images that are there."""

from dataclasses import replace

import pytest

from latentlab.models.config import ModelConfig
from latentlab.models.noise import Noise
from latentlab.models.shapes import check_images
from latentlab.training.config import TrainingConfig
from latentlab.training.nearest_preset import Likeness, nearest_preset
from latentlab.training.objective import Objective
from latentlab.training.presets import PRESETS, fitted

MNIST = ((28, 28), 10)


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize(("shape", "classes"), [MNIST, ((32, 32), 4), ((8, 12), 47), ((9, 7), 2)])
def test_every_preset_is_itself_on_any_images_and_can_take_them(name, shape, classes):
    config = fitted(PRESETS[name].config, shape, classes)
    check_images(config.model, shape)
    assert config.model.classes in (0, classes)
    assert nearest_preset(config, shape, classes) == Likeness(name, ())


def test_patches_that_do_not_fit_give_way_to_the_largest_smaller_ones_or_to_rows():
    config = PRESETS["transformer"].config
    patches = [fitted(config, shape, 10).model.patch for shape in ((28, 28), (32, 32), (12, 18), (9, 7))]
    assert patches == [7, 4, 6, 0]


def test_how_long_by_which_chance_and_where_makes_no_other_preset():
    config = replace(PRESETS["deep"].config, epochs=3, seed=99, threads=7, device="cpu")
    assert nearest_preset(config, *MNIST) == Likeness("deep", ())


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (replace(PRESETS["deep"].config, learning_rate=0.01), Likeness("deep", ("learning_rate",))),
        (TrainingConfig(ModelConfig((256, 64), 8)), Likeness("deep", ("model.latent",))),
        (
            replace(PRESETS["denoising"].config, noise=Noise("gaussian", 0.2)),
            Likeness("denoising", ("noise.level",)),
        ),
        (
            replace(PRESETS["variational"].config, objective=Objective("bce", beta=4.0)),
            Likeness("variational", ("objective.beta",)),
        ),
    ],
)
def test_what_was_changed_is_named_beside_the_preset(config, expected):
    assert nearest_preset(config, *MNIST) == expected


def test_a_run_unlike_every_preset_is_ones_own():
    model = ModelConfig((7,), 3, "tanh", "identity", "recurrent", cell="lstm")
    assert nearest_preset(TrainingConfig(model, batch_size=5, optimizer="sgd"), *MNIST) is None


def test_a_code_smaller_than_an_image_is_never_called_overcomplete():
    linear = nearest_preset(TrainingConfig(ModelConfig((), 3, "identity")), *MNIST)
    assert linear is None or linear.name != "overcomplete"
    wider = TrainingConfig(ModelConfig((), 900))
    assert nearest_preset(wider, *MNIST) == Likeness("overcomplete", ("model.latent",))
