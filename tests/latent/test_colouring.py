"""What points are coloured by agrees with scikit-learn and with plain sums."""

import numpy as np
import pytest
import torch
from sklearn.cluster import HDBSCAN
from sklearn.datasets import make_blobs
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from latentlab.data.digits import open_digits
from latentlab.data.split import split_images
from latentlab.errors import LatentLabError
from latentlab.latent.colouring.activation import active_share, mean_activation, strongest_unit
from latentlab.latent.colouring.choice import COLOUR_BY, ColourChoice
from latentlab.latent.colouring.clusters import MOST_CLUSTERED, clusters, smallest_cluster
from latentlab.latent.colouring.colour import Material, coloured
from latentlab.latent.colouring.coloured import MOST_GROUPS, Grouped, Measured, Predicted, grouped
from latentlab.latent.colouring.errors import reconstruction_errors
from latentlab.latent.colouring.predicted import predicted_classes
from latentlab.latent.pieces import finished
from latentlab.models.build import build_autoencoder
from latentlab.models.config import ModelConfig
from tests.latent.real_codes import digit_codes

SHUFFLED = np.random.default_rng(0).permutation(5_000)


def digits(count, dimensions=8):
    """Codes and labels of digits in random order."""
    rows = SHUFFLED[:count]
    return digit_codes(5_000, dimensions)[rows], open_digits().labels[rows]


def blobs(count):
    """Three clusters far from each other, in random order."""
    places, labels = make_blobs(count, centers=[[-9, 0], [9, 0], [0, 9]], random_state=0)
    return places.astype(np.float32), labels


def partition(labels):
    """Which rows share a label: the same for any names of the labels."""
    first = {}
    return [first.setdefault(label, len(first)) if label >= 0 else -1 for label in labels.tolist()]


# --- predicted class ------------------------------------------------------------------------------------


def test_predictions_are_those_of_scikit_learn_fitted_on_the_training_rows():
    codes, labels = digits(2_000)
    is_training = np.arange(2_000) % 5 > 0
    told = finished(predicted_classes(codes, labels, is_training))
    theirs = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1_000))
    theirs.fit(codes[is_training], labels[is_training])
    assert (told.classes == theirs.predict(codes)).mean() > 0.998
    assert told.unseen == 400
    right = (told.classes == labels)[~is_training].mean()
    assert told.accuracy == pytest.approx(right)


def test_without_a_split_no_point_is_told_by_a_probe_that_has_seen_it():
    codes, _ = digits(400, 64)
    noise = np.random.default_rng(0).integers(0, 10, 400)  # that a probe can only learn by heart
    told = finished(predicted_classes(codes, noise, None))
    assert told.unseen == 400
    assert told.accuracy < 0.2
    by_heart = finished(predicted_classes(codes, noise, np.ones(400, bool)))
    assert (by_heart.classes == noise).mean() > 0.4


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_points_have_a_predicted_class(count):
    codes, labels = digits(count, 1)
    told = finished(predicted_classes(codes, labels, None))
    assert told.classes.shape == (count,)
    assert np.isin(told.classes, labels).all()


def test_one_class_is_predicted_everywhere():
    codes, _ = digits(50, 2)
    assert finished(predicted_classes(codes, np.full(50, 7), None)).classes.tolist() == [7] * 50


# --- clusters -------------------------------------------------------------------------------------------


def test_clusters_are_those_of_scikit_learn():
    codes, _ = digits(1_500, 4)
    theirs = HDBSCAN(min_cluster_size=15, min_samples=5, copy=True).fit_predict(codes.astype(np.float64))
    ours = finished(clusters(codes))
    assert smallest_cluster(1_500) == 15
    assert (ours == -1).sum() > 0
    assert np.mean(np.array(partition(ours)) == partition(theirs)) > 0.995


def test_the_rest_goes_to_the_cluster_of_the_nearest_clustered_place():
    places, labels = blobs(MOST_CLUSTERED + 3_000)
    found = finished(clusters(places))
    first, rest = found[:MOST_CLUSTERED], found[MOST_CLUSTERED:]
    nearest = KNeighborsClassifier(1).fit(places[:MOST_CLUSTERED], first)
    assert (nearest.predict(places[MOST_CLUSTERED:]) == rest).mean() > 0.999
    inside = rest >= 0
    assert inside.mean() > 0.9
    assert len(set(zip(rest[inside], labels[MOST_CLUSTERED:][inside], strict=True))) == 3


@pytest.mark.parametrize("places", [np.ones((300, 3)), np.zeros((1, 1)), np.array([[0.0], [1.0]])])
def test_equal_or_few_places_are_no_trouble(places):
    found = finished(clusters(places.astype(np.float32)))
    assert found.shape == (len(places),)
    assert (np.unique(found).size) == 1


