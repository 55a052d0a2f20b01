"""Where the run is computed: told, and chosen where there is a choice."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from latentlab.gui.widgets.fields import Choice


class DeviceField(QWidget):
    """A name where there is one device, a choice where there are more."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self.only, self.choice = QLabel(), Choice()
        self.only.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.only)
        row.addWidget(self.choice)
        self.setFocusProxy(self.choice)
        self.choice.activated.connect(lambda place: self.chosen.emit(self.choice.itemData(place)))
        self.show_devices(("cpu",))

    def show_devices(self, names: Sequence[str]) -> None:
        """Offer these, the best first."""
        if tuple(names) == self._names:
            return
        self._names = tuple(names)
        self.choice.clear()
        for name in names:
            self.choice.addItem(device_title(name), name)
        is_choice = len(names) > 1
        self.choice.setVisible(is_choice)
        self.only.setVisible(not is_choice)
        self.show_device("auto")

    def show_device(self, name: str) -> None:
        """Show where the run is; what is not there gives way as the run itself does."""
        shown = self._names[0] if name == "auto" else name if name in self._names else "cpu"
        self.only.setText(device_title(shown))
        self.choice.choose(shown)
        self.setAccessibleDescription(device_title(shown))


def device_title(name: str) -> str:
    """What people call a device."""
    titles = {
        "cpu": QCoreApplication.translate("Device", "CPU"),
        "cuda": QCoreApplication.translate("Device", "GPU (CUDA)"),
        "mps": QCoreApplication.translate("Device", "GPU (Apple MPS)"),
    }
    return titles[name]
