"""The parts of a verdict against scikit-learn's own and formulas worked by hand."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

from latentlab.data.image_set import ImageSet
from latentlab.data.sources import open_images
from latentlab.data.split import Split, split_images
from latentlab.latent.image_pca import ImagePca, fit_image_pca
from latentlab.latent.pieces import finished
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.build import build_autoencoder
from latentlab.models.coding import encode_images, reconstruct_images
from latentlab.models.config import ModelConfig
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Finished
from latentlab.training.objective import Objective
from latentlab.training.report import as_document, verdict
from latentlab.training.trainer import train
from latentlab.training.verdict.exam import NOISE_KINDS, Exam
from latentlab.training.verdict.examine import confusion, examine
from latentlab.training.verdict.table import as_text, rows_of

_CONFIG = TrainingConfig(
    ModelConfig((32,), 6, classes=10), epochs=3, threads=1, objective=Objective(classifier=True)
)


@pytest.fixture(scope="module")
def images() -> ImageSet:
    whole = open_images("mnist-5k")
    return ImageSet("digits", whole.images[::4], whole.labels[::4], whole.classes)


@pytest.fixture(scope="module")
def split(images: ImageSet) -> Split:
    return split_images(images, 0)


@pytest.fixture(scope="module")
def pca(images: ImageSet, split: Split) -> ImagePca:
    return finished(fit_image_pca(images.flat[split.train]))


@pytest.fixture(scope="module")
def model(images: ImageSet, split: Split) -> Autoencoder:
    made = build_autoencoder(_CONFIG.model, images.shape, 0)
    *_, last = train(made, images, split, _CONFIG)
    assert isinstance(last, Finished)
    return last.model


def _codes(model: Autoencoder, images: ImageSet, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return encode_images(model, images.flat[rows]), images.labels[rows]


def test_accuracies_are_those_of_scikit_learns_own_classifiers(model, images, split, pca) -> None:
    """Fitted anew here, from codes that are standardised as the probe's are."""
    told = finished(examine(Exam(model, images, split, _CONFIG), pca))
    (x, y), (asked, truth) = _codes(model, images, split.train), _codes(model, images, split.test)
    scaler = StandardScaler().fit(x)
    probe = LogisticRegression(max_iter=1_000).fit(scaler.transform(x), y)
    assert told.linear_probe_accuracy == pytest.approx(probe.score(scaler.transform(asked), truth), abs=0.01)
    assert told.knn_accuracy == pytest.approx(KNeighborsClassifier(5).fit(x, y).score(asked, truth), abs=1e-9)


def test_the_confusion_is_that_of_the_networks_own_classifier(model, images, split, pca) -> None:
    told = finished(examine(Exam(model, images, split, _CONFIG), pca))
    codes, truth = _codes(model, images, split.test)
    with torch.no_grad():
        answers = model.classify(torch.from_numpy(codes)).argmax(1).numpy()
    np.testing.assert_array_equal(told.confusion, confusion_matrix(truth, answers, labels=range(10)))
    assert told.classifier_accuracy == pytest.approx(np.trace(told.confusion) / told.asked)


def test_without_a_classifier_the_confusion_is_the_probes(images, split, pca) -> None:
    config = TrainingConfig(ModelConfig((), 4), threads=1)
    bare = build_autoencoder(config.model, images.shape, 0)
    told = finished(examine(Exam(bare, images, split, config), pca))
    assert told.classifier_accuracy is None
    assert np.trace(told.confusion) / told.asked == pytest.approx(told.linear_probe_accuracy)


def test_confusions_are_counted_by_true_class_in_rows() -> None:
    rng = np.random.default_rng(0)
    truth, answers = rng.integers(0, 7, (2, 500)).astype(np.uint8)
    expected = confusion_matrix(truth, answers, labels=range(7))
    np.testing.assert_array_equal(confusion(truth, answers, 7), expected)


def test_validation_is_asked_while_the_test_waits(model, images, split, pca) -> None:
    """The two parts share no image, so that their numbers differ; each is its own images' mean."""
    parts = {
        part: finished(examine(Exam(model, images, split, _CONFIG, part), pca))
        for part in ("validation", "test")
    }
    for rows, told in zip((split.validation, split.test), parts.values(), strict=True):
        rebuilt = reconstruct_images(model, images.flat[rows])
        expected = np.square(rebuilt - images.flat[rows] / 255).mean()
        assert told.mse == pytest.approx(expected, rel=1e-5)
        assert told.asked == len(rows)
    assert parts["validation"].mse != parts["test"].mse


def test_a_glance_asks_few_images_from_all_classes(model, images, split, pca) -> None:
    told = finished(examine(Exam(model, images, split, _CONFIG, "validation", most=50), pca))
    assert (told.asked, told.learnt) == (50, 50)
    assert (told.confusion.sum(axis=1) > 0).sum() >= 8


@pytest.mark.parametrize("kind", NOISE_KINDS)
def test_more_noise_of_any_kind_spoils_more(model, images, split, pca, kind: str) -> None:
    told = finished(examine(Exam(model, images, split, _CONFIG, "validation", kind), pca))
    errors = [told.mse, *(level.mse_to_clean for level in told.noise)]
    assert errors == sorted(errors)
    assert told.noise[-1].probe_accuracy < told.linear_probe_accuracy


def test_the_report_has_the_numbers_of_the_verdict(model, images, split, pca) -> None:
    told = as_document(finished(examine(Exam(model, images, split, _CONFIG), pca)))
    again = verdict(model, images, split, _CONFIG)
    np.testing.assert_array_equal(told.pop("mean_activation"), again.pop("mean_activation"))
    assert told == again


def test_what_lies_inside_the_plane_is_on_average_what_the_principal_angles_say(images, split, pca) -> None:
    """Both are the trace of the product of the two projections, divided by k."""
    config = TrainingConfig(ModelConfig((), 5, "identity", "identity"), threads=1)
    linear = build_autoencoder(config.model, images.shape, 0)
    plane = finished(examine(Exam(linear, images, split, config), pca)).plane
    assert plane is not None
    assert plane.inside.mean() == pytest.approx(plane.mean_cos2, rel=1e-5)
    assert plane.variances[:-1].min() >= plane.variances[-1] > 0
    bent = replace(config, model=ModelConfig((8,), 5))
    told = finished(examine(Exam(build_autoencoder(bent.model, images.shape, 0), images, split, bent), pca))
    assert told.plane is None


def test_numbers_are_copied_as_a_table_of_two_columns(model, images, split, pca) -> None:
    document = as_document(finished(examine(Exam(model, images, split, _CONFIG), pca)))
    lines = [line.split("\t") for line in as_text(rows_of(document)).splitlines()]
    found = dict(lines)
    assert float(found["mse"]) == document["mse"]
    assert float(found["noise.1.level"]) == 0.3
    assert float(found["mean_activation.5"]) == document["mean_activation"][5]
    assert "principal_cos2" not in found  # it does not apply
