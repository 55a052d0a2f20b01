"""Passes on to the page of paths, and to the map, what the workspace tells of the path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from latentlab.gui.messages import text_of
from latentlab.gui.panels.decoder.path_page import LETTERS
from latentlab.gui.widgets.film_rows import Strip
from latentlab.gui.workspace.decoding.ends import End
from latentlab.gui.workspace.decoding.path_film import PICTURES, Film, FilmRow
from latentlab.gui.workspace.decoding.path_places import PathOnMap
from latentlab.gui.workspace.subject import Subject

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


class PathDisplay(QObject):
    """One slot for each thing that is told, in the words that page and map take."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._workspace = window.workspace
        self._path = window.workspace.decoding.path
        self._page = window.decoder.path
        self._field = window.map.field
        self._film = Film()
        self._is_exact = True  # the line on the map

    def show_subject(self, subject: Subject) -> None:
        """Offer the classes of these images."""
        self._page.show_classes(subject.classes)

    def show_group(self, rows: np.ndarray) -> None:
        """Offer the selected points."""
        self._page.show_group(len(rows))

    def show_picking(self, slot: int) -> None:
        """Say what the next click on the map is for."""
        self._page.show_picking(slot)
        self._field.show_picked_end(LETTERS[slot] if slot >= 0 else "")

    def show_ends(self, ends: tuple[End | None, ...]) -> None:
        """Name the ends; their pictures come with the film."""
        self._show_pictures(ends)
        self._page.show_hint(self._sentence())

    def show_film(self, film: Film) -> None:
        """Show the pictures of the path and of what it is compared with."""
        self._film = film
        self._show_pictures(self._path.ends)
        subject = self._workspace.subject
        strips = [self._strip(subject, row) for row in film.rows] if subject is not None else []
        self._page.show_film(strips)
        self._page.show_hint(self._sentence())

    def show_way(self, way: str) -> None:
        """Show which way the path goes."""
        self._page.show_way(way)

    def show_places(self, places: PathOnMap | None) -> None:
        """Draw the path on the map, and say where the line is only about there."""
        self._is_exact = places is None or places.is_exact
        self._page.show_hint(self._sentence())
        if places is None:
            self._field.show_path(np.zeros((0, 2)), (), is_exact=True)
            return
        letters = [letter for letter, end in zip(LETTERS, self._path.ends, strict=True) if end is not None]
        marks = np.rint(np.linspace(0, len(places.places) - 1, len(letters))).astype(int).tolist()
        self._field.show_path(places.places, tuple(zip(marks, letters, strict=True)), places.is_exact)

    def _show_pictures(self, ends: tuple[End | None, ...]) -> None:
        subject, pictures = self._workspace.subject, self._film.ends
        filled = [slot for slot, end in enumerate(ends) if end is not None]
        for slot, end in enumerate(ends):
            image = None
            if end is not None and subject is not None and pictures is not None:
                fits = len(pictures) == len(filled)
                image = pictures[filled.index(slot)].reshape(subject.shape) if fits else None
            self._page.show_end(slot, image, self._name(end, slot), self._short_name(end), end is not None)

    def _name(self, end: End | None, slot: int) -> str:
        subject = self._workspace.subject
        if end is None or subject is None:
            return self.tr("not chosen") if slot < 2 else self.tr("if you like")
        if end.rows is not None:
            return self.tr("mean of {count}").format(count=f"{len(end.rows):,}")
        if end.row is None:
            return self.tr("a free z")
        name = subject.classes[int(subject.labels[end.row])]
        return self.tr("“{name}”, {number}").format(name=name, number=int(subject.order[end.row]))

    def _short_name(self, end: End | None) -> str:
        subject = self._workspace.subject
        if end is None or end.row is None or subject is None:
            return ""
        return subject.classes[int(subject.labels[end.row])]

    def _strip(self, subject: Subject, row: FilmRow) -> Strip:
        name, tip = self._words(row.name)
        return Strip(name, self._figure(row), tip, row.pictures.reshape(-1, *subject.shape))

    def _figure(self, row: FilmRow) -> str:
        if row.error is None and row.off is None:
            return ""
        if row.off is None:
            return self.tr("{error:.4f}").format(error=row.error)
        if row.error is None:
            return self.tr("{off} of {count} off").format(off=row.off, count=PICTURES)
        text = self.tr("{error:.4f} · {off} of {count} off")
        return text.format(error=row.error, off=row.off, count=PICTURES)

    def _words(self, name: str) -> tuple[str, str]:
        words = {
            "straight": (self.tr("Straight"), self.tr("Decoded on the straight line from code to code")),
            "sphere": (self.tr("Over a sphere, origin"), self.tr("Decoded on arcs about the origin")),
            "sphere-mean": (self.tr("Over a sphere, mean"), self.tr("Decoded on arcs about the codes’ mean")),
            "through": (
                self.tr("Through the data"),
                self.tr("Decoded on hops from code to neighbouring code, as short ones as there are"),
            ),
            "pixels": (
                self.tr("Pixels cross-faded"),
                self.tr("Each pixel straight from its grey at one end to its grey at the other"),
            ),
            "pca": (
                self._pca_name(),
                self.tr("The end images in PCA’s codes of as many dimensions, straight, and rebuilt"),
            ),
        }
        return words[name]

    def _pca_name(self) -> str:
        """PCA has no more dimensions than there are pixels."""
        latent, subject = self._workspace.run.config.model.latent, self._workspace.subject
        latent = min(latent, subject.pixels) if subject is not None else latent
        text = self.tr("PCA, {latent} dimensions") if latent > 1 else self.tr("PCA, one dimension")
        return text.format(latent=latent)

    def _sentence(self) -> str:
        """What to do next, or what is to be known of the path."""
        path, count = self._path, sum(end is not None for end in self._path.ends)
        if count == 0:
            return self.tr(
                "Choose A and B: click the cross-hair beside one, then a point or a place on the map. Or "
                "let the dice choose two samples."
            )
        if count == 1:
            return self.tr("Choose another end: a path needs two.")
        if path.way == "through" and path.route is None:
            return self.tr("Finding the way through the data…")
        if path.way == "through" and path.route is not None and path.route.problem is not None:
            return text_of(path.route.problem)
        if not self._is_exact:
            return self.tr(
                "The line on this map is dashed: its method has no formula for new codes, they are drawn "
                "about where their neighbours lie. A leap is no leap of the path."
            )
        return ""
