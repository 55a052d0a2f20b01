"""The badge of the map's quality: as many words as fit, never colour alone, and a sheet that is true."""

import pytest
from PySide6.QtCore import Qt

from latentlab.gui.judgement import Judgement
from latentlab.gui.panels.latent_map import LatentMapPanel
from latentlab.gui.panels.map_trust import MapTrust
from latentlab.gui.theme import apply_theme
from latentlab.latent.quality import Estimate, MapQuality, Verdict


def quality(trust: float = 0.97, kept: float = 0.43) -> MapQuality:
    return MapQuality(15, 1_600, Estimate(trust, 0.0012), Estimate(0.952, 0.002), Estimate(kept, 0.0041))


def judgement(trust: float = 0.97, **rest: object) -> Judgement:
    verdict = Verdict(quality(trust), quality(0.9), quality(0.8))
    return Judgement(70_000, verdict, iteration=120, **rest)


@pytest.fixture
def trust(qtbot, qapp) -> MapTrust:
    apply_theme(qapp, "light")
    made = MapTrust()
    qtbot.addWidget(made)
    return made


def test_the_badge_says_less_where_room_is_short_and_the_number_last(trust):
    trust.show_judgement(judgement())
    assert trust.shown_text == "Trustworthy 0.97 · continuous 0.95 · 43% of neighbours kept"
    texts = []
    for room in range(500, 30, -10):
        trust.show_room(room)
        assert trust.sizeHint().width() <= room or trust.shown_text == "0.97"
        texts.append(trust.shown_text)
    assert list(dict.fromkeys(texts))[1:] == ["Trustworthy 0.97 · 43% kept", "Trust 0.97", "0.97"]
    assert trust.accessibleName().endswith("43% of neighbours kept")


def test_a_map_that_is_nearly_perfect_is_not_called_perfect(trust):
    trust.show_judgement(judgement(0.997))
    assert "0.997" in trust.shown_text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_high_fair_and_low_trust_differ_without_colour(trust, qapp, theme):
    apply_theme(qapp, theme)
    pictures = []
    for value in (0.97, 0.9, 0.7):
        trust.show_judgement(judgement(value))
        trust.show_quality(("x",), value)
        trust.resize(trust.sizeHint())
        grey = trust.grab().toImage().convertToFormat(trust.grab().toImage().Format.Format_Grayscale8)
        ground = grey.pixelColor(22, grey.height() // 2).lightness()
        left, right = (grey.pixelColor(x, grey.height() // 2).lightness() for x in (11, 16))
        pictures.append((abs(left - ground) > 25, abs(right - ground) > 25))
    assert pictures == [(True, True), (True, False), (False, False)]
    apply_theme(qapp, "light")


def test_nothing_is_shown_before_there_is_a_map(trust):
    assert not trust.isVisibleTo(None)
    trust.show_judgement(Judgement(70_000))
    assert trust.shown_text == "Judging the map…"
    trust.show_judgement(Judgement(3))
    assert trust.shown_text == "Too few points to judge"


def test_the_sheet_holds_three_measures_of_three_comparisons_with_their_errors(trust):
    trust.show_judgement(judgement())
    trust.show()
    trust.open()
    texts = {key: bar.text for key, bar in trust._bars.items()}
    assert len(texts) == 9
    assert texts["trustworthiness", "against_codes"] == "0.970 ± 0.001"
    assert texts["trustworthiness", "against_pixels"] == "0.900 ± 0.001"
    assert texts["trustworthiness", "codes_against_pixels"] == "0.800 ± 0.001"
    assert texts["knn_recall", "against_codes"] == "43.0% ± 0.4"
    assert "1,600 of 70,000 points" in trust._asked.text()
    assert not trust._state.isVisible()
    trust.sheet.hide()


def test_a_stale_verdict_says_of_which_iteration_it_is(trust):
    trust.show_judgement(judgement(is_stale=True))
    trust.show()
    trust.open()
    assert trust._state.text() == "Of iteration 120: the map has moved since."
    assert trust.toolTip() == trust._state.text()
    trust.sheet.hide()


def test_without_images_the_sheet_says_so(trust):
    trust.show_judgement(Judgement(70_000, Verdict(quality())))
    trust.show()
    trust.open()
    assert trust._bars["continuity", "against_pixels"].text == "no images"
    trust.sheet.hide()


@pytest.mark.parametrize("width", [380, 700, 1_200])
def test_badge_hint_and_count_share_the_row_without_overlap(qtbot, width):
    panel = LatentMapPanel()
    qtbot.addWidget(panel)
    panel.show_method("umap")
    panel.resize(width, 500)
    panel.show()
    least = panel.minimumSizeHint().width()
    panel.show_judgement(judgement())
    qtbot.waitUntil(lambda: panel.trust.width() == panel.trust.sizeHint().width())
    assert panel.trust.geometry().right() < panel._count.geometry().left() + 1
    assert panel._hint.geometry().right() <= panel.trust.geometry().left()
    assert panel._hint.width() > 0.3 * width
    assert panel.minimumSizeHint().width() == least


def test_a_click_opens_the_sheet(qtbot, trust):
    trust.show_judgement(judgement())
    trust.show()
    qtbot.mouseClick(trust, Qt.MouseButton.LeftButton)
    assert trust.sheet.isVisible()
    trust.sheet.hide()
