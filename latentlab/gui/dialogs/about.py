"""What LatentLab is, and the licences of everything in it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from latentlab import __version__
from latentlab.gui.dialogs.components import COMPONENTS, Component, licence_of, licence_text, version_of
from latentlab.gui.icons import application_icon


class AboutDialog(QDialog):
    """Version and purpose above; below, a component in the list and its licence beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About LatentLab"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.components = QListWidget()
        self.components.setAccessibleName(self.tr("Components"))
        self.components.ensurePolished()
        self.components.addItems([component.name for component in COMPONENTS])
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAccessibleName(self.tr("Licence of the chosen component"))
        self._lay_out()
        self.components.currentRowChanged.connect(self._show_component)
        self.components.setCurrentRow(0)
        self.resize(760, 560)

    def _lay_out(self) -> None:
        split = QHBoxLayout()
        split.setSpacing(12)
        split.addWidget(self.components)
        split.addWidget(self.details, 1)
        self.components.setFixedWidth(190)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(14)
        column.addLayout(self._header())
        column.addLayout(split, 1)
        column.addWidget(buttons)

    def _header(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(application_icon().pixmap(QSize(64, 64), self.devicePixelRatio()))
        title = QLabel(self.tr("LatentLab {version}").format(version=__version__))
        title.setProperty("role", "title")
        purpose = QLabel(
            self.tr("Train autoencoders on handwritten digits and explore their latent space, live.")
        )
        purpose.setWordWrap(True)
        promise = QLabel(
            self.tr("It runs wholly on this computer and sends nothing anywhere. Free software, MIT licence.")
        )
        promise.setProperty("role", "muted")
        promise.setWordWrap(True)
        lines = QVBoxLayout()
        lines.setSpacing(3)
        for label in (title, purpose, promise):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            lines.addWidget(label)
        header = QHBoxLayout()
        header.setSpacing(16)
        header.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        header.addLayout(lines, 1)
        return header

    def _show_component(self, row: int) -> None:
        component = COMPONENTS[row]
        parts = [self._heading(component), component.purpose, self._licence_line(component)]
        if "LGPL" in component.licence:
            parts.append(self._how_to_replace())
        parts.append(licence_text(component))
        self.details.setPlainText("\n\n".join(part for part in parts if part))

    def _heading(self, component: Component) -> str:
        version = version_of(component)
        if version is not None:
            return self.tr("{name} {version}").format(name=component.name, version=version)
        if component.package is not None:
            return self.tr("{name}, not installed here").format(name=component.name)
        return component.name

    def _licence_line(self, component: Component) -> str:
        return self.tr("Licence: {licence}").format(licence=licence_of(component))

    def _how_to_replace(self) -> str:
        return self.tr(
            "LatentLab uses Qt and PySide6 under the GNU Lesser General Public License, version 3, "
            "unchanged and dynamically linked. You may replace them by your own builds of the same "
            "interface: where LatentLab was installed with pip, install another PySide6 into its "
            'environment (pip install "PySide6-Essentials>=6.8,<6.12"); in the unpacked program, replace '
            "the files in its folder PySide6. The source of Qt and PySide6 is at "
            "https://download.qt.io/official_releases/. You may modify LatentLab for your own use and "
            "reverse-engineer it to debug such changes."
        )
