"""The badge of the map's quality, and under it a sheet with all measures and what they mean."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from latentlab.gui.judgement import Judgement
from latentlab.gui.panels.map_controls import grouped
from latentlab.gui.widgets.measure_bar import MeasureBar
from latentlab.gui.widgets.quality_badge import QualityBadge
from latentlab.gui.widgets.section import note, section_header
from latentlab.latent.quality import Estimate, MapQuality

_WIDTH = 540
MEASURES = ("trustworthiness", "continuity", "knn_recall")
_COMPARISONS = ("against_codes", "against_pixels", "codes_against_pixels")


class MapTrust(QualityBadge):
    """Shows a judgement in the room that it is given; a click opens the sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judgement: Judgement | None = None
        self._bars: dict[tuple[str, str], MeasureBar] = {}
        self._build_sheet()
        self.clicked.connect(self.open)
        self.show_judgement(None)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Show what is known of the map; None where there is none."""
        self._judgement = judgement
        self.setVisible(judgement is not None)
        if judgement is not None:
            verdict = judgement.verdict
            trust = verdict.against_codes.trustworthiness.value if verdict else None
            self.show_quality(self._texts_of(judgement), trust, judgement.is_stale)
            self.setToolTip(self._tip_of(judgement))
        if self.sheet.isVisible():
            self._show_sheet()

    def show_meaning(self, text: str) -> None:
        """Say on the sheet what the method of the map does and does not show."""
        self._meaning.setText(text)

    def open(self) -> None:
        """Open the sheet over the badge, inside the window."""
        self._show_sheet()
        self.sheet.adjustSize()
        window = self.window()
        left, right = window.mapToGlobal(QPoint(0, 0)).x(), window.mapToGlobal(QPoint(window.width(), 0)).x()
        corner = self.mapToGlobal(QPoint(self.width() - self.sheet.width(), -self.sheet.height() - 4))
        corner.setX(max(left + 4, min(corner.x(), right - self.sheet.width() - 4)))
        self.sheet.move(corner)
        self.sheet.show()

    # --- building -----------------------------------------------------------------------------------------

    def _build_sheet(self) -> None:
        self.sheet = QFrame(self, Qt.WindowType.Popup)
        self.sheet.setProperty("kind", "sheet")
        self.sheet.setFixedWidth(_WIDTH)
        self._state, self._meaning, self._asked = note(), note(role=""), note()
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(section_header(self.tr("How far this map can be trusted")))
        column.addWidget(self._state)
        column.addLayout(self._build_table())
        column.addWidget(self._asked)
        column.addWidget(section_header(self.tr("What this kind of map shows")))
        column.addWidget(self._meaning)

    def _build_table(self) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(14)
        table.setVerticalSpacing(3)
        tips = (
            self.tr("What the method lost on the way from the codes to the map"),
            self.tr("What network and method lost together"),
            self.tr("What the network lost on the way from the pixels to the codes"),
        )
        for column, (text, tip) in enumerate(zip(self._comparison_names(), tips, strict=True), 1):
            label = QLabel(text)
            label.setProperty("role", "strong")
            label.setToolTip(tip)
            table.addWidget(label, 0, column)
            table.setColumnStretch(column, 1)
        for index, measure in enumerate(MEASURES):
            name, meaning = self._words_of(measure)
            table.addWidget(QLabel(name), 2 * index + 1, 0, Qt.AlignmentFlag.AlignTop)
            for column, comparison in enumerate(_COMPARISONS, 1):
                bar = MeasureBar()
                bar.setAccessibleName(f"{name}, {self._comparison_names()[column - 1]}")
                self._bars[measure, comparison] = bar
                table.addWidget(bar, 2 * index + 1, column)
            words = note(meaning)
            words.setContentsMargins(0, 0, 0, 8)
            table.addWidget(words, 2 * index + 2, 0, 1, 4)
        return table

    def _comparison_names(self) -> tuple[str, str, str]:
        return self.tr("Map and codes"), self.tr("Map and pixels"), self.tr("Codes and pixels")

    def _words_of(self, measure: str) -> tuple[str, str]:
        words = {
            "trustworthiness": (
                self.tr("Trustworthiness"),
                self.tr(
                    "Low where points that lie together on the map are strangers in truth. It says nothing "
                    "of points that were torn apart."
                ),
            ),
            "continuity": (
                self.tr("Continuity"),
                self.tr(
                    "Low where true neighbours were torn apart on the map. It says nothing of strangers that "
                    "were pushed together."
                ),
            ),
            "knn_recall": (
                self.tr("Neighbours kept"),
                self.tr(
                    "How many of the nearest stayed among the nearest. It is strict: the sixteenth nearest "
                    "counts as little as the farthest. None of the three says whether distances between "
                    "groups are true."
                ),
            ),
        }
        return words[measure]

    # --- words --------------------------------------------------------------------------------------------

    def _texts_of(self, judgement: Judgement) -> tuple[str, ...]:
        if not judgement.is_possible:
            return (self.tr("Too few points to judge"), self.tr("Too few"))
        if judgement.verdict is None:
            return (self.tr("Judging the map…"), self.tr("Judging…"), "…")
        quality = judgement.verdict.against_codes
        trust, continuity = self._number(quality.trustworthiness), self._number(quality.continuity)
        kept = self.locale().toString(100 * quality.knn_recall.value, "f", 0)
        whole = self.tr("Trustworthy {trust} · continuous {continuity} · {kept}% of neighbours kept")
        short = self.tr("Trustworthy {trust} · {kept}% kept")
        texts = (whole, short, self.tr("Trust {trust}"), "{trust}")
        return tuple(text.format(trust=trust, continuity=continuity, kept=kept) for text in texts)

    def _tip_of(self, judgement: Judgement) -> str:
        if judgement.is_stale:
            return self._state_text(judgement)
        return self.tr(
            "How far this map can be trusted: click for all measures, their errors and their meaning"
        )

    def _state_text(self, judgement: Judgement) -> str:
        if judgement.verdict is None or not judgement.is_stale:
            return ""
        if judgement.iteration == 0:
            return self.tr("The map has moved since it was judged.")
        text = self.tr("Of iteration {iteration}: the map has moved since.")
        return text.format(iteration=grouped(self.locale(), judgement.iteration))

    def _show_sheet(self) -> None:
        judgement = self._judgement
        if judgement is None:
            self.sheet.hide()
            return
        state = self._state_text(judgement)
        self._state.setText(state)
        self._state.setVisible(bool(state))
        self._asked.setText(self._asked_text(judgement))
        for (measure, comparison), bar in self._bars.items():
            quality = getattr(judgement.verdict, comparison) if judgement.verdict else None
            self._show_bar(bar, measure, quality, judgement)

    def _show_bar(
        self, bar: MeasureBar, measure: str, quality: MapQuality | None, judgement: Judgement
    ) -> None:
        if quality is None:
            text = self.tr("no images") if judgement.verdict else "…"
            bar.show_estimate(None, text, 0, judgement.is_stale)
            return
        estimate: Estimate = getattr(quality, measure)
        if measure == "knn_recall":
            share = Estimate(100 * estimate.value, 100 * estimate.se)
            text = self.tr("{value}% ± {error}").format(**self._parts(share, 1))
            chance = quality.k / max(1, judgement.points - 1)
        else:
            text, chance = self.tr("{value} ± {error}").format(**self._parts(estimate, 3)), 0.5
        bar.show_estimate(estimate, text, chance, judgement.is_stale)

    def _asked_text(self, judgement: Judgement) -> str:
        if not judgement.is_possible:
            return self.tr("A map needs at least 4 points to be judged.")
        if judgement.verdict is None:
            return ""
        quality = judgement.verdict.against_codes
        text = self.tr(
            "Neighbourhoods of {k} points around {queries} of {points} points, each compared with all "
            "points. ± is the standard error, a whisker two of them; the tick is where chance alone would "
            "be."
        )
        return text.format(
            k=quality.k,
            queries=grouped(self.locale(), quality.queries),
            points=grouped(self.locale(), judgement.points),
        )

    def _number(self, estimate: Estimate) -> str:
        digits = 2 if estimate.value < 0.995 else 3  # 0.997 is not 1
        return self.locale().toString(estimate.value, "f", digits)

    def _parts(self, estimate: Estimate, digits: int) -> dict[str, str]:
        number = self.locale().toString
        error = "0" if estimate.se == 0 else f"{estimate.se:.1g}"
        return {
            "value": number(estimate.value, "f", digits),
            "error": number(estimate.se, "f", len(error.partition(".")[2])),
        }

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
