"""What the window remembers from one start to the next, within what is set for its lab."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from latentlab.gui.drawing_settings import drawing_from, drawing_text
from latentlab.gui.panels.training.panel import FOLDED_AT_FIRST
from latentlab.gui.slider_settings import SliderChoices, sliders_from, sliders_text
from latentlab.gui.theme import THEME_CHOICES, ThemeChoice
from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.lab.settings import NOTHING_SET, LabSettings


class Settings:
    """Typed access to one settings file, the user's own where none is named.

    What the lab has locked holds whatever the file says, and is not written to it; the lab's defaults hold
    where the file says nothing.
    """

    def __init__(self, file: Path | None = None, lab: LabSettings = NOTHING_SET) -> None:
        self.lab = lab
        if file is None:
            scope = QSettings.Scope.UserScope
            self._store = QSettings(QSettings.Format.IniFormat, scope, "LatentLab", "LatentLab")
        else:
            self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> ThemeChoice:
        """Light, dark, or as the system is."""
        return _as_theme(self.lab.decided("theme", _as_theme(self._text("theme")))) or "system"

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._keep("theme", choice)

    @property
    def data_root(self) -> Path | None:
        """The folder of the data sets, where the student chose one or the lab has set one."""
        return self.lab.decided("data_root", self._path("data_root"))

    @data_root.setter
    def data_root(self, folder: Path | None) -> None:
        self._keep("data_root", str(folder or ""))

    @property
    def folder(self) -> Path:
        """Where session files were opened or saved last, or where the lab wants them."""
        return self.lab.decided("folder", self._path("folder")) or Path.home()

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._keep("folder", str(folder))

    @property
    def drawing(self) -> DrawingChoices:
        """What is drawn on the map, as far as the file says it."""
        return drawing_from(self._text("drawing") or "")

    @drawing.setter
    def drawing(self, choices: DrawingChoices) -> None:
        self._store.setValue("drawing", drawing_text(choices))

    @property
    def sliders(self) -> SliderChoices:
        """How the decoder's sliders are shown, as far as the file says it."""
        return sliders_from(self._text("sliders") or "")

    @sliders.setter
    def sliders(self, choices: SliderChoices) -> None:
        self._store.setValue("sliders", sliders_text(choices))

    @property
    def smooth_digit(self) -> bool:
        """Whether the pixels of the digit are blended."""
        return self._text("smooth_digit") == "yes"

    @smooth_digit.setter
    def smooth_digit(self, smooth: bool) -> None:
        self._store.setValue("smooth_digit", "yes" if smooth else "no")

    @property
    def shows_surroundings(self) -> bool:
        """Whether what is told of the selected code beside the digit is open."""
        return self._text("surroundings") != "folded"

    @shows_surroundings.setter
    def shows_surroundings(self, is_open: bool) -> None:
        self._store.setValue("surroundings", "open" if is_open else "folded")

    @property
    def folded(self) -> Sequence[str]:
        """The sections of the training panel that are folded."""
        kept = self._text("folded")
        return FOLDED_AT_FIRST if kept is None else tuple(kept.split())

    @folded.setter
    def folded(self, names: Sequence[str]) -> None:
        self._store.setValue("folded", " ".join(names) or " ")

    def window_shape(self) -> tuple[QByteArray, QByteArray]:
        """Geometry and dock state of the window as it was closed; empty at the first start."""
        geometry, state = self._store.value("geometry"), self._store.value("state")
        return _as_bytes(geometry), _as_bytes(state)

    def keep_window_shape(self, geometry: QByteArray, state: QByteArray) -> None:
        """Remember geometry and dock state."""
        self._store.setValue("geometry", geometry)
        self._store.setValue("state", state)

    def write(self) -> None:
        """Write to the file at once what was changed; else that happens some time later."""
        self._store.sync()

    def _keep(self, key: str, value: str) -> None:
        if not self.lab.locks(key):
            self._store.setValue(key, value)

    def _text(self, key: str) -> str | None:
        return str(self._store.value(key, "")) or None

    def _path(self, key: str) -> Path | None:
        text = self._text(key)
        return Path(text) if text else None


def _as_theme(text: str | None) -> ThemeChoice | None:
    return next((choice for choice in THEME_CHOICES if choice == text), None)


def _as_bytes(value: object) -> QByteArray:
    return value if isinstance(value, QByteArray) else QByteArray()
