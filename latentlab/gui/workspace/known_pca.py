"""The PCA of the training images, fitted once for a data set and the split of a seed."""

from collections.abc import Generator

from latentlab.data.image_set import ImageSet
from latentlab.data.split import Split
from latentlab.latent.image_pca import ImagePca, fit_image_pca
from latentlab.latent.preparing import Preparing


class KnownPca:
    """Remembers the last one; asked on workers, where two may fit the same at once and no harm is done."""

    def __init__(self) -> None:
        self._known: tuple[ImageSet, int, ImagePca] | None = None

    def of(self, images: ImageSet, seed: int, split: Split) -> Generator[Preparing, None, ImagePca]:
        """Fit it in pieces, unless it is known."""
        known = self._known
        if known is not None and known[0] is images and known[1] == seed:
            return known[2]
        pca = yield from fit_image_pca(images.flat[split.train])
        self._known = (images, seed, pca)
        return pca
