"""How sliders are shown stays from one start to the next, whatever the settings file says."""

import pytest

from latentlab.gui.slider_settings import SliderChoices, sliders_from, sliders_text
from tests.gui.conftest import PATIENCE_MS


def test_how_sliders_are_shown_stays_from_one_start_to_the_next(make_window, qtbot):
    first = make_window()
    page = first.decoder.code
    page.tools.menu.films.trigger()
    page.tools.menu.orders["variance"].trigger()
    page.tools.menu.spans["90%"].trigger()
    page.choice.kinds["principal"].click()
    first.decoder.code.tools.draws.choices["density"].trigger()
    first.close()
    second = make_window()
    decoding, menu = second.workspace.decoding, second.decoder.code.tools.menu
    assert not menu.films.isChecked()
    assert (decoding.axes.order, decoding.axes.span, decoding.axes.kind) == ("variance", "90%", "principal")
    assert decoding.jumps.kind == "density"
    qtbot.waitUntil(lambda: decoding.axes.measured is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: second.decoder.code.choice.kinds["principal"].isChecked(), timeout=PATIENCE_MS)
    assert menu.orders["variance"].isChecked()
    assert menu.spans["90%"].isChecked()
    assert second.decoder.code.tools.draws.choices["density"].isChecked()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"kind": 3, "order": [], "span": "99%", "films": 1, "draws": "prior", "more": 2}',
    ],
)
def test_a_settings_file_that_makes_no_sense_shows_sliders_as_in_a_new_window(text):
    assert sliders_from(text) == SliderChoices()


def test_what_is_kept_of_the_sliders_is_read_back():
    choices = SliderChoices("principal", "effect", "double", False, "density")
    assert sliders_from(sliders_text(choices)) == choices
