"""What the layers give is what a pass through the network by hand gives."""

import threading

import numpy as np
import pytest
import torch

from latentlab.models.build import build_autoencoder
from latentlab.models.coding import decode_codes, encode_images
from latentlab.models.config import ModelConfig
from latentlab.models.layer_outputs import layer_outputs

SHAPE = (8, 8)
IMAGE = np.random.default_rng(0).integers(0, 256, SHAPE).astype(np.uint8)
Z = np.array([0.3, -1.0, 2.0], np.float32)


def network(**choices):
    model = build_autoencoder(ModelConfig(latent=3, **choices), SHAPE, 0)
    return model.eval().requires_grad_(False)


def by_way(model, image=IMAGE):
    found = layer_outputs(model, image, Z, SHAPE)
    return [[one for one in found if one.way == way] for way in ("encoder", "decoder")]


@pytest.mark.parametrize("tied", [False, True])
def test_a_dense_network_gives_what_its_weights_say(tied):
    model = network(hidden=(6, 5), tied=tied)
    there, back = by_way(model)
    weights = [layer.weight.numpy() for layer in (*model.encoder[::2], *model.decoder[::2])]
    biases = [layer.bias.numpy() for layer in (*model.encoder[::2], *model.decoder[::2])]
    x = IMAGE.ravel() / np.float32(255)
    first = np.maximum(weights[0] @ x + biases[0], 0)
    second = np.maximum(weights[1] @ first + biases[1], 0)
    for found, expected in zip(there, (first, second, weights[2] @ second + biases[2]), strict=True):
        np.testing.assert_allclose(found.values, expected, atol=1e-5)
    third = np.maximum(weights[3] @ Z + biases[3], 0)
    fourth = np.maximum(weights[4] @ third + biases[4], 0)
    image = 1 / (1 + np.exp(-(weights[5] @ fourth + biases[5])))
    for found, expected in zip(back, (third, fourth, image.reshape(SHAPE)), strict=True):
        np.testing.assert_allclose(found.values, expected, atol=1e-5)
    assert [one.kind for one in (*there, *back)] == ["units", "units", "code", "units", "units", "image"]


@pytest.mark.parametrize(
    ("choices", "there", "back"),
    [
        ({"hidden": ()}, [(3,)], [SHAPE]),
        ({"architecture": "conv", "hidden": (4, 6)}, [(4, 4, 4), (6, 2, 2), (3,)], [(24,), (4, 4, 4), SHAPE]),
        ({"architecture": "recurrent", "hidden": (5, 4)}, [(8, 5), (8, 4), (3,)], [(8, 4), (8, 5), SHAPE]),
        ({"architecture": "recurrent", "hidden": (5,), "cell": "lstm"}, [(8, 5), (3,)], [(8, 5), SHAPE]),
        ({"architecture": "transformer", "hidden": (8, 8)}, [(9, 8), (9, 8), (3,)], [(9, 8), (9, 8), SHAPE]),
        ({"hidden": (5,), "variational": True}, [(5,), (3,)], [(5,), SHAPE]),
    ],
)
def test_every_kind_of_network_tells_its_layers_its_code_and_its_image(choices, there, back):
    model = network(**choices)
    found_there, found_back = by_way(model)
    assert [one.values.shape for one in found_there] == there
    assert [one.values.shape for one in found_back] == back
    np.testing.assert_allclose(
        found_there[-1].values, encode_images(model, IMAGE.reshape(1, -1))[0], atol=1e-6
    )
    image = decode_codes(model, Z[None])[0].reshape(SHAPE)
    np.testing.assert_allclose(found_back[-1].values, image, atol=1e-6)


def test_a_convolutions_maps_are_those_of_a_pass_by_hand():
    model = network(architecture="conv", hidden=(4, 6))
    there, back = by_way(model)
    x = torch.from_numpy(IMAGE / np.float32(255))[None, None]
    first = torch.relu(torch.nn.functional.conv2d(x, model.encoder[1].weight, model.encoder[1].bias, 2, 1))
    np.testing.assert_allclose(there[0].values, first[0], atol=1e-5)
    dense = torch.relu(model.decoder[0](torch.from_numpy(Z)))
    np.testing.assert_allclose(back[0].values, dense, atol=1e-5)


def test_without_an_image_only_the_decoder_is_told_of():
    there, back = by_way(network(hidden=(5,)), image=None)
    assert there == []
    assert len(back) == 2


def test_the_networks_own_modules_get_no_hooks_so_that_others_may_use_it_meanwhile():
    model, hooked, over = network(hidden=(6, 5)), [], threading.Event()

    def watch():
        while not over.is_set():
            hooked.extend(one for one in model.modules() if one._forward_hooks)

    watcher = threading.Thread(target=watch)
    watcher.start()
    for _ in range(50):
        layer_outputs(model, IMAGE, Z, SHAPE)
    over.set()
    watcher.join()
    assert hooked == []
