"""Theme: the system's own style and colours, or a calm pair of our own where the system has none.

Every colour that text or a sign is drawn in, and what it is drawn on, comes from here, and is one of PAIRS: a test
holds all of them at the contrast that WCAG 2.1 AA asks for, whatever accent the system has.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette

from fbrowser.services.live_settings import live

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

_Role = QPalette.ColorRole
_LIGHT: Final = {
    _Role.Window: "#f6f6f7",
    _Role.WindowText: "#1c1c1e",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#fff6dd",
    _Role.Text: "#1c1c1e",
    _Role.Button: "#f6f6f7",
    _Role.ButtonText: "#3a3a3d",
    _Role.PlaceholderText: "#6b6b70",
    _Role.ToolTipBase: "#ffffff",
    _Role.ToolTipText: "#1c1c1e",
    _Role.Highlight: "#2f6fde",
    _Role.HighlightedText: "#ffffff",
    _Role.Mid: "#d9d9dd",
}
_DARK: Final = {
    _Role.Window: "#26272b",
    _Role.WindowText: "#ececf0",
    _Role.Base: "#1c1d20",
    _Role.AlternateBase: "#41371c",
    _Role.Text: "#ececf0",
    _Role.Button: "#26272b",
    _Role.ButtonText: "#c9c9cf",
    _Role.PlaceholderText: "#9a9aa2",
    _Role.ToolTipBase: "#303136",
    _Role.ToolTipText: "#ececf0",
    _Role.Highlight: "#3468c9",
    _Role.HighlightedText: "#ffffff",
    _Role.Mid: "#3b3c42",
}
_WARNING: Final = "#c27803"
HINT: Final = QColor("#ffd75e")
"""Ground of hints: the same on light and on dark, for they are there for a moment, and must be seen on anything."""
HINT_INK: Final = QColor("#1c1c1e")
HINT_TYPED: Final = QColor("#6b5200")
"""Of the letters of a hint that were typed."""
HINT_EDGE: Final = QColor("#a07c10")
SHADOW: Final = QColor(0, 0, 0, 6)
"""Of what lies over a window, once for each of its layers."""
_NO_ACCENT: Final = "#308cc6"
"""Fusion's own, which means that the system named none."""
_GREY: Final = 60
"""Saturation up to which a colour is no accent."""
_DEEPER: Final = {False: 106, True: 122}
"""How much darker the ground of tabs is, percent, in light and in dark."""
_HALF: Final = 128
_INACTIVE: Final = 0.26
"""How much of the accent is left of it in a window that is not active."""

QUIET: Final = 0.72
"""Opacity of what is beside the point: size, date and kind of an entry."""
RETIRED: Final = 0.68
"""Opacity of the names of hidden files, and of folders that could not be read."""
NUMBER: Final = 0.78
"""Opacity of the count in a pill."""
CROSS: Final = 0.58
"""Opacity of the cross in a pill."""
PILL: Final = 0.13
"""Opacity of a pill's ground."""
PILL_HOVER: Final = 0.08
"""How much more it has under the mouse."""
HOVER: Final = 0.10
"""Opacity of the accent on a row under the mouse."""
PLACE: Final = 0.09
"""Opacity of the ink on the place where one is; half of it on the one under the mouse."""
TEXT: Final = 4.5
"""Contrast that text needs."""
SIGN: Final = 3.0
"""Contrast that an icon, a frame or another sign needs."""
EDGE: Final = 2.0
"""Contrast of an edge that only makes clearer what can be told without it."""

STYLE: Final = ["-style", "fusion"] if sys.platform == "linux" else []
"""Arguments of QApplication: setStyle would hand out a QStyle, and PySide build its enumerations for it, 6 ms."""


# -- light and dark


def dress(app: QApplication) -> QObject:
    """Give the application the colours of the settings, now and whenever they or those of the system change.

    Returns what sees to it; it is the application's.
    """
    return _Dresser(app)


