"""What the line under the map says of it."""

from PySide6.QtCore import QCoreApplication, QLocale

from latentlab.gui.panels.map_meaning import short_meaning
from latentlab.latent.maps.kernel_pca import MOST_FITTED
from latentlab.latent.maps.layout import Layout
from latentlab.latent.preparing import Preparing

_MOST_QUICK = 10_000  # points of a t-SNE in three dimensions


def stage_text(stage: Preparing) -> str:
    """How far the way to the first layout is."""
    texts = {
        "neighbours": _tr("Finding neighbours… {percent}%"),
        "affinities": _tr("Weighing neighbours… {percent}%"),
        "compiling": _tr("UMAP is being prepared…"),
        "kernel": _tr("Fitting kernel PCA… {percent}%"),
        "pixels": _tr("Reading the pixels…"),
        "placing": _tr("Placing the points… {percent}%"),
    }
    text = texts.get(stage.what, _tr("The map is being prepared… {percent}%"))
    return text.format(percent=100 * stage.done // max(1, stage.total))


def method_text(method: str, layout: Layout | None, axes: tuple[int, ...], of_pixels: bool) -> str:
    """What a student must know to read the map of this method; nothing before there is one."""
    if of_pixels and method != "axes":
        return _tr("Map of the pixels: the network plays no part in it")
    match method:
        case "pca":
            return _variance_text(layout)
        case "axes":
            return _axes_text(layout, axes)
        case "plane":
            return _plane_text(layout)
        case "kernel-pca":
            return _kernel_text(layout)
        case "tsne" if layout is not None and layout.is_early:
            return _tr("Early phase: near points are drawn close together.")
        case "tsne" if layout is not None and layout.dimensions == 3 and len(layout.points) > _MOST_QUICK:
            return _tr("t-SNE is slow in three dimensions: the quick way for many points has only two.")
    return short_meaning(method, None, QLocale())


def _variance_text(layout: Layout | None) -> str:
    if layout is None or layout.plane is None:
        return ""
    if layout.dimensions == 2:
        return short_meaning("pca", layout.plane, QLocale())
    first, second, third = (_percent(share) for share in layout.plane.variance_share[:3])
    text = _tr("PCA space: {first}% of the variance across · {second}% up · {third}% in depth")
    return text.format(first=first, second=second, third=third)


def _axes_text(layout: Layout | None, axes: tuple[int, ...]) -> str:
    across, up, deep = (*(axis + 1 for axis in axes), 0, 0, 0)[:3]
    if layout is not None and layout.dimensions == 3:
        text = _tr("The codes as they are: dimension {across} across, {up} up, {deep} in depth.")
        return text.format(across=across, up=up, deep=deep)
    text = _tr("The codes as they are: dimension {across} across, dimension {up} up.")
    return text.format(across=across, up=up)


def _plane_text(layout: Layout | None) -> str:
    if layout is None or layout.plane is None or layout.anchors is None:
        return ""
    share = _percent(layout.plane.variance_share.sum())
    if layout.dimensions == 3:
        text = _tr("Space on a plane through three: {share}% of the variance, upright where codes vary most")
    elif layout.anchors.by == "classes":
        text = _tr("Plane through three class means: {share}% of the variance, decoded exactly")
    else:
        text = _tr("Plane through three points: {share}% of the variance, decoded exactly")
    return text.format(share=share)


def _kernel_text(layout: Layout | None) -> str:
    if layout is None or layout.kernel is None:
        return ""
    gamma = f"{layout.kernel.gamma:.3g}"
    if len(layout.points) > MOST_FITTED:
        text = _tr("Kernel PCA, gamma {gamma}: fitted on {fitted} to spare memory, the rest placed by it")
        return text.format(gamma=gamma, fitted=f"{MOST_FITTED:,}")
    text = _tr("Kernel PCA, gamma {gamma}: decoding it is an estimate")
    return text.format(gamma=gamma)


def _percent(share: float) -> str:
    return QLocale().toString(100 * float(share), "f", 0)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MapWords", text)
