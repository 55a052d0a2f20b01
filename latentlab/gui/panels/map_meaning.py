"""What each kind of map shows and what it does not, in a line and in a paragraph."""

from PySide6.QtCore import QCoreApplication, QLocale

from latentlab.latent.maps.layout import Plane


def short_meaning(method: str, plane: Plane | None, locale: QLocale) -> str:
    """The line under the map; "" where the method has none of its own."""
    if method == "pca":
        return "" if plane is None else _variance_text(plane, locale)
    if method in ("tsne", "umap"):
        return _tr("Group sizes and distances mean little here: see another seed beside it.")
    return ""


def long_meaning(method: str, dimensions: int) -> str:
    """The paragraph on the sheet of the map's quality, of a flat map or of a space of three dimensions."""
    is_space = dimensions == 3
    match method:
        case "tsne":
            return _tr(
                "t-SNE keeps near neighbours near and evens out how dense they lie. Sizes of groups and "
                "distances between them are made by the method: do not read them. Where groups stand to "
                "each other comes mostly from the start (Wattenberg et al. 2016; Kobak and Berens 2019)."
            )
        case "umap":
            return _tr(
                "UMAP keeps near neighbours near and evens out how dense they lie. Sizes of groups and "
                "distances between them are made by the method: do not read them. Where groups stand to "
                "each other comes mostly from the start (Coenen and Pearce 2019; Kobak and Linderman 2021). "
                "What a place decodes to is an estimate, and the gauge ranks its errors less well here than "
                "on t-SNE."
            )
        case "axes" if is_space:
            return _tr(
                "Three of the latent dimensions as they are: what lies apart in this space is at least as far"
                " apart in the codes. What lies together here may differ in all the other dimensions; the "
                "screen shows the space from one side, so turn it."
            )
        case "axes":
            return _tr(
                "Two of the latent dimensions as they are: what lies apart here is at least as far apart in"
                " the codes. What lies together here may differ in all the other dimensions."
            )
        case "kernel-pca" if is_space:
            return _tr(
                "Distances are those of the kernel, in three of its dimensions: near codes differ as they do,"
                " far ones all seem about equally far."
            )
        case "kernel-pca":
            return _tr(
                "Distances are those of the kernel, in two of its dimensions: near codes differ as they do,"
                " far ones all seem about equally far."
            )
        case _ if is_space:
            return _tr(
                "Three directions through the codes: distances in this space are true within it, so what lies"
                " apart in it is at least as far apart in the codes. What lies together may be far apart in "
                "the directions not shown; the screen shows the space from one side, so turn it."
            )
        case _:
            return _tr(
                "A plane through the codes: distances are true within it, so what lies apart here is at "
                "least as far apart in the codes. What lies together here may be far apart in the "
                "directions not shown."
            )


def _variance_text(plane: Plane, locale: QLocale) -> str:
    shares = [100 * float(share) for share in plane.variance_share]
    first, second = (locale.toString(share, "f", 0) for share in shares[:2])
    hidden = locale.toString(max(0.0, 100 - sum(shares)), "f", 0)
    text = _tr(
        "Distances are true in this plane: {first}% of the variance across, {second}% up, {hidden}% not "
        "shown."
    )
    return text.format(first=first, second=second, hidden=hidden)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MapMeaning", text)