class _Dresser(QObject):
    """Keeps the application's colours."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._accent = QPalette().color(_Role.Accent)  # before it is hidden by ours
        self._worn: tuple[str, bool] | None = None
        live.changed.connect(self._dress)
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    def _dress(self, _scheme: object = None) -> None:
        hints, theme = self._app.styleHints(), live.now.theme
        if self._worn is None or self._worn[0] != theme:
            if theme != "system":
                hints.setColorScheme(Qt.ColorScheme.Dark if theme == "dark" else Qt.ColorScheme.Light)
            elif self._worn is not None:
                hints.unsetColorScheme()
        is_dark = theme == "dark" or (theme == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
        if self._worn != (theme, is_dark):
            self._worn = theme, is_dark
            if sys.platform == "linux":  # Windows and macOS have a style and colours of their own
                self._app.setPalette(palette(dark=is_dark, accent=self._accent))


def palette(*, dark: bool, accent: QColor | None = None) -> QPalette:
    """Return our light or dark colours; accent: the system's, which is taken unless it is none."""
    found = QPalette()
    for role, name in (_DARK if dark else _LIGHT).items():
        found.setColor(role, QColor(name))
    if accent is not None and accent.isValid() and accent != QColor(_NO_ACCENT) and accent.saturation() > _GREY:
        found.setColor(_Role.Highlight, accent)
    chosen = readable(found.color(_Role.Highlight), found.color(_Role.Window), SIGN)
    found.setColor(_Role.Highlight, chosen)
    found.setColor(_Role.HighlightedText, _ink_on(chosen))
    found.setColor(_Role.Accent, chosen)
    inactive = QPalette.ColorGroup.Inactive
    found.setColor(inactive, _Role.Highlight, blended(chosen, found.color(_Role.Base), _INACTIVE))
    found.setColor(inactive, _Role.HighlightedText, found.color(_Role.Text))
    disabled = QPalette.ColorGroup.Disabled
    for role in (_Role.ButtonText, _Role.WindowText, _Role.Text):
        found.setColor(disabled, role, faded(found.color(role), 0.35))
    return found


# -- colours made of others


def faded(colour: QColor, opacity: float) -> QColor:
    """Return a colour that lets the ground shine through."""
    found = QColor(colour)
    found.setAlphaF(opacity * colour.alphaF())
    return found


def accent_ink(palette: QPalette) -> QColor:
    """Return the accent as a colour that can be read on the ground of a page, of a bar, of a row and of a pill."""
    return _ink(palette, palette.color(QPalette.ColorGroup.Active, _Role.Highlight))


def warning_ink(palette: QPalette) -> QColor:
    """Return the colour of what is wrong, to be read on the same grounds."""
    return _ink(palette, QColor(_WARNING))


def hover_ground(palette: QPalette) -> QColor:
    """Return what the row under the mouse is shaded with."""
    return faded(palette.color(QPalette.ColorGroup.Active, _Role.Highlight), HOVER)


def strip_ground(palette: QPalette) -> QColor:
    """Return the ground of the tabs that are not shown: a little deeper than that of the bars."""
    window = palette.color(_Role.Window)
    return window.darker(_DEEPER[window.lightness() < _HALF])


def touched(palette: QPalette) -> QColor:
    """Return what lies on a tab, or its cross, under the mouse."""
    return faded(palette.color(_Role.WindowText), 0.07)


def place_ground(palette: QPalette) -> QColor:
    """Return what marks the place where one is, in the list of places, while the keyboard is elsewhere."""
    return faded(palette.color(QPalette.ColorGroup.Active, _Role.Text), PLACE)


def outline(palette: QPalette) -> QColor:
    """Return the colour of what is drawn round something that can be changed, where nothing else tells."""
    return readable(palette.color(_Role.Mid), palette.color(_Role.Base), SIGN)


def blended(colour: QColor, ground: QColor, opacity: float) -> QColor:
    """Return what is seen of a colour through which the ground shines."""
    pairs = zip(_rgb(colour), _rgb(ground), strict=True)
    return QColor(*(round(over * opacity + under * (1 - opacity)) for over, under in pairs))


def contrast(ink: QColor, ground: QColor) -> float:
    """Return the contrast of two opaque colours as WCAG 2.1 defines it, 1 to 21."""
    low, high = sorted((_luminance(ink), _luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: QColor, ground: QColor, least: float) -> QColor:
    """Return a colour, brought so far towards black or white that it has that contrast to a ground."""
    return QColor.fromRgb(_readable(colour.rgb(), ground.rgb(), least))


@cache
def _readable(colour: int, ground: int, least: float) -> int:
    wanted, below = QColor.fromRgb(colour), QColor.fromRgb(ground)
    goal = _ink_on(below)
    for step in range(21):
        found = blended(goal, wanted, step / 20)
        if contrast(found, below) >= least:
            return found.rgb()
    return goal.rgb()


def _ink(palette: QPalette, colour: QColor) -> QColor:
    """Return a colour that can be read wherever we write in it: worst on the strongest tint of itself on a bar."""
    darkest = palette.color(_Role.Window)
    return readable(colour, blended(colour, darkest, PILL + PILL_HOVER), TEXT)


def _ink_on(ground: QColor) -> QColor:
    """Return white or black, whichever is read better: one of them always has a contrast of 4.58 or more."""
    white, black = QColor("#ffffff"), QColor("#000000")
    return white if contrast(white, ground) >= contrast(black, ground) else black


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part / 255) for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG's numbers


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


