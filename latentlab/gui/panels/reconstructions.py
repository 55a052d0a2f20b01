"""The dock with the wall of reconstructions: what is listed and in which order, and the images."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from latentlab.gui.widgets.choices_fold import ChoicesFold
from latentlab.gui.widgets.fields import Choice
from latentlab.gui.widgets.image_wall import ImageWall
from latentlab.gui.widgets.watched import Watched
from latentlab.gui.widgets.wrapping_row import WrappingRow
from latentlab.latent.rebuilt import RebuiltWish

_ROOMY = 230  # height of the whole that has room for choices and images
SIDES = (28, 56, 84)  # of an image, in pixels of the window


class ReconstructionsPanel(Watched):
    """Tells which images are wanted, and how large."""

    wish_changed = Signal(object)  # RebuiltWish
    sort_asked = Signal()
    look_changed = Signal()  # another size, or PCA with them or not

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wall = ImageWall()
        self._build_fields()
        self._lay_out()
        self._connect()

    # values in

    def show_classes(self, classes: Sequence[str]) -> None:
        """Offer the classes of these images, all of them chosen."""
        self.label.clear()
        self.label.addItem(self.tr("All classes"), None)
        for number, name in enumerate(classes):
            self.label.addItem(name, number)

    def show_told(self, text: str) -> None:
        """Say how well what is listed is rebuilt."""
        self.told.setText(text)

    def show_sorted(self, is_sorted: bool) -> None:
        """Say whether the order is that of the newest errors."""
        self.sort_again.setVisible(not is_sorted)

    def show_wish(self, wish: RebuiltWish) -> None:
        """Show what is listed."""
        self.order.choose(wish.order)
        self.label.choose(wish.label)
        self.part.choose(wish.part)
        self.only_group.setChecked(wish.only_group)

    @property
    def side(self) -> int:
        """How large images are wanted."""
        side: int = self.size_.currentData()
        return side

    # Qt's own

    def sizeHint(self) -> QSize:
        return QSize(720, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 150)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold.show_room(self.height() >= _ROOMY)

    # inside

    def _build_fields(self) -> None:
        self.order, self.label, self.part, self.size_ = Choice(), Choice(), Choice(), Choice()
        for order, text in (
            ("index", self.tr("As in the data")),
            ("worst", self.tr("Worst first")),
            ("best", self.tr("Best first")),
            ("behind", self.tr("PCA is better")),
            ("ahead", self.tr("Network is better")),
        ):
            self.order.addItem(text, order)
        self.label.addItem(self.tr("All classes"), None)
        for part, text in (
            (None, self.tr("All images")),
            (2, self.tr("Test images")),
            (1, self.tr("Validation images")),
            (0, self.tr("Training images")),
        ):
            self.part.addItem(text, part)
        for side, text in zip(SIDES, (self.tr("Small"), self.tr("Large"), self.tr("Larger")), strict=True):
            self.size_.addItem(text, side)
        self.only_group = QCheckBox(self.tr("Selected"))
        self.only_group.setToolTip(self.tr("Only the points that are selected on the map."))
        self.with_pca = QCheckBox(self.tr("PCA"))
        self.with_pca.setChecked(True)
        self.with_pca.setToolTip(
            self.tr("What PCA with as many dimensions makes of the same images, below the network's.")
        )
        self.sort_again = QPushButton(self.tr("Sort again"))
        self.sort_again.setToolTip(self.tr("The network has learnt since: put the images in order anew."))
        self.sort_again.hide()
        self.told = QLabel()
        self.told.setProperty("role", "muted")

    def _lay_out(self) -> None:
        first = _row((self.order, self.tr("Order")), (self.label, self.tr("Class")))
        second = _row(
            (self.part, self.tr("Part of the data")),
            (self.size_, self.tr("Size of the images")),
            (self.only_group, ""),
            (self.with_pca, ""),
        )
        told = QHBoxLayout()
        told.setSpacing(8)
        choices = WrappingRow(first, second, 380)
        self.fold = ChoicesFold(choices)
        told.addWidget(self.fold)
        told.addWidget(self.told, 1)
        told.addWidget(self.sort_again)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 4)
        column.setSpacing(5)
        column.addWidget(choices)
        column.addLayout(told)
        column.addWidget(self.wall, 1)

    def _connect(self) -> None:
        for choice in (self.order, self.label, self.part):
            choice.activated.connect(self._take)
        self.only_group.clicked.connect(self._take)
        self.sort_again.clicked.connect(lambda: self.sort_asked.emit())
        self.size_.activated.connect(lambda: self.look_changed.emit())
        self.with_pca.clicked.connect(lambda: self.look_changed.emit())

    def _take(self) -> None:
        wish = RebuiltWish(
            self.order.currentData(),
            self.label.currentData(),
            self.part.currentData(),
            self.only_group.isChecked(),
        )
        self.wall.scroll_to_start()
        self.wish_changed.emit(wish)


def _row(*fields: tuple[QWidget, str]) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    for field, name in fields:
        if name:
            field.setAccessibleName(name)
            field.setToolTip(name)
        line.addWidget(field)
    return row
