"""The colours and sizes that the whole window is drawn with, known without Qt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: colours as #rrggbb, sizes in device-independent pixels."""

    name: str  # "light" or "dark"
    window: str  # behind everything
    surface: str  # panels, menus, dialogs
    sunken: str  # grooves, segment wells, plots' ground
    raised: str  # buttons
    hover: str
    pressed: str
    field: str  # what one types into
    border: str  # hairlines between things: decoration
    control: str  # outlines of things that act: 3:1 against what they lie on
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_soft: str  # ground of what is chosen
    on_accent: str
    danger: str
    training: str  # curves
    validation: str
    reference: str
    radius: int = 6
    small_radius: int = 4
    spacing: int = 8
    margin: int = 12


LIGHT = Tokens(
    name="light",
    window="#f3f4f7",
    surface="#fbfbfd",
    sunken="#e9ebf0",
    raised="#ffffff",
    hover="#eef0f5",
    pressed="#e0e3eb",
    field="#ffffff",
    border="#dcdfe6",
    control="#828896",
    text="#1c1f26",
    muted="#5a6070",
    disabled="#a0a5b1",
    accent="#4250d4",
    accent_hover="#3542bd",
    accent_soft="#e5e8fc",
    on_accent="#ffffff",
    danger="#b8283a",
    training="#4250d4",
    validation="#a84b08",
    reference="#5a6070",
)

DARK = Tokens(
    name="dark",
    window="#15171b",
    surface="#1b1d22",
    sunken="#101215",
    raised="#272a31",
    hover="#30343c",
    pressed="#3a3f49",
    field="#14161a",
    border="#31353d",
    control="#757c8b",
    text="#e4e6ec",
    muted="#a2a8b6",
    disabled="#5f6572",
    accent="#93a1ff",
    accent_hover="#a9b4ff",
    accent_soft="#2b3158",
    on_accent="#11131a",
    danger="#ff8b92",
    training="#93a1ff",
    validation="#f2a65a",
    reference="#a2a8b6",
)

THEMES = {"light": LIGHT, "dark": DARK}


def relative_luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, from 0 (black) to 1 (white). Source: WCAG 2.2, "relative luminance"."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((relative_luminance(one), relative_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
