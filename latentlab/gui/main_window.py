"""The window: toolbar, docks, menus, and the call of every table of wiring."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow

from latentlab.gui.actions import build_actions
from latentlab.gui.browsing import Browsing
from latentlab.gui.displays.backdrop_display import BackdropDisplay
from latentlab.gui.displays.comparison_display import ComparisonDisplay
from latentlab.gui.displays.device_display import DeviceDisplay
from latentlab.gui.displays.digit_display import DigitDisplay
from latentlab.gui.displays.display import Display
from latentlab.gui.displays.film_display import FilmDisplay
from latentlab.gui.displays.group_display import GroupDisplay
from latentlab.gui.displays.inside_display import InsideDisplay
from latentlab.gui.displays.noise_display import NoiseDisplay
from latentlab.gui.displays.reconstructions_display import ReconstructionsDisplay
from latentlab.gui.displays.runs_display import RunsDisplay
from latentlab.gui.displays.sheet_display import SheetDisplay
from latentlab.gui.displays.sliders_display import SlidersDisplay
from latentlab.gui.displays.steps_display import StepsDisplay
from latentlab.gui.displays.timeline_display import TimelineDisplay
from latentlab.gui.displays.verdict_display import VerdictDisplay
from latentlab.gui.docks import build_docks
from latentlab.gui.dropping import Dropping
from latentlab.gui.exporting.map_exporting import MapExporting
from latentlab.gui.exporting.path_exporting import PathExporting
from latentlab.gui.exporting.sheet_exporting import SheetExporting
from latentlab.gui.held_key import HeldKey
from latentlab.gui.intents import Intents
from latentlab.gui.lab import lock_choices
from latentlab.gui.map_choosing import MapChoosing
from latentlab.gui.menus import build_menus, build_timeline_bar, build_toolbar
from latentlab.gui.panels.decoder.panel import DecoderPanel
from latentlab.gui.panels.group import GroupPanel
from latentlab.gui.panels.inside import InsidePanel
from latentlab.gui.panels.latent_map import LatentMapPanel
from latentlab.gui.panels.reconstructions import ReconstructionsPanel
from latentlab.gui.panels.runs import RunsPanel
from latentlab.gui.panels.sheet import SheetPanel
from latentlab.gui.panels.timeline import TimelinePanel
from latentlab.gui.panels.training.panel import TrainingPanel
from latentlab.gui.panels.verdict.panel import VerdictPanel
from latentlab.gui.presets import Presets
from latentlab.gui.questions import Closing, Questions
from latentlab.gui.selecting import Selecting
from latentlab.gui.settings import Settings
from latentlab.gui.theme import Theme
from latentlab.gui.undo import Undo
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.notice import NoticeColumn
from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.wiring.actions import connect_actions
from latentlab.gui.wiring.decoder import connect_decoder
from latentlab.gui.wiring.digit import connect_digit, connect_inside
from latentlab.gui.wiring.draw import connect_draw
from latentlab.gui.wiring.group import connect_group
from latentlab.gui.wiring.hand import connect_hand
from latentlab.gui.wiring.map import connect_map
from latentlab.gui.wiring.mix import connect_mix
from latentlab.gui.wiring.noise import connect_noise
from latentlab.gui.wiring.pair import connect_pair
from latentlab.gui.wiring.path import connect_path
from latentlab.gui.wiring.run import connect_run
from latentlab.gui.wiring.runs import connect_runs
from latentlab.gui.wiring.sheets import connect_reconstructions, connect_sheet
from latentlab.gui.wiring.steps import connect_steps
from latentlab.gui.wiring.time import connect_time
from latentlab.gui.wiring.training import connect_training
from latentlab.gui.wiring.undo import connect_undo
from latentlab.gui.wiring.verdict import connect_verdict
from latentlab.gui.workspace.exporter import Written
from latentlab.gui.workspace.kept_run import KeptRun
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
        self.timeline = TimelinePanel()
        self.map = LatentMapPanel()
        self.notices = NoticeColumn(self.map)
        self.decoder = DecoderPanel()
        self.group = GroupPanel()
        self.verdict = VerdictPanel()
        self.runs = RunsPanel()
        self.sheet, self.reconstructions = SheetPanel(), ReconstructionsPanel()
        self.inside = InsidePanel()
        self.decode_key = HeldKey(Qt.Key.Key_D, self)
        self.data_label, self.epoch_label, self.status = QLabel(), ElidedLabel(), QLabel()
        self._questions = Questions(self)
        self.undo = Undo(self)
        self.browsing = Browsing(workspace, settings, self)
        self._build_exporting(workspace, settings)
        self.intents = Intents(workspace, self._questions, settings, self.actions_, self)
        self.presets = Presets(workspace, self)
        self.display = Display(workspace, self)
        Dropping(self)
        self.choosing = MapChoosing(workspace.map, self.map, self.display, self)
        self.film_display = FilmDisplay(workspace, self.map, self)
        self.timeline_display = TimelineDisplay(workspace, self)
        self.digit_display = DigitDisplay(workspace, self.decoder, settings, self)
        self.sliders_display = SlidersDisplay(workspace, self.decoder.code, settings, self)
        self.noise_display = NoiseDisplay(workspace, self)
        self.steps_display = StepsDisplay(workspace, self.training.steps, self)
        self.device_display = DeviceDisplay(self)
        self.group_display = GroupDisplay(workspace, self.group, self)
        self.runs_display = RunsDisplay(workspace, self.runs, self.map.pair, self)
        self.comparison_display = ComparisonDisplay(
            workspace, self.verdict.comparisons, self.runs_display, self
        )
        self.inside_display = InsideDisplay(workspace, self.inside, self)
        self.sheet_display = SheetDisplay(workspace, self.sheet, self)
        self.reconstructions_display = ReconstructionsDisplay(workspace, self.reconstructions, self)
        self.verdict_display = VerdictDisplay(workspace, self.verdict, self.comparison_display, self)
        self._lay_out()
        self._connect()
        self.show_theme()
        self.training.show_folding(settings.folded)
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

    def _build_exporting(self, workspace: Workspace, settings: Settings) -> None:
        self.map_exporting = MapExporting(workspace, settings, self)
        self.sheet_exporting = SheetExporting(workspace, settings, self)
        self.path_exporting = PathExporting(workspace, settings, self)

    def _lay_out(self) -> None:
        self.setObjectName("main_window")
        self.setCentralWidget(self.notices)
        self.docks = build_docks(self)
        self.selecting = Selecting(self.workspace, self.map, self.group, self.undo, self.docks.group)
        build_toolbar(self, self.data_label, self.epoch_label)
        self.timeline_bar = build_timeline_bar(self, self.timeline)
        self.theme_menu = build_menus(self)
        self.statusBar().addPermanentWidget(self.status)
        self.map.scatter.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.map.scatter.canvas.addActions([self.actions_.fit, self.actions_.lasso, self.actions_.export])
        for button in self.findChildren(QAbstractButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves Space to play
        self.resize(1440, 900)
        self.training.setMinimumWidth(300)
        self.setMinimumSize(1024, 680)

    def _connect(self) -> None:
        connect_actions(self)
        connect_training(self)
        connect_noise(self)
        connect_run(self)
        connect_decoder(self)
        connect_digit(self)
        connect_inside(self)
        connect_hand(self)
        connect_draw(self)
        connect_map(self)
        connect_path(self)
        connect_mix(self)
        connect_pair(self)
        connect_group(self)
        connect_verdict(self)
        connect_runs(self)
        connect_time(self)
        connect_sheet(self)
        connect_reconstructions(self)
        connect_steps(self)
        connect_undo(self)
        self._theme.changed.connect(self.show_theme)

    # What is the window's own

    def give_up_or_clear(self) -> None:
        """One thing at a time: the line that is being drawn, the lasso, what is selected."""
        path = self.workspace.decoding.path
        if self.map.field.cancel_outline() or self.map.stop_picking() or path.stop_picking():
            return
        if self.actions_.lasso.isChecked():
            self.actions_.lasso.setChecked(False)
        else:
            self.workspace.group.clear()

    def choose_theme(self, action: QAction) -> None:
        """Dress the window as the menu says."""
        self._settings.theme = action.data()
        self._theme.choose(action.data())

    def keep_drawing(self, choices: DrawingChoices) -> None:
        """Remember how the map is drawn."""
        self._settings.drawing = choices

    def keep_folding(self, folded: Sequence[str]) -> None:
        """Remember which sections of the form are folded."""
        self._settings.folded = folded

    def show_theme(self) -> None:
        """Tick the theme in the menu."""
        for action in self.actions_.themes.actions():
            action.setChecked(action.data() == self._theme.choice)

    def show_saved(self, path: Path) -> None:
        """Say where the session is kept."""
        self.statusBar().showMessage(self.tr("Saved as {name}.").format(name=path.name), _SAVED_MS)
        self.display.show_path()
        if self._closes_after_save:
            self.close()

    def show_exported(self, written: Written) -> None:
        """Say where the picture or table is."""
        self.statusBar().showMessage(self.tr("Exported as {name}.").format(name=written.path.name), _SAVED_MS)

    def show_dropped(self, run: KeptRun) -> None:
        """Say which run is gone for want of room."""
        text = self.tr("{name} is kept no more: there is no room for so many runs.")
        self.statusBar().showMessage(text.format(name=self.runs_display.name_of(run)), _SAVED_MS)

    def stay_open(self) -> None:
        """Something went wrong: do not close over it."""
        self._closes_after_save = False

    def restore_shape(self) -> None:
        """As the window was closed the last time."""
        geometry, state = self._settings.window_shape()
        self.restoreGeometry(geometry)
        self.restoreState(state)
        self.timeline_display.show_bar()

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
        if not self.decode_key.take(event, is_down=True):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.decode_key.take(event, is_down=False):
            super().keyReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before something unsaved is lost, then end every thread."""
        match self._questions.on_closing(self.workspace.is_unsaved, self.workspace.runs.unsaved):
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
