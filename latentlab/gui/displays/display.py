"""Passes on to the panels what the workspace tells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from latentlab.data.catalog import CATALOG
from latentlab.data.sources import Availability, title_of
from latentlab.errors import DivergedError, LatentLabError
from latentlab.gui.astray import Astray
from latentlab.gui.calm import Calm
from latentlab.gui.displays.walk_words import walk_text
from latentlab.gui.icons import icon
from latentlab.gui.messages import show_error, text_of
from latentlab.gui.progress import RunProgress, epoch_text
from latentlab.gui.widgets.loss_run import RunLosses
from latentlab.gui.widgets.scatter.thumbnails import Pictures
from latentlab.gui.workspace.point_filter import Shown
from latentlab.gui.workspace.reference import Reference
from latentlab.gui.workspace.selection import Origin, Selection
from latentlab.gui.workspace.subject import Subject
from latentlab.gui.workspace.twin import Agreement
from latentlab.gui.workspace.warm_up import Ready
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.colouring.coloured import PointColours
from latentlab.latent.group import mask_of
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Frame

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


_LOSSES_MS = 200  # between two drawings of the loss curves while a network trains

_PROGRESS_MS = 150  # the same for the numbers, which nobody reads faster


class Display(QObject):
    """One slot for each thing that the workspace tells, in the words that the panels take."""

    def __init__(self, workspace: Workspace, window: MainWindow) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._astray = Astray(window)
        self._reference: Reference | None = None
        self._classes_of: tuple[Subject, int] | None = None  # what the map's points are coloured by
        self._progress: RunProgress | None = None
        self.losses_calm = Calm(self._draw_losses, _LOSSES_MS, self)
        self.progress_calm = Calm(self._tell_progress, _PROGRESS_MS, self)

    def show_sets(self, found: Sequence[Availability]) -> None:
        """Offer the data sets that are there."""
        lines = []
        for one in found:
            reason = text_of(one.problem) if one.problem is not None else ""
            lines.append((one.name, CATALOG[one.name].title, one.problem is None, reason))
        self._window.training.show_sets(lines)

    def show_again(self) -> None:
        """Show what is still so, after the student thought better of a change."""
        subject = self._workspace.subject
        if subject is not None:
            self._show_data(subject)
        self._window.training.show_config(self._workspace.run.config)

    def show_subject(self, subject: Subject) -> None:
        """Show what the run is about."""
        self._show_data(subject)
        reason = "" if subject.images is not None else self.tr("The images of this session are not there.")
        self._window.map.colours.show_available("error", reason)
        self.show_ready(self._workspace.ready)
        self.show_path()
        if subject.problem is not None:
            self.show_error(subject.problem)

    def _show_data(self, subject: Subject) -> None:
        title = title_of(subject.name)
        self._window.data_label.setText(title)
        self._window.training.show_data(
            subject.name, title, sum(subject.parts), subject.parts, subject.shape, len(subject.classes)
        )

    def show_config(self, config: TrainingConfig) -> None:
        """Show the choices of the run, which has just begun."""
        self._astray.dismiss()
        self._window.training.show_config(config)
        self._window.decoder.show_dimensions(config.model.latent)
        self._window.map.show_dimensions(config.model.latent)

    def show_frame(self, frame: Frame) -> None:
        """Draw one moment of training, be it one that is looked back on."""
        self._show_lag()

    def show_losses(self, frame: Frame) -> None:
        """Draw how the run has learnt so far."""
        self.show_path()
        # While it trains the map comes first: the curves hardly change from one frame to the next.
        self.losses_calm.ask(hurries=not self._workspace.run.is_running)

    def _draw_losses(self) -> None:
        run = self._workspace.run
        frame = run.frame
        if frame is None:
            return  # begun anew meanwhile
        best = min(frame.epochs, key=lambda result: result.validation).epoch if frame.epochs else None
        self._window.training.show_losses(
            RunLosses(
                frame.losses,
                run.batches_per_epoch,
                frame.epochs,
                best,
                frame.terms,
                frame.changes,
                run.config.objective.reconstruction,
            )
        )

    def show_progress(self, progress: RunProgress) -> None:
        """Say how far the run is."""
        self._progress = progress
        self.progress_calm.ask(hurries=not self._workspace.run.is_running)

    def _tell_progress(self) -> None:
        progress = self._progress
        assert progress is not None
        self._window.training.show_progress(progress)
        if self._workspace.travel.at is not None:
            return  # the toolbar tells of the epoch that is looked back on
        text = self.tr("Epoch {epoch} of {epochs}")
        label = self._window.epoch_label
        label.keep_room(text.format(epoch=f"{progress.epochs:.1f}", epochs=progress.epochs))
        label.show_text(text.format(epoch=epoch_text(progress.epoch), epochs=progress.epochs))

    def show_layout(self, layout: Layout, glide_ms: int, rescaled: bool) -> None:
        """Move the map."""
        subject = self._workspace.subject
        if subject is not None:
            self._show_classes(subject, len(layout.points))
            self._window.map.show_layout(layout, glide_ms, rescaled, len(subject.order))

    def show_seeds(self, settings: MapSettings) -> None:
        """Say which seeds the two maps beside each other have."""
        self._window.map.pair.show_seeds(self._workspace.map.settings.seed, settings)

    def show_twin(self, layout: Layout, glide_ms: int, rescaled: bool) -> None:
        """Move the map of another seed, and with it what is selected."""
        self._window.map.pair.show_twin(layout, glide_ms, rescaled)
        self._show_on_twin(self._workspace.selector.selection)

    def _show_on_twin(self, selection: Selection | None) -> None:
        workspace, place = self._workspace, None
        if selection is not None and workspace.twin.is_open:
            place = workspace.twin.place(selection, workspace.ground.codes_for(selection.z))
        self._window.map.pair.show_cursor(place)

    def show_agreement(self, agreement: Agreement | None) -> None:
        """Say how well the two maps agree."""
        k, shared = (agreement.k, agreement.shared) if agreement is not None else (0, None)
        self._window.map.pair.show_agreement(k, shared)

    def _show_classes(self, subject: Subject, count: int) -> None:
        if self._classes_of != (subject, count):
            self._classes_of = (subject, count)
            self._window.map.show_classes(subject.labels[:count], subject.classes)
            images = subject.images
            self._window.map.show_images(Pictures(images.images, subject.order) if images else None)
            self.show_filter(self._workspace.filter.shown)

    def show_colours(self, colours: PointColours) -> None:
        """Colour the points of the map."""
        self._window.map.show_colours(colours)
        self._show_lag()

    def show_no_colours(self, problem: LatentLabError) -> None:
        """Say why the points have no values."""
        self._window.map.colours.show_problem(text_of(problem))

    def _show_lag(self) -> None:
        colouring = self._workspace.colouring
        text = self.tr("of epoch {epoch:.1f}").format(epoch=colouring.colours.epoch)
        self._window.map.colours.show_lag(text if colouring.lags else "")

    def show_selection(self, selection: Selection) -> None:
        """Show what is selected in decoder and map."""
        self._window.decoder.show_selection(
            selection.z,
            selection.image,
            selection.original,
            selection.error,
            self._title_of(selection),
            selection.located,
        )
        self._window.map.show_cursor(selection.place, at_once=selection.is_from_map)
        self._show_on_twin(selection)

    def show_group(self, rows: np.ndarray) -> None:
        """Let the selected points stand out on the map; a single one is marked by the cursor already."""
        subject = self._workspace.subject
        is_many = subject is not None and len(rows) > 1
        self._window.map.show_group(mask_of(rows, len(subject.order)) if subject and is_many else None)
        self._window.actions_.only_group.setEnabled(len(rows) > 0)

    def show_filter(self, shown: Shown) -> None:
        """Show and hide points of the map."""
        subject = self._workspace.subject
        self._window.actions_.show_all.setEnabled(not shown.is_all)
        if subject is not None and self._classes_of is not None and self._classes_of[0] is subject:
            only = None if shown.only is None else mask_of(shown.only, len(subject.order))
            self._window.map.show_filter(shown.classes, only)

    def _title_of(self, selection: Selection) -> str:
        subject, walk = self._workspace.subject, walk_text(self._workspace.decoding)
        if walk:
            return walk
        if selection.origin is not None:
            return self._title_of_image(selection.origin)
        if selection.is_from_map and selection.row is None:
            return self.tr("Decoded from the map")
        if subject is None or selection.row is None:
            return self.tr("Decoded from the sliders")
        return self._name_of(subject, selection.row)

    def _title_of_image(self, origin: Origin) -> str:
        subject, name = self._workspace.subject, origin.picture or self.tr("Drawn by hand")
        if origin.row is not None and subject is not None:
            name = self._name_of(subject, origin.row)
        return self.tr("{image}, disturbed").format(image=name) if origin.is_disturbed else name

    def _name_of(self, subject: Subject, row: int) -> str:
        return self.tr("“{name}”, image {number:,}").format(
            name=subject.classes[int(subject.labels[row])], number=int(subject.order[row])
        )

    def show_reference(self, reference: Reference | None) -> None:
        """Show what simpler methods reach."""
        self._reference = reference
        self.show_result()

    def show_result(self) -> None:
        """Show how the best weights did on the test images, beside what is easy to reach."""
        reference, latent = self._reference, self._workspace.run.config.model.latent
        present = self._workspace.runs.present
        self._window.training.show_result(
            present.test_mse if present is not None else None,
            reference.pca_mse(latent) if reference else None,
            reference.mean_image_mse if reference else None,
        )

    def show_ready(self, ready: Ready) -> None:
        """Enable what can be used by now."""
        text = self._readiness(ready)
        can_train = self._workspace.can_train
        for action in (
            self._window.actions_.play,
            self._window.actions_.step,
            self._window.actions_.rewind,
            self._window.actions_.new_seed,
        ):
            action.setEnabled(can_train)
        self._window.presets.show_ready(can_train)
        self._window.actions_.save.setEnabled(ready.torch)
        self._window.actions_.save_as.setEnabled(ready.torch)
        self._window.training.show_ready(ready.torch, text)
        for method in ("tsne", "umap"):
            self._window.map.show_method_ready(method, ready.maps)
        self._window.map.redraw()  # points may be translucent from now on
        self._window.decoder.show_ready(ready.torch, text)
        self._window.status.setText(text or ("" if ready.maps else self.tr("The maps are being prepared…")))

    def _readiness(self, ready: Ready) -> str:
        if ready.has_failed:
            return self.tr(
                "PyTorch could not be loaded: maps and data can be seen, training and decoding not."
            )
        return "" if ready.torch else self.tr("PyTorch is loading…")

    def show_running(self, running: bool) -> None:
        """Show whether the network trains."""
        if running:
            self._astray.dismiss()
        self._window.actions_.play.setIcon(icon("pause" if running else "play"))
        self._window.training.show_running(running)

    def show_hovered(self, row: int) -> None:
        """Show the image of the point under the mouse."""
        subject = self._workspace.subject
        if subject is None or not 0 <= row < len(subject.labels):
            self._window.map.show_hovered(-1, None, "")
            return
        name = subject.classes[int(subject.labels[row])]
        self._window.map.show_hovered(row, subject.original(row), name, int(subject.order[row]))

    def show_error(self, error: BaseException) -> None:
        """Tell what went wrong."""
        if isinstance(error, DivergedError):
            self._astray.show(error)
        else:
            show_error(self._window, error)

    def show_path(self) -> None:
        """Name the file in the title, with a mark where it is not saved."""
        path = self._workspace.path
        name = path.name if path is not None else self.tr("Untitled session")
        title = self.tr("{name}[*] — LatentLab").format(name=name)
        if self._window.windowTitle() != title:  # else the window system would hear of every frame
            self._window.setWindowTitle(title)
        self._window.setWindowModified(self._workspace.is_unsaved)
