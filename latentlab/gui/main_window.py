"""The window: toolbar, docks, menus, and all wiring in one place."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QLabel, QMainWindow, QTabWidget, QWidget

from latentlab.gui.actions import build_actions
from latentlab.gui.backdrop_display import BackdropDisplay
from latentlab.gui.browsing import Browsing
from latentlab.gui.display import Display
from latentlab.gui.exporting import Exporting
from latentlab.gui.film_display import FilmDisplay
from latentlab.gui.group_display import GroupDisplay
from latentlab.gui.held_key import HeldKey
from latentlab.gui.intents import Intents
from latentlab.gui.lab import lock_choices
from latentlab.gui.map_choosing import MapChoosing
from latentlab.gui.menus import build_menus, build_toolbar
from latentlab.gui.pair_wiring import connect_pair
from latentlab.gui.panels.decoder import DecoderPanel
from latentlab.gui.panels.group import GroupPanel
from latentlab.gui.panels.latent_map import LatentMapPanel
from latentlab.gui.panels.training import TrainingPanel
from latentlab.gui.questions import Closing, Questions
from latentlab.gui.selecting import Selecting
from latentlab.gui.settings import Settings
from latentlab.gui.theme import Theme
from latentlab.gui.undo import Undo
from latentlab.gui.widgets.notice import NoticeColumn
from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.workspace.exporter import Written
from latentlab.gui.workspace.workspace import Workspace

_CLOSING_MS = 4_000
_SAVED_MS = 4_000


class MainWindow(QMainWindow):
    """Shows the workspace and passes on what the student intends."""

    painted = Signal()  # once, after the first paint

    def __init__(self, workspace: Workspace, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self.workspace = workspace
        self._settings = settings
        self._theme = theme
        self._was_painted = False
        self._closes_after_save = False
        self.has_ended = True  # whether every thread was over when the window closed
        self.actions_ = build_actions(self)
        self.training = TrainingPanel()
        self.map = LatentMapPanel()
        self.notices = NoticeColumn(self.map)
        self.decoder = DecoderPanel()
        self.group = GroupPanel()
        self._decode_key = HeldKey(Qt.Key.Key_D, self)
        self.data_label, self.epoch_label, self.status = QLabel(), QLabel(), QLabel()
        self._questions = Questions(self)
        self.undo = Undo(self)
        self.browsing = Browsing(workspace, settings, self)
        self.exporting = Exporting(workspace, settings, self)
        self.intents = Intents(workspace, self._questions, settings, self.actions_, self)
        self.display = Display(workspace, self)
        self._choosing = MapChoosing(workspace.map, self.map, self.display, self)
        self.film_display = FilmDisplay(workspace, self.map, self)
        self.group_display = GroupDisplay(workspace, self.group, self)
        self._lay_out()
        self._connect()
        self._show_theme()
        self.map.show_drawing(settings.drawing)
        self.film_display.show_drawing(settings.drawing)
        self.backdrop_display = BackdropDisplay(workspace, self.map, self)
        self.backdrop_display.show_drawing(settings.drawing)
        lock_choices(self, settings.lab)
        self.display.show_sets(workspace.library.sets)
        self.display.show_ready(workspace.ready)
        self.display.show_group(workspace.group.rows)
        self.display.show_filter(workspace.filter.shown)
        self.display.show_path()

    # Building

    def _lay_out(self) -> None:
        self.setObjectName("main_window")
        self.setCentralWidget(self.notices)
        areas = Qt.DockWidgetArea
        self._add_dock("training_dock", self.tr("Training"), self.training, areas.LeftDockWidgetArea)
        right = self._add_dock("decoder_dock", self.tr("Decoder"), self.decoder, areas.RightDockWidgetArea)
        selection = self._add_dock("group_dock", self.tr("Selection"), self.group, areas.RightDockWidgetArea)
        self.setTabPosition(areas.RightDockWidgetArea, QTabWidget.TabPosition.North)
        self.tabifyDockWidget(right, selection)
        right.raise_()
        selection.visibilityChanged.connect(self.workspace.facts.watch)
        self.selecting = Selecting(self.workspace, self.map, self.group, self.undo, selection)
        build_toolbar(self, self.data_label, self.epoch_label)
        self.theme_menu = build_menus(self)
        self.statusBar().addPermanentWidget(self.status)
        self.map.scatter.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.map.scatter.canvas.addActions([self.actions_.fit, self.actions_.lasso, self.actions_.export])
        for button in self.findChildren(QAbstractButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves Space to play
        self.resize(1440, 900)
        self.training.setMinimumWidth(300)
        self.setMinimumSize(1024, 680)

    def _add_dock(self, name: str, title: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(panel)
        features = QDockWidget.DockWidgetFeature
        dock.setFeatures(features.DockWidgetClosable | features.DockWidgetMovable)
        self.addDockWidget(area, dock)
        return dock

    def _connect(self) -> None:
        self._connect_actions()
        self._connect_panels()
        self._connect_workspace()
        self._connect_group()
        self._connect_undo()

    def _connect_actions(self) -> None:
        a, w, intents = self.actions_, self.workspace, self.intents
        a.open.triggered.connect(intents.choose_session)
        a.save.triggered.connect(intents.save)
        a.save_as.triggered.connect(intents.save_as)
        a.export.triggered.connect(self.exporting.open)
        a.browse.triggered.connect(self.browsing.open)
        a.quit.triggered.connect(self.close)
        a.play.triggered.connect(w.play_or_pause)
        a.step.triggered.connect(w.step)
        a.rewind.triggered.connect(intents.rewind)
        a.new_seed.triggered.connect(intents.new_seed)
        a.maps.triggered.connect(self._choosing.choose)
        a.space.triggered.connect(self._choosing.change_dimensions)
        a.undo.triggered.connect(self.undo.undo)
        a.redo.triggered.connect(self.undo.redo)
        a.find.triggered.connect(self.selecting.begin_search)
        a.lasso.toggled.connect(self.map.show_lasso)
        a.select_all.triggered.connect(w.group.choose_all)
        a.invert_group.triggered.connect(w.group.invert)
        a.only_group.triggered.connect(self.selecting.hide_others)
        a.show_all.triggered.connect(w.filter.show_all)
        a.clear_group.triggered.connect(self._give_up_or_clear)
        a.fit.triggered.connect(self.map.fit)
        a.run_map.triggered.connect(w.map.toggle)
        a.restart_map.triggered.connect(w.map.restart)
        a.reset_code.triggered.connect(w.selector.reset)
        a.random_code.triggered.connect(w.selector.draw)
        a.themes.triggered.connect(self._choose_theme)
        a.shortcuts.triggered.connect(intents.show_shortcuts)
        a.about.triggered.connect(intents.show_about)

    def _connect_panels(self) -> None:
        w, intents, training, shown_map, decoder = (
            self.workspace, self.intents, self.training, self.map, self.decoder
        )  # fmt: skip
        training.data_chosen.connect(intents.open_data)
        training.browse_requested.connect(self.browsing.open)
        training.build_requested.connect(intents.build)
        training.learning_rate_changed.connect(w.run.set_learning_rate)
        training.epochs_changed.connect(w.run.set_epochs)
        training.seed_changed.connect(intents.reseed)
        training.pace_changed.connect(w.run.set_pace)
        shown_map.method_chosen.connect(w.map.choose)
        shown_map.axes_chosen.connect(w.map.choose_axes)
        shown_map.plane_chosen.connect(w.map.choose_plane)
        shown_map.controls.source_chosen.connect(w.map.choose_source)
        shown_map.controls.dimensions_chosen.connect(self._choosing.choose_dimensions)
        shown_map.controls.parameters.changed.connect(w.map.set_parameters)
        shown_map.drawing.drawing_changed.connect(self._keep_drawing)
        shown_map.drawing.drawing_changed.connect(self.film_display.show_drawing)
        shown_map.colours.choice_changed.connect(w.colouring.choose)
        shown_map.run_toggled.connect(w.map.toggle)
        shown_map.restart_requested.connect(w.map.restart)
        shown_map.point_hovered.connect(self.display.show_hovered)
        shown_map.point_hovered.connect(self.film_display.show_hovered)
        shown_map.point_clicked.connect(w.selector.select_row)
        shown_map.points_chosen.connect(w.group.choose)
        shown_map.ground_clicked.connect(w.selector.select_place)
        self._decode_key.changed.connect(shown_map.mean_places)
        shown_map.place_held.connect(w.selector.hold_place)
        shown_map.classes_filtered.connect(w.filter.show_classes)
        decoder.moved.connect(w.selector.select)
        decoder.reset_requested.connect(w.selector.reset)
        decoder.random_requested.connect(w.selector.draw)
        self.browsing.data_chosen.connect(intents.open_data)
        self.exporting.exported.connect(self._on_exported)

    def _connect_workspace(self) -> None:
        w, display = self.workspace, self.display
        w.library.sets_changed.connect(display.show_sets)
        w.subject_changed.connect(display.show_subject)
        w.config_changed.connect(display.show_config)
        w.frame_changed.connect(display.show_frame)
        w.range_changed.connect(display.show_range)
        w.selector.changed.connect(display.show_selection)
        w.group.changed.connect(display.show_group)
        w.filter.changed.connect(display.show_filter)
        w.selector.place_changed.connect(self.map.show_cursor)
        w.selector.place_refined.connect(self.map.refine_cursor)
        w.reference_changed.connect(display.show_reference)
        w.finished.connect(display.show_finished)
        w.ready_changed.connect(display.show_ready)
        w.saved.connect(self._on_saved)
        w.failed.connect(display.show_error)
        w.failed.connect(self._stay_open)
        w.run.running_changed.connect(display.show_running)
        w.run.progressed.connect(display.show_progress)
        w.layout_changed.connect(display.show_layout)
        w.layout_changed.connect(self.film_display.show_layout)
        w.film.changed.connect(self.film_display.show_trails)
        w.group.changed.connect(self.film_display.show_trails)
        w.selector.changed.connect(self.film_display.show_trails)
        w.colouring.changed.connect(display.show_colours)
        w.colouring.choice_changed.connect(self.map.colours.show_choice)
        w.colouring.preparing_changed.connect(self.map.colours.show_preparing)
        w.colouring.refused.connect(display.show_no_colours)
        w.map.preparing_changed.connect(self.map.show_preparing)
        w.map.method_changed.connect(self.map.show_method)
        w.map.settings_changed.connect(self.map.show_settings)
        w.map.source_changed.connect(self.map.show_source)
        w.group.changed.connect(self.map.controls.plane.show_group)
        w.map.running_changed.connect(self.map.show_running)
        w.judging.changed.connect(self.map.show_judgement)
        connect_pair(self.workspace, self.map, self.display)
        self.intents.refused.connect(display.show_again)
        self._theme.changed.connect(self._show_theme)

    def _connect_group(self) -> None:
        w, panel, choosing, display, selecting = (
            self.workspace, self.group, self.group.choosing, self.group_display, self.selecting
        )  # fmt: skip
        w.subject_changed.connect(display.show_subject)
        w.group.changed.connect(display.show_group)
        w.filter.changed.connect(display.show_filter)
        w.facts.images_changed.connect(display.show_images)
        w.facts.vicinity_changed.connect(display.show_vicinity)
        panel.row_hovered.connect(self.map.show_highlight)
        panel.row_clicked.connect(w.selector.select_row)
        panel.neighbours.count_chosen.connect(w.facts.set_count)
        choosing.searched.connect(selecting.search)
        choosing.search_left.connect(selecting.leave_search)
        choosing.how_chosen.connect(self.map.scatter.canvas.set_how)
        choosing.class_asked.connect(selecting.choose_class)
        choosing.invert_asked.connect(w.group.invert)
        choosing.clear_asked.connect(w.group.clear)
        choosing.only_toggled.connect(selecting.toggle_only)
        choosing.copy_asked.connect(selecting.copy_numbers)
        self.map.points_chosen.connect(selecting.show_drawn)
        selecting.told.connect(lambda text: self.statusBar().showMessage(text, _SAVED_MS))

    def _connect_undo(self) -> None:
        w, undo, views = self.workspace, self.undo, self.map.scatter.views
        undo.show_in(self.actions_.undo, self.actions_.redo)
        undo.watch(w.group.stepped, self.selecting.come_back_to)
        undo.watch(w.filter.stepped, w.filter.put)
        undo.watch(views.stepped, views.show, views.is_known)
        undo.about_to_step.connect(views.settle)
        views.forgotten.connect(undo.drop_void)
        w.subject_changed.connect(undo.clear)

    # What is the window's own

    def _give_up_or_clear(self) -> None:
        """One thing at a time: the line that is being drawn, the lasso, what is selected."""
        if self.map.scatter.canvas.cancel_outline() or self.map.stop_picking():
            return
        if self.actions_.lasso.isChecked():
            self.actions_.lasso.setChecked(False)
        else:
            self.workspace.group.clear()

    def _choose_theme(self, action: QAction) -> None:
        self._settings.theme = action.data()
        self._theme.choose(action.data())

    def _keep_drawing(self, choices: DrawingChoices) -> None:
        self._settings.drawing = choices

    def _show_theme(self) -> None:
        for action in self.actions_.themes.actions():
            action.setChecked(action.data() == self._theme.choice)

    def _on_saved(self, path: Path) -> None:
        self.statusBar().showMessage(self.tr("Saved as {name}.").format(name=path.name), _SAVED_MS)
        self.display.show_path()
        if self._closes_after_save:
            self.close()

    def _on_exported(self, written: Written) -> None:
        self.statusBar().showMessage(self.tr("Exported as {name}.").format(name=written.path.name), _SAVED_MS)

    def _stay_open(self) -> None:
        self._closes_after_save = False

    def restore_shape(self) -> None:
        """As the window was closed the last time."""
        geometry, state = self._settings.window_shape()
        self.restoreGeometry(geometry)
        self.restoreState(state)

    def end(self) -> None:
        """Keep what is kept without a question, and end every thread."""
        self._settings.keep_window_shape(self.saveGeometry(), self.saveState())
        self.has_ended = self.workspace.stop_everything(_CLOSING_MS)

    # Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint, once everything in it is on the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._decode_key.take(event, is_down=True):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._decode_key.take(event, is_down=False):
            super().keyReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before something unsaved is lost, then end every thread."""
        match self._questions.on_closing(self.workspace.is_unsaved):
            case Closing.SAVE:
                self.workspace.run.pause()
                self._closes_after_save = self.intents.save()
                event.ignore()
                return
            case Closing.STAY:
                event.ignore()
                return
        self.end()
        event.accept()
