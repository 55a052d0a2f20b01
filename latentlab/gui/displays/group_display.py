"""Passes on to the panel of the selected points what the workspace tells of them."""

from itertools import combinations

import numpy as np
from PySide6.QtCore import QObject

from latentlab.gui.panels.group import GroupPanel
from latentlab.gui.widgets.thumbnail_strip import Thumbnail
from latentlab.gui.workspace.point_filter import Shown
from latentlab.gui.workspace.subject import Subject
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.group_images import GroupImages
from latentlab.latent.vicinity import Near, Vicinity, shared


class GroupDisplay(QObject):
    """One slot for each thing that is told, in the words that the panel takes."""

    def __init__(self, workspace: Workspace, panel: GroupPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._panel = panel

    def show_subject(self, subject: Subject) -> None:
        """Other images are shown."""
        self._panel.choosing.show_classes(subject.classes)
        self._panel.choosing.show_error("")
        self._panel.show_missing(self._missing(subject))
        self.show_group(self._workspace.group.rows)
        self.show_images(None)
        self.show_vicinity(None)

    def show_group(self, rows: np.ndarray) -> None:
        """Count the selected points by class."""
        subject = self._workspace.subject
        if subject is None:
            return
        classes, count = len(subject.classes), self._workspace.filter.count
        rows_there = rows[rows < count]
        hidden = len(rows) - int(self._workspace.filter.shows(rows_there).sum())
        self._panel.show_group(
            subject.classes,
            np.bincount(subject.labels[rows], minlength=classes),
            np.bincount(subject.labels[:count], minlength=classes),
            hidden,
        )
        if len(rows) == 0:
            self.show_images(None)

    def show_filter(self, shown: Shown) -> None:
        """Other points are hidden."""
        self._panel.choosing.show_only(shown.only is not None)
        self.show_group(self._workspace.group.rows)

    def show_images(self, images: GroupImages | None) -> None:
        """Show mean images and the worst reconstructions."""
        subject = self._workspace.subject
        if subject is None or images is None:
            self._panel.show_means(None, None, None)
            self._panel.show_worst([])
            return
        rebuilt = images.mean_rebuilt
        self._panel.show_means(
            images.mean_original.reshape(subject.shape),
            None if rebuilt is None else rebuilt.reshape(subject.shape),
            images.mean_error,
        )
        pairs = zip(images.worst.tolist(), images.errors.tolist(), images.rebuilt, strict=True)
        self._panel.show_worst([self._pair(subject, row, error, made) for row, error, made in pairs])

    def show_vicinity(self, vicinity: Vicinity | None) -> None:
        """Show the neighbours of one point, and what the lists have in common."""
        subject, panel = self._workspace.subject, self._panel.neighbours
        if subject is None or vicinity is None or subject.images is None:
            panel.show_nothing()
            return
        lists = (vicinity.pixels, vicinity.codes, vicinity.places)
        panel.show_neighbours(
            self._title(subject, vicinity.row),
            [None if near is None else self._strip(subject, near, lists) for near in lists],
            self._agreement(lists),
        )

    def _pair(self, subject: Subject, row: int, error: float, rebuilt: np.ndarray) -> Thumbnail:
        original = subject.original(row)
        assert original is not None
        tip = self.tr("{image} · error {error:.4f}").format(image=self._name(subject, row), error=error)
        return Thumbnail(row, original, tip, rebuilt.reshape(subject.shape), f"{error:.3f}")

    def _strip(self, subject: Subject, near: Near, lists: tuple[Near | None, ...]) -> list[Thumbnail]:
        others = [other for other in lists if other is not None and other is not near]
        return [
            self._neighbour(subject, row, distance, others)
            for row, distance in zip(near.rows.tolist(), near.distances.tolist(), strict=True)
        ]

    def _neighbour(self, subject: Subject, row: int, distance: float, others: list[Near]) -> Thumbnail:
        original = subject.original(row)
        assert original is not None
        common = sum(bool((other.rows == row).any()) for other in others)
        tip = self.tr("{image} · distance {distance:.3g}").format(
            image=self._name(subject, row), distance=distance
        )
        return Thumbnail(row, original, tip, mark=common / max(1, len(others)))

    def _agreement(self, lists: tuple[Near | None, ...]) -> str:
        names = (self.tr("pixels"), self.tr("latent space"), self.tr("map"))
        there = [(name, near) for name, near in zip(names, lists, strict=True) if near is not None]
        count = max((len(near.rows) for _, near in there), default=0)
        parts = [
            self.tr("{one} and {other} {shared} of {count}").format(
                one=one, other=other, shared=shared(first, second), count=count
            )
            for (one, first), (other, second) in combinations(there, 2)
        ]
        text = self.tr(
            "In common: {pairs}. A line under an image: another list has it, too; a whole line: all have it."
        )
        return text.format(pairs=", ".join(parts)) if parts else ""

    def _title(self, subject: Subject, row: int) -> str:
        selection = self._workspace.selector.selection
        is_loaded = selection is not None and selection.row == row
        text = self.tr("Nearest to {image}") if is_loaded else self.tr("Nearest to the middle one, {image}")
        return text.format(image=self._name(subject, row))

    def _name(self, subject: Subject, row: int) -> str:
        return self.tr("“{name}”, image {number:,}").format(
            name=subject.classes[int(subject.labels[row])], number=int(subject.order[row])
        )

    def _missing(self, subject: Subject) -> str:
        if subject.images is not None:
            return ""
        return self.tr(
            "The images of {name} are not on this machine, so only the classes can be told. Open the data "
            "(Ctrl+D) to see images and neighbours."
        ).format(name=subject.name)