# -- what is drawn on what


class Pair(NamedTuple):
    """Something that is drawn, in a palette: what the contrast is measured of."""

    what: str
    ink: Callable[[QPalette], QColor]
    """May let the ground shine through."""
    grounds: tuple[Callable[[QPalette], QColor], ...]
    """One on top of the other, the first an opaque one."""
    least: float = TEXT


def _role(role: QPalette.ColorRole, *, opacity: float = 1, is_active: bool = True) -> Callable[[QPalette], QColor]:
    group = QPalette.ColorGroup.Active if is_active else QPalette.ColorGroup.Inactive
    return lambda palette: faded(palette.color(group, role), opacity)


def _always(colour: QColor) -> Callable[[QPalette], QColor]:
    return lambda _palette: colour


def pairs() -> list[Pair]:
    """Return everything that is drawn."""
    page, bar, banner, tip = (
        _role(role) for role in (_Role.Base, _Role.Window, _Role.AlternateBase, _Role.ToolTipBase)
    )
    found = [
        Pair("tooltip", _role(_Role.ToolTipText), (tip,)),
        Pair("banner", _role(_Role.WindowText), (banner,)),
        Pair("button on a banner", _role(_Role.ButtonText), (banner,), SIGN),
        Pair("hint", _always(HINT_INK), (_always(HINT),)),
        Pair("typed part of a hint", _always(HINT_TYPED), (_always(HINT),)),
        Pair("edge of a hint", _always(HINT_EDGE), (_always(HINT),), EDGE),
        Pair("folder of the path under the mouse", _role(_Role.Text), (page, touched)),
        Pair("selected text", _role(_Role.HighlightedText), (_role(_Role.Highlight),)),
        Pair(
            "selected text in an inactive window",
            _role(_Role.HighlightedText, is_active=False),
            (_role(_Role.Highlight, is_active=False),),
        ),
        Pair("focus on a page", _role(_Role.Highlight), (page,), SIGN),
        Pair("frame on a page", outline, (page,), SIGN),
        Pair("focus on a bar", _role(_Role.Highlight), (bar,), SIGN),
    ]
    for name, ground in (("page", (page,)), ("row under the mouse", (page, hover_ground)), ("bar", (bar,))):
        found += [
            Pair(f"text on a {name}", _role(_Role.Text), ground),
            Pair(f"quiet text on a {name}", _role(_Role.Text, opacity=QUIET), ground),
            Pair(f"hidden name on a {name}", _role(_Role.Text, opacity=RETIRED), ground),
            Pair(f"button text on a {name}", _role(_Role.ButtonText), ground),
            Pair(f"match on a {name}", accent_ink, ground),
            Pair(f"warning on a {name}", warning_ink, ground),
        ]
    for name, ground in (("tab", (strip_ground,)), ("tab under the mouse", (strip_ground, touched))):
        found.append(Pair(f"name of a {name}", _role(_Role.WindowText, opacity=QUIET), ground))
    found += [
        Pair(
            "cross of a tab under the mouse", _role(_Role.WindowText, opacity=QUIET), (bar, touched, touched), SIGN
        ),
        Pair("name of the tab that is shown", _role(_Role.WindowText), (bar,)),
        Pair("line above the active pane", accent_ink, (bar,), SIGN),
    ]
    found += [
        Pair("place where one is", _role(_Role.Text), (bar, place_ground)),
        Pair("quiet words of a place where one is", _role(_Role.Text, opacity=QUIET), (bar, place_ground)),
        Pair("place where one is that is away", _role(_Role.Text, opacity=RETIRED), (bar, place_ground)),
        Pair("warning at a place where one is", warning_ink, (bar, place_ground)),
        Pair("room on a drive where one is", accent_ink, (bar, place_ground), SIGN),
    ]
    found += [Pair("remark on a page", _role(_Role.PlaceholderText), (page,))]
    found += [Pair("remark on a bar", _role(_Role.PlaceholderText), (bar,))]
    for name, ink in (("pill", accent_ink), ("wrong pill", warning_ink)):
        for state, more in (("", 0.0), (" under the mouse", PILL_HOVER)):
            tint = _tint(ink, PILL + more)
            found += [
                Pair(f"{name}{state}", _role(_Role.WindowText), (bar, tint)),
                Pair(f"cross in a {name}{state}", _role(_Role.WindowText, opacity=CROSS), (bar, tint), SIGN),
                Pair(f"count in a {name}{state}", _role(_Role.WindowText, opacity=NUMBER), (bar, tint)),
            ]
    return found


def _tint(ink: Callable[[QPalette], QColor], opacity: float) -> Callable[[QPalette], QColor]:
    return lambda palette: faded(ink(palette), opacity)
