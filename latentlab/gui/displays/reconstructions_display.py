"""Passes on to the wall of reconstructions what is listed, rebuilt and measured."""

import numpy as np
from PySide6.QtCore import QObject

from latentlab.gui.panels.reconstructions import ReconstructionsPanel
from latentlab.gui.widgets.wall_line import WallCell
from latentlab.gui.workspace.decoding.reconstructions import Listing, Rebuilt
from latentlab.gui.workspace.selection import Selection
from latentlab.gui.workspace.subject import Subject
from latentlab.gui.workspace.workspace import Workspace

_NO_ROWS = np.zeros(0, np.int64)


class ReconstructionsDisplay(QObject):
    """Between the workspace's reconstructions and their panel."""

    def __init__(self, workspace: Workspace, panel: ReconstructionsPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._panel = workspace, panel
        self._owner = workspace.decoding.reconstructions
        self.listing: Listing | None = None
        self.rebuilt: Rebuilt | None = None
        self._rows = _NO_ROWS  # listed
        self._made: dict[int, int] = {}  # where each row is among the rebuilt ones

    def show_subject(self, subject: Subject) -> None:
        """Other images: nothing is listed until there are weights to rebuild them."""
        self._panel.show_classes(subject.classes)
        self._rebuild(None)
        self._rows, self.listing = _NO_ROWS, None
        self._panel.wall.show_count(0, self.tr("The network is being loaded."))
        self._panel.show_told("")
        self.show_look()

    def show_listing(self, listing: Listing | None) -> None:
        """List other images, or tell of newer errors."""
        self.listing = listing
        rows = listing.rows if listing is not None else _NO_ROWS
        if not np.array_equal(rows, self._rows) or not len(rows):
            self._rows = rows
            self._panel.wall.show_count(len(rows), self._reason(listing))
            self._mark()
        self._panel.show_told(self._told(listing))
        self._panel.show_sorted(listing is None or listing.is_sorted)

    def show_rebuilt(self, rebuilt: Rebuilt | None) -> None:
        """Show what newer weights make of the images in view, unless others have been opened since."""
        if rebuilt is not None and rebuilt.subject is not self._workspace.subject:
            return
        self._rebuild(rebuilt)
        self._panel.wall.forget_cells()

    def show_look(self) -> None:
        """Large or small, with PCA or without."""
        subject, panel = self._workspace.subject, self._panel
        if subject is None:
            return
        names = [self.tr("original"), self.tr("network")]
        if panel.with_pca.isChecked():
            names.append(self.tr("PCA"))
        panel.wall.show_layout(names, subject.shape, panel.side, len(names) - 1)

    def show_cells(self, first: int, count: int) -> None:
        """Say what stands at these places of the list."""
        subject = self._workspace.subject
        if subject is None or subject.images is None:
            return
        rows = self._rows[first : first + count].tolist()
        self._panel.wall.show_cells(first, [self._cell(subject, row) for row in rows])

    def show_seen(self, first: int, count: int) -> None:
        """Have what is in view rebuilt, and as much on both sides of it."""
        self._owner.show_in_view(self._rows[max(0, first - count) : first + 2 * count])

    def show_selection(self, _selection: Selection) -> None:
        """Frame the image that is loaded."""
        if self._panel.isVisible():
            self._mark()

    def choose(self, place: int) -> None:
        """Load an image."""
        self._workspace.selector.select_row(int(self._rows[place]))

    def point_at(self, place: int) -> int:
        """The row of a place, −1 for none."""
        return int(self._rows[place]) if 0 <= place < len(self._rows) else -1

    # How it works

    def _rebuild(self, rebuilt: Rebuilt | None) -> None:
        self.rebuilt = rebuilt
        self._made = {row: at for at, row in enumerate(rebuilt.rows.tolist())} if rebuilt is not None else {}

    def _mark(self) -> None:
        selection = self._workspace.selector.selection
        row = selection.row if selection is not None else None
        places = np.flatnonzero(self._rows == row) if row is not None else _NO_ROWS
        self._panel.wall.show_marked(int(places[0]) if len(places) else -1)

    def _cell(self, subject: Subject, row: int) -> WallCell:
        """An original and what is made of it, each None where it is not there yet."""
        made, at = self.rebuilt, self._made.get(row)
        net = pca = net_error = pca_error = None
        if made is not None and at is not None:
            net, net_error = made.net[at].reshape(subject.shape), float(made.net_errors[at])
            if made.pca is not None and made.pca_errors is not None:
                pca, pca_error = made.pca[at].reshape(subject.shape), float(made.pca_errors[at])
        parts = 2 if self._panel.with_pca.isChecked() else 1
        errors = (net_error, pca_error)[:parts]
        words = tuple("" if error is None else f"{error:.3f}" for error in errors)
        images = (subject.original(row), *(net, pca)[:parts])
        return WallCell(images, words, self._tip(subject, row, net_error, pca_error))

    def _tip(self, subject: Subject, row: int, net: float | None, pca: float | None) -> str:
        values = {
            "name": subject.classes[int(subject.labels[row])],
            "number": int(subject.order[row]),
            "net": net,
            "pca": pca,
        }
        if net is None:
            return self.tr("“{name}”, image {number:,}").format(**values)
        if pca is None:
            return self.tr("“{name}”, image {number:,} · error {net:.4f}").format(**values)
        text = self.tr("“{name}”, image {number:,} · error {net:.4f}, by PCA {pca:.4f}")
        return text.format(**values)

    def _reason(self, listing: Listing | None) -> str:
        """Why nothing is listed."""
        subject = self._workspace.subject
        if subject is None or listing is None:
            name = subject.name if subject is not None else ""
            return self.tr(
                "The images of {name} are not on this machine. Open the data (Ctrl+D) to see what the "
                "network makes of them."
            ).format(name=name)
        if self._owner.wish.only_group and not len(self._workspace.group.rows):
            return self.tr("No points are selected: draw a line around some on the map (S).")
        return self.tr("No image is of this class and this part of the data.")

    def _told(self, listing: Listing | None) -> str:
        if listing is None or not len(listing.rows):
            return ""
        values = {"count": len(listing.rows), "net": listing.net_error, "pca": listing.pca_error}
        if listing.net_error is None:
            frame = self._workspace.travel.shown
            if frame is None or frame.model is None:
                return self.tr("{count:,} images · the network is being loaded").format(**values)
            return self.tr("{count:,} images · measuring their errors").format(**values)
        if listing.pca_error is None:
            return self.tr("{count:,} images · mean error {net:.4f} · fitting PCA").format(**values)
        subject = self._workspace.subject
        most = subject.pixels if subject is not None else listing.dimensions  # PCA has no more
        text = (
            self.tr("{count:,} images · mean error {net:.4f} · PCA with {dimensions} dimensions {pca:.4f}")
            if listing.dimensions > 1
            else self.tr("{count:,} images · mean error {net:.4f} · PCA with one dimension {pca:.4f}")
        )
        return text.format(**values, dimensions=min(most, listing.dimensions))
