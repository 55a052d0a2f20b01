"""The session of a run that is over, be it that it went astray."""

from latentlab.data.image_set import ImageSet
from latentlab.data.split import sample_indices, split_images
from latentlab.plain_json import plain
from latentlab.session.session import Session
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Finished, Rescued


def session_of(ended: Finished | Rescued, images: ImageSet, config: TrainingConfig) -> Session:
    """All that is kept of a run, with what the test images say of it where it is finished.

    images, config: what it was trained with. The points are all images in random order: the first M of them
    are a fair sample. Fits PCA and the probes of the verdict, which takes a second or more; the weights of a
    run that went astray are not tested.
    """
    from latentlab.models.coding import encode_images
    from latentlab.models.restore import kept_weights
    from latentlab.training.report import verdict

    split = split_images(images, config.seed)
    order = sample_indices(images, split, len(images), config.seed)  # (N,)
    height, width = images.images.shape[1:]
    return Session(
        config=config,
        weights=kept_weights(ended.model),
        image_shape=(height, width),
        classes=images.classes,
        epochs=ended.epochs,
        losses=ended.losses,
        terms=ended.terms,
        best_epoch=ended.best_epoch if isinstance(ended, Finished) else len(ended.epochs),
        report=plain(verdict(ended.model, images, split, config)) if isinstance(ended, Finished) else None,
        data_name=images.name,
        data_sha256=images.sha256,
        indices=order,
        labels=images.labels[order],
        codes=encode_images(ended.model, images.flat)[order],
    )
