"""The one theme of the window, light or dark as the system or the student wishes."""

from typing import Literal, assert_never, get_args

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from latentlab.gui.stylesheet import style_sheet
from latentlab.gui.tokens import DARK, LIGHT, Tokens
from latentlab.resources import resource

ThemeChoice = Literal["system", "light", "dark"]
THEME_CHOICES: tuple[ThemeChoice, ...] = get_args(ThemeChoice)


class Theme(QObject):
    """Keeps the application's palette and style sheet in step with the system and the student's choice."""

    changed = Signal(object)  # Tokens

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice: ThemeChoice = "system"
        self._tokens: Tokens | None = None
        self._is_dressed = False
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    @property
    def choice(self) -> ThemeChoice:
        """What was chosen: "system", "light" or "dark"."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Take up a choice and draw everything with it."""
        self._choice = choice
        hints = self._app.styleHints()
        hints.setColorScheme(_asked_scheme(choice))  # title bars and native dialogs follow
        self._draw_with(_chosen_tokens(choice, hints.colorScheme()))

    def dress(self) -> None:
        """Set the style sheet, now and at each change from now on.

        Best once a window is built: a widget that is made with a style sheet in force is measured by its
        rules at each place it passes through, half of the time that building the window takes.
        """
        if not self._is_dressed:
            self._is_dressed = True
            self._set_style_sheet()

    def _scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._draw_with(_chosen_tokens(self._choice, scheme))

    def _draw_with(self, tokens: Tokens) -> None:
        if tokens is self._tokens:
            return
        self._tokens = tokens
        self._app.setPalette(palette_of(tokens))
        if self._is_dressed:
            self._set_style_sheet()
        self.changed.emit(tokens)

    def _set_style_sheet(self) -> None:
        assert self._tokens is not None
        point_size = QFontInfo(self._app.font()).pointSizeF()
        self._app.setStyleSheet(style_sheet(self._tokens, point_size, resource("icons")))


def choose_theme(app: QApplication, choice: ThemeChoice) -> Theme:
    """Choose the theme of the whole application, without its style sheet where nothing is dressed yet.

    The first call also makes the theme follow the system.
    """
    theme = app.findChild(Theme) or Theme(app)
    theme.choose(choice)
    return theme


def apply_theme(app: QApplication, choice: ThemeChoice) -> Theme:
    """Draw the whole application with the chosen theme."""
    theme = choose_theme(app, choice)
    theme.dress()
    return theme


def tokens_of(palette: QPalette) -> Tokens:
    """The tokens that a palette was made of, for what paints itself: `tokens_of(widget.palette())`."""
    # Not Window: a style sheet's background changes that role of the widget.
    return DARK if palette.color(QPalette.ColorRole.Link) == QColor(DARK.accent) else LIGHT


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at, and restyle the widget where it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def palette_of(tokens: Tokens) -> QPalette:
    """A full palette, so that what the style sheet does not reach is drawn with the same colours."""
    palette = QPalette()
    for role, colour in _roles(tokens).items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, QColor(tokens.border))
    return palette


def _roles(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.field,
        role.AlternateBase: tokens.surface,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.raised,
        role.Midlight: tokens.hover,
        role.Mid: tokens.border,
        role.Dark: tokens.control,
        role.Shadow: tokens.border,
    }


def _asked_scheme(choice: ThemeChoice) -> Qt.ColorScheme:
    match choice:
        case "system":
            return Qt.ColorScheme.Unknown
        case "light":
            return Qt.ColorScheme.Light
        case "dark":
            return Qt.ColorScheme.Dark
        case _:
            assert_never(choice)


def _chosen_tokens(choice: ThemeChoice, system: Qt.ColorScheme) -> Tokens:
    scheme = system if choice == "system" else _asked_scheme(choice)
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
