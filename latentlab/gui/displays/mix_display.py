"""Passes on to the page of arithmetic what the workspace tells of sums and directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from latentlab.errors import LatentLabError
from latentlab.gui.displays.walk_words import amount_text
from latentlab.gui.messages import text_of
from latentlab.gui.panels.decoder.mix_sum import ShownTerm
from latentlab.gui.widgets.film_rows import Strip
from latentlab.gui.workspace.decoding.direction import GROUPS, REACH, DirectionFilm, GroupMeans
from latentlab.gui.workspace.decoding.mix import MixPictures, Part
from latentlab.gui.workspace.selection import Selection
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.walks.expression import Term, text_of_sum

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


class MixDisplay(QObject):
    """One slot for each thing that is told, in the words that the page takes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._workspace = window.workspace
        self._page = window.decoder.mix
        self._sum, self._direction = self._page.sum, self._page.direction
        self.show_groups(window.workspace.decoding.direction.groups)

    def show_subject(self, subject: Subject) -> None:
        """Offer the classes of these images."""
        self._sum.show_classes(subject.classes, _example(subject.classes))

    def show_selected(self, rows: np.ndarray) -> None:
        """Offer the selected points."""
        self._direction.show_selected(len(rows))

    def show_kept(self) -> None:
        """Offer what else a term can be, as the menu opens."""
        mix = self._workspace.decoding.mix
        subject = self._workspace.subject
        classes = subject.classes if subject is not None else ()
        self._sum.show_kept([name for name in mix.names if name not in classes])

    def show_sum(self, parts: tuple[Part, ...]) -> None:
        """Show the terms of the sum."""
        self._sum.show_sum([ShownTerm(p.weight, p.name) for p in parts], self._workspace.decoding.mix.text)

    def show_pictures(self, pictures: MixPictures | None) -> None:
        """Show what terms and sum are decoded to."""
        subject = self._workspace.subject
        if subject is None or pictures is None:
            self._sum.show_pictures([], None)
            return
        parts = [image.reshape(subject.shape) for image in pictures.parts]
        known = [image if np.isfinite(image).all() else None for image in parts]
        total = None if pictures.total is None else pictures.total.reshape(subject.shape)
        self._sum.show_pictures(known, total)

    def show_selection(self, selection: Selection) -> None:
        """The sum is decoded already where it is what is selected."""
        if self._workspace.decoding.mix.is_held:
            self._sum.show_total(selection.image)

    def show_refusal(self, error: LatentLabError) -> None:
        """Say why what was typed is no sum."""
        self._sum.show_error(text_of(error))

    def show_groups(self, groups: tuple[np.ndarray | None, ...]) -> None:
        """Say how many samples are P and Q."""
        for number, (letter, rows) in enumerate(zip(GROUPS, groups, strict=True)):
            text = self.tr("{letter}: {count} points") if rows is not None else self.tr("{letter}: none yet")
            count = f"{len(rows):,}" if rows is not None else "0"
            self._direction.show_group(number, text.format(letter=letter, count=count), rows is not None)

    def show_means(self, means: GroupMeans | None) -> None:
        """Show what P and Q look like on average."""
        subject = self._workspace.subject
        for number in range(len(GROUPS)):
            image = means.images[number] if means is not None else None
            if image is not None and subject is not None:
                image = image.reshape(subject.shape)
            self._direction.show_mean(number, image)

    def show_film(self, film: DirectionFilm | None) -> None:
        """Show what the selected code becomes along the direction."""
        subject = self._workspace.subject
        if film is None or subject is None:
            self._direction.show_film(None)
            return
        images = film.pictures.reshape(-1, *subject.shape)
        name = self.tr("The selected code, and P → Q")
        tip = self.tr("The code in the middle, with −2 to +2 times the way from P to Q added")
        self._direction.show_film(Strip(name, self._figure(), tip, images))
        self.show_amount(self._workspace.decoding.direction.amount)

    def show_amount(self, amount: float) -> None:
        """Let the handle stand at so many times the direction."""
        self._direction.show_position((amount + REACH) / (2 * REACH), self._figure())

    def go_to(self, position: float) -> None:
        """Go so many times along the direction as the handle says."""
        self._workspace.decoding.direction.go_to(2 * REACH * position - REACH)

    def _figure(self) -> str:
        amount = self._workspace.decoding.direction.amount
        return self.tr("{amount} times").format(amount=amount_text(amount))


def _example(classes: tuple[str, ...]) -> str:
    """A sum of these classes: 3 − 8 + 9 of digits, else of some of the first."""
    some = (classes[2], classes[0], classes[3]) if len(classes) > 3 else classes[:3]
    names = ("3", "8", "9") if {"3", "8", "9"} <= set(classes) else some
    return text_of_sum([Term(weight, name) for weight, name in zip((1, -1, 1), names, strict=False)])
