"""The part of the form that says how images are spoilt before the network sees them."""

from dataclasses import replace
from typing import Protocol

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget

from latentlab.errors import ConfigError
from latentlab.gui.panels.training.draft import Draft
from latentlab.gui.panels.training.form import Form, filled, quietly, show_row
from latentlab.gui.panels.training.words import noise_levels, noise_names, noise_tips
from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.level_slider import LevelSlider
from latentlab.gui.widgets.noise_strip import NoiseStrip
from latentlab.gui.widgets.section import note
from latentlab.models.noise import MOST, OF_TORCHVISION, Noise

# What each is at first, and how far its slider reaches: more can be typed.
_USUAL = {"none": 0.0, "gaussian": 0.5, "masking": 0.25, "salt-pepper": 0.1, "erasing": 0.2, "affine": 0.1}
_REACH = {"gaussian": 2.0}


class Preview(Protocol):
    """Images of the open set, spoilt and rebuilt."""

    @property
    def clean(self) -> np.ndarray: ...  # (6, h, w) uint8

    @property
    def spoilt(self) -> np.ndarray | None: ...

    @property
    def rebuilt(self) -> np.ndarray | None: ...

    @property
    def spoilt_error(self) -> float | None: ...

    @property
    def rebuilt_error(self) -> float | None: ...


class CorruptionForm(Form):
    """Kind and level of the noise, which change while the network learns, and what they do to real images."""

    noise_shown = Signal(object)  # Noise, as it stands in the form
    others_requested = Signal()  # other images
    grew = Signal()  # it needs more height, or less
    _shown = Noise()  # there before a section first unfolds

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Corruption"), parent)
        self._missing: str | None = None  # why there is no torchvision; None while that is not known
        self.kind = filled(Choice(), noise_names())
        self.level = LevelSlider()
        self.compares = note(
            self.tr(
                "The network sees the spoilt image; the loss compares what it rebuilds with the clean one."
            )
        )
        self.missing = note(role="error")
        self.strip = NoiseStrip()
        self.errors = note()
        self._add_rows()
        self.kind.currentIndexChanged.connect(self.changed)
        self.level.number_changed.connect(self.changed)
        self.strip.clicked.connect(self.others_requested)
        self.show_transforms(None)

    @property
    def wants_preview(self) -> bool:
        """Whether the images are in sight."""
        return not self.is_folded

    def fold(self, wanted: bool) -> None:
        super().fold(wanted)
        if not wanted:
            self.noise_shown.emit(self._shown)

    def read(self, draft: Draft) -> Draft:
        kind = self.kind.currentData()
        level = self.level.number if kind == draft.noise else _USUAL[kind]
        return replace(draft, noise=kind, level=level)

    def show_draft(self, draft: Draft) -> None:
        with quietly([self.kind, self.level]):
            self.kind.choose(draft.noise)
            self.level.show_range(_REACH.get(draft.noise, MOST[draft.noise] or 1.0), MOST[draft.noise])
            self.level.show_number(draft.level)
        show_row(self._level_label, self.level, draft.noise != "none")
        self._level_label.setText(noise_levels()[draft.noise])
        self.compares.setVisible(draft.noise != "none")
        self.kind.setToolTip(noise_tips()[draft.noise])
        self._show_missing()
        self.show_summary(self._summary_of(draft))
        self._tell(draft)

    def show_transforms(self, missing: str | None) -> None:
        """Grey what needs torchvision, with the reason; empty where it is there, None while nobody knows."""
        self._missing = missing
        model = self.kind.model()
        assert isinstance(model, QStandardItemModel)
        for kind in OF_TORCHVISION:
            place = self.kind.findData(kind)
            model.item(place).setEnabled(missing == "")
            why = self.tr("Needs torchvision, which is not loaded yet.") if missing is None else missing
            self.kind.setItemData(place, why, Qt.ItemDataRole.ToolTipRole)
        self._show_missing()

    def show_preview(self, preview: Preview | None) -> None:
        """Show images clean, spoilt and rebuilt, as far as they are there."""
        self.strip.setVisible(preview is not None)
        self.errors.setVisible(preview is not None)
        if preview is None:
            return
        height = self.strip.heightForWidth(self.strip.width())
        rows = [(self.tr("clean"), preview.clean)]
        if preview.spoilt is not None and self._shown.is_on:
            rows.append((self.tr("spoilt"), preview.spoilt))
        if preview.rebuilt is not None:
            rows.append((self.tr("rebuilt"), preview.rebuilt))
        self.strip.show_rows(rows)
        self.strip.setAccessibleDescription(self._errors_of(preview))
        self.errors.setText(self._errors_of(preview))
        if self.strip.heightForWidth(self.strip.width()) != height:
            self.grew.emit()

    def _show_missing(self) -> None:
        is_missing = bool(self._missing) and self.kind.currentData() in OF_TORCHVISION
        self.missing.setText(self._missing or "")
        self.missing.setVisible(is_missing)

    def _errors_of(self, preview: Preview) -> str:
        if preview.spoilt_error is None:
            return self.tr("The noise is drawn once PyTorch is loaded.") if not self._missing else ""
        values = {"spoilt": preview.spoilt_error, "rebuilt": preview.rebuilt_error}
        if preview.rebuilt_error is None:
            text = self.tr("Squared error a pixel to the clean images: spoilt {spoilt:.4f}. Not trained yet.")
        elif self._shown.is_on:
            text = self.tr(
                "Squared error a pixel to the clean images: spoilt {spoilt:.4f}, rebuilt {rebuilt:.4f}."
            )
        else:
            text = self.tr("Squared error a pixel to the clean images: rebuilt {rebuilt:.4f}.")
        return text.format(**values)

    def _tell(self, draft: Draft) -> None:
        try:
            noise = Noise(draft.noise, draft.level)
        except ConfigError:
            return  # told where it is judged
        if noise != self._shown:
            self._shown = noise
            self.noise_shown.emit(noise)

    def _add_rows(self) -> None:
        self.add_row(self.tr("Spoil by"), self.kind, noise_tips()["none"])
        self._level_label = self.add_row(
            self.tr("Level"),
            self.level,
            self.tr("How much of it; a change acts at once, also while the network learns."),
        )
        self.add_wide(self.missing)
        self.add_wide(self.compares)
        self.add_wide(self.strip)
        self.add_wide(self.errors)
        self.strip.setAccessibleName(self.tr("Images clean, spoilt and rebuilt"))
        self.strip.setToolTip(self.tr("Images of the open set. Click for others"))
        self.add_problem()

    def _summary_of(self, draft: Draft) -> str:
        if draft.noise == "none":
            return self.tr("None: clean images")
        return self.tr("{kind}, {level:g}").format(kind=noise_names()[draft.noise], level=draft.level)
