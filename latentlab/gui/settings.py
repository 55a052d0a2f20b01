"""What the window remembers from one start to the next."""

from pathlib import Path
from typing import get_args

from PySide6.QtCore import QByteArray, QSettings

from latentlab.gui.theme import ThemeChoice


class Settings:
    """Typed access to one settings file, the user's own where none is named."""

    def __init__(self, file: Path | None = None) -> None:
        if file is None:
            scope = QSettings.Scope.UserScope
            self._store = QSettings(QSettings.Format.IniFormat, scope, "LatentLab", "LatentLab")
        else:
            self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> ThemeChoice:
        """Light, dark, or as the system is."""
        value = str(self._store.value("theme", "system"))
        for choice in get_args(ThemeChoice):
            if choice == value:
                return choice
        return "system"

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("theme", choice)

    @property
    def data_root(self) -> Path | None:
        """The folder of the data sets, where the student chose one."""
        value = str(self._store.value("data_root", ""))
        return Path(value) if value else None

    @data_root.setter
    def data_root(self, folder: Path | None) -> None:
        self._store.setValue("data_root", str(folder or ""))

    @property
    def folder(self) -> Path:
        """Where session files were opened or saved last."""
        return Path(str(self._store.value("folder", str(Path.home()))))

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._store.setValue("folder", str(folder))

    def window_shape(self) -> tuple[QByteArray, QByteArray]:
        """Geometry and dock state of the window as it was closed; empty at the first start."""
        geometry, state = self._store.value("geometry"), self._store.value("state")
        return _as_bytes(geometry), _as_bytes(state)

    def keep_window_shape(self, geometry: QByteArray, state: QByteArray) -> None:
        """Remember geometry and dock state."""
        self._store.setValue("geometry", geometry)
        self._store.setValue("state", state)


def _as_bytes(value: object) -> QByteArray:
    return value if isinstance(value, QByteArray) else QByteArray()