def test_groups_are_ordered_by_size_and_say_their_commonest_class():
    members = np.array([5, 5, 5, 2, 2, -1, 2, 2, 9])
    labels = np.array([1, 1, 0, 3, 3, 3, 3, 0, 2])
    found = grouped(members, labels, by_size=True)
    assert found.groups.tolist() == [1, 1, 1, 0, 0, 3, 0, 0, 2]
    assert found.names.tolist() == [1, 2, 3]
    assert found.sizes.tolist() == [4, 3, 1]
    assert found.commonest.tolist() == [3, 1, 2]
    assert found.purity.tolist() == pytest.approx([0.75, 2 / 3, 1])
    assert (found.others, found.alone) == (0, 1)
    assert grouped(members, labels, by_size=False).names.tolist() == [3, 6, 10]


def test_more_groups_than_colours_leave_the_smallest_grey():
    members = np.repeat(np.arange(300), np.arange(300) + 1)
    found = grouped(members, np.zeros(len(members), int), by_size=False)
    assert len(found.sizes) == MOST_GROUPS
    assert found.names[0] == 300
    assert found.others == 300 - MOST_GROUPS
    assert (found.groups == MOST_GROUPS).sum() == (members < 300 - MOST_GROUPS).sum()


def test_no_point_in_any_group_is_an_answer():
    found = grouped(np.full(4, -1), np.zeros(4, int), by_size=True)
    assert found.groups.tolist() == [0] * 4
    assert (len(found.sizes), found.alone) == (0, 4)


# --- activation, errors ---------------------------------------------------------------------------------


def test_activation_says_how_strong_how_many_and_which():
    codes = np.array([[0, 0, 0], [3, 0, -6], [1, 1, 1]], np.float32)
    assert mean_activation(codes).tolist() == [0, 3, 1]
    assert active_share(codes).tolist() == pytest.approx([0, 2 / 3, 1])
    assert strongest_unit(codes).tolist() == [-1, 2, 0]


def test_errors_are_those_of_the_network_image_by_image():
    images = open_digits().flat
    model = build_autoencoder(ModelConfig(hidden=(16,), latent=3), (28, 28), seed=0).eval()
    order = SHUFFLED[:1_500]
    errors = finished(reconstruction_errors(model, images, order))
    with torch.no_grad():
        x = torch.from_numpy(images[order]).float() / 255
        expected = ((model(x) - x) ** 2).mean(dim=1).numpy()
    assert errors == pytest.approx(expected, rel=1e-4)


# --- all of them ----------------------------------------------------------------------------------------


def material(count=300, latent=3, **changes):
    images = open_digits()
    order = SHUFFLED[:count]
    model = build_autoencoder(ModelConfig(hidden=(16,), latent=latent), (28, 28), seed=0).eval()
    values = {
        "codes": digit_codes(5_000, latent)[order],
        "labels": images.labels[order],
        "order": order,
        "seed": 0,
        "images": images,
        "model": model,
        "points": digit_codes(5_000, 2)[order],
    }
    return Material(**(values | changes))


@pytest.mark.parametrize("by", COLOUR_BY)
@pytest.mark.parametrize(("count", "latent"), [(300, 3), (300, 1), (2, 3), (1, 1)])
def test_every_choice_has_a_value_for_every_point(by, count, latent):
    choice, given = ColourChoice(by), material(count, latent)
    assert given.allows(choice)
    match finished(coloured(choice, given)):
        case Measured(values, _, levels):
            assert values.shape == levels.shape == (count,)
            assert np.isfinite(values).all()
        case Grouped(groups, names):
            assert groups.shape == (count,)
            assert groups.max() <= len(names)
        case Predicted(classes):
            assert classes.shape == (count,)
        case None:
            assert by == "class"


@pytest.mark.parametrize("by", COLOUR_BY)
def test_equal_codes_have_equal_colours(by):
    equal = material(codes=np.ones((300, 3), np.float32), points=np.zeros((300, 2), np.float32))
    match finished(coloured(ColourChoice(by), equal)):
        case Measured(levels=levels) if by != "error":
            assert len(np.unique(levels)) == 1
        case Grouped(groups=groups):
            assert len(np.unique(groups)) == 1
        case Predicted(classes=classes):
            assert len(np.unique(classes)) == 1


def test_the_prediction_learns_from_training_images_alone():
    given = material(1_000)
    told = finished(coloured(ColourChoice("predicted"), given))
    training = np.isin(given.order, split_images(open_digits(), 0).train)
    assert told.unseen == (~training).sum()
    assert 0 < told.unseen < 1_000


def test_a_choice_is_allowed_only_where_what_it_needs_is_there():
    assert not material(images=None).allows(ColourChoice("error"))
    assert not material(model=None).allows(ColourChoice("error"))
    assert not material(points=None).allows(ColourChoice("distortion"))
    assert not material(points=np.zeros((7, 2))).allows(ColourChoice("map_clusters"))
    assert not material().allows(ColourChoice("dimension", 3))
    assert material(images=None, model=None, points=None).allows(ColourChoice("predicted"))


@pytest.mark.parametrize("by", [by for by in COLOUR_BY if by != "error"])
def test_codes_that_are_no_numbers_are_refused(by):
    with pytest.raises(LatentLabError, match="finite"):
        finished(coloured(ColourChoice(by), material(codes=np.full((300, 3), np.nan, np.float32))))
