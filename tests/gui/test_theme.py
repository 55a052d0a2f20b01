"""The theme: readable in light and dark, followed by palette, style sheet and icons."""

import importlib.util
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QSpinBox, QToolButton

from latentlab.gui.icons import SIZES, GlyphEngine, application_icon, icon
from latentlab.gui.stylesheet import style_sheet
from latentlab.gui.theme import Theme, apply_theme, palette_of, set_property, tokens_of
from latentlab.gui.tokens import DARK, LIGHT, THEMES, Tokens, contrast_ratio
from latentlab.resources import resource

TEXTS = ("text", "muted", "accent", "danger")
GROUNDS = ("window", "surface", "sunken", "raised", "hover", "field", "accent_soft")


@pytest.fixture
def theme(qapp):
    """The theme, light again afterwards; widgets of earlier tests are gone, as each would be restyled."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    chosen = apply_theme(qapp, "light")
    yield chosen
    chosen.choose("light")


def test_contrast_is_that_of_the_standard():
    """Black on white is 21 to 1, a colour on itself 1 to 1, and #767676 on white just passes 4.5."""
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast_ratio("#4250d4", "#4250d4") == pytest.approx(1.0)
    assert 4.5 <= contrast_ratio("#ffffff", "#767676") < 4.6


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_stands_out_from_every_ground(tokens: Tokens, text: str, ground: str):
    """All text has a contrast of at least 4.5 to 1 on all that it may lie on."""
    assert contrast_ratio(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_controls_and_curves_stand_out(tokens: Tokens):
    """Outlines and curves have 3 to 1 on what they lie on, text on the accent 4.5 to 1."""
    for ground in ("window", "surface", "raised", "field"):
        for mark in ("control", "training", "validation", "reference"):
            assert contrast_ratio(getattr(tokens, mark), getattr(tokens, ground)) >= 3.0, (mark, ground)
    assert contrast_ratio(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast_ratio(tokens.on_accent, tokens.accent_hover) >= 4.5


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_the_palette_tells_which_theme_it_is(qapp, tokens: Tokens):
    """What paints itself finds the tokens again in the palette."""
    palette = palette_of(tokens)
    assert tokens_of(palette) is tokens
    assert palette.color(QPalette.ColorRole.Highlight) == QColor(tokens.accent)
    assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == QColor(tokens.disabled)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_every_picture_of_the_style_sheet_is_there(tokens: Tokens):
    """A missing arrow would be drawn as nothing, without a word."""
    sheet = style_sheet(tokens, 9.0, resource("icons"))
    addresses = [part.split(")")[0] for part in sheet.split("url(")[1:]]
    assert len(addresses) > 8
    for address in addresses:
        assert Path(address).is_file(), address
        assert not QImage(address).isNull(), address


def test_the_style_sheet_is_understood(theme: Theme, qtbot):
    """A slip in the sheet makes Qt drop all of it: then the primary button has no accent."""
    button = QPushButton("Build network")
    button.setProperty("kind", "primary")
    qtbot.addWidget(button)
    button.resize(160, 32)
    button.show()
    qtbot.waitExposed(button)
    assert button.grab().toImage().pixelColor(6, 16) == QColor(LIGHT.accent)


def test_no_selector_has_two_rules() -> None:
    rules = re.findall(r"(?:^|})\s*([^{}]+?)\s*{", style_sheet(LIGHT, 10.0, Path("icons")))
    assert 'QToolButton[kind="fold"]' in rules
    assert {rule for rule in rules if rules.count(rule) > 1} == set()


def test_choosing_dark_changes_everything_at_once(theme: Theme, qtbot):
    """Palette, sheet and signal speak of the same theme."""
    with qtbot.waitSignal(theme.changed) as said:
        theme.choose("dark")
    assert said.args == [DARK]
    assert tokens_of(QApplication.palette()) is DARK
    assert DARK.accent in QApplication.instance().styleSheet()
    assert LIGHT.accent not in QApplication.instance().styleSheet()


def test_the_theme_follows_the_system_only_when_asked(theme: Theme, qapp):
    """The system's change of mind counts under "system", and not where light was chosen."""
    from PySide6.QtCore import Qt

    theme.choose("system")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert tokens_of(qapp.palette()) is DARK
    theme.choose("light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert tokens_of(qapp.palette()) is LIGHT


def test_one_application_has_one_theme(theme: Theme, qapp):
    """Applying it again neither doubles the connection to the system nor forgets the choice."""
    assert apply_theme(qapp, "dark") is theme
    assert theme.choice == "dark"


def test_invalid_fields_are_drawn_in_red(theme: Theme, qtbot):
    """The dynamic property takes effect at once, and goes again."""
    field = QLineEdit("256, −3")
    qtbot.addWidget(field)
    field.resize(160, 28)
    field.show()
    set_property(field, "invalid", True)
    assert field.grab().toImage().pixelColor(80, 0) == QColor(LIGHT.danger)
    set_property(field, "invalid", False)
    assert field.grab().toImage().pixelColor(80, 0) != QColor(LIGHT.danger)


def test_spin_boxes_show_their_arrows(theme: Theme, qtbot):
    """Styled spin boxes lose their arrows where the pictures do not load."""
    spin = QSpinBox()
    spin.setValue(50)
    qtbot.addWidget(spin)
    spin.resize(120, 28)
    spin.show()
    picture = spin.grab().toImage()
    right = {picture.pixelColor(x, y).name() for x in range(100, 118) for y in range(4, 24)}
    assert LIGHT.muted in right


def test_icons_are_drawn_in_the_colours_of_the_theme_in_force(theme: Theme):
    """One icon object serves both themes; disabled ones are grey."""
    play = icon("play")
    assert _ink(play) == QColor(LIGHT.text)
    assert _ink(play, QIcon.Mode.Disabled) == QColor(LIGHT.disabled)
    theme.choose("dark")
    assert _ink(play) == QColor(DARK.text)


def test_a_button_squeezed_to_nothing_draws_no_icon(qtbot):
    """Qt then asks the icon for a picture of no size, which no painter paints on: warnings fail here."""
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIcon(icon("play"))
    button.setMinimumSize(1, 1)
    for size in (QSize(1, 40), QSize(40, 1), QSize(6, 6)):
        button.resize(size)
        button.grab()
    engine = GlyphEngine("play", "text")
    for size in (QSize(0, 16), QSize(16, 0), QSize(), QSize(-4, -4)):
        assert engine.pixmap(size, QIcon.Mode.Normal, QIcon.State.Off).isNull()


def test_the_application_icon_has_every_size(qapp):
    """No size is scaled by the desktop."""
    sizes = {(size.width(), size.height()) for size in application_icon().availableSizes()}
    assert sizes == {(size, size) for size in SIZES}
    for size in SIZES:
        assert not application_icon().pixmap(QSize(size, size), 1.0).isNull()


def test_the_arrows_belong_to_the_tokens():
    """After a change of colours `packaging/make_icons.py` has to be run."""
    path = Path(__file__).parents[2] / "packaging" / "make_icons.py"
    spec = importlib.util.spec_from_file_location("make_icons", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for tokens in THEMES.values():
        for name, text in script.arrows(tokens).items():
            assert resource("icons", name).read_text(encoding="utf-8") == text, name


def test_small_type_follows_the_systems_size(theme: Theme, qtbot):
    """Sizes are relative: a larger system font makes larger small print."""
    small, large = (style_sheet(LIGHT, size, resource("icons")) for size in (9.0, 18.0))
    assert 'QLabel[role="muted"] { color: #5a6070; font-size: 8.3pt; }' in small
    assert "16.6pt" in large


def _ink(picture: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QColor:
    """The colour of the most opaque pixel."""
    image = picture.pixmap(QSize(48, 48), 1.0, mode).toImage()
    colours = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    strongest = max(colours, key=QColor.alpha)
    assert strongest.alpha() > 200
    return QColor(strongest.rgb())


def test_coloured_widgets_still_know_the_theme(theme: Theme, qtbot):
    """The accent behind a primary button is light in the dark theme: it must not be taken for the ground."""
    button = QPushButton("Build network")
    button.setProperty("kind", "primary")
    qtbot.addWidget(button)
    button.show()
    theme.choose("dark")
    assert tokens_of(button.palette()) is DARK
